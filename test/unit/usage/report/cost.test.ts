import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	costMicros,
	estimateCost,
	freeMinutes,
	type Prices,
	totalCost,
} from '../../../../src/usage/report/cost';
import type { Business, Figures } from '../../../../src/usage/report/figures';
import type { SummaryColumn } from '../../../../src/usage/report/summary';

const prices: Prices = {
	currency: 'USD',
	per1000Minutes: { default: { audio: 0.99, hd: 3.99, traffic: 5 } },
};

function column(key: string, total: number | undefined, more: Partial<SummaryColumn> = {}): SummaryColumn {
	return { key, labels: { en: key }, unit: 'time', summed: true, hidden: false, total, ...more };
}

describe('costMicros', () => {
	it('is the price of a thousand minutes for a thousand minutes', () => {
		expect(costMicros(60_000, 0.99)).toBe(990_000);
		expect(costMicros(1, 0.99)).toBe(17);
		expect(costMicros(0, 35.99)).toBe(0);
	});

	it('is exact to the millionth for any amount', () => {
		const anyPrice = fc.integer({ min: 0, max: 100_000_000 });
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10 ** 11 }), anyPrice, (seconds, micros) => {
				const exact = BigInt(seconds) * BigInt(micros);
				const cost = BigInt(costMicros(seconds, micros / 1_000_000)) * 60_000n;
				const off = cost > exact ? cost - exact : exact - cost;
				expect(off <= 30_000n).toBe(true);
			}),
		);
	});

	it('grows with the usage, and parts add up to the whole within a millionth each', () => {
		const anySeconds = fc.nat(10 ** 9);
		fc.assert(
			fc.property(anySeconds, anySeconds, (a, b) => {
				const [parts, whole] = [costMicros(a, 8.99) + costMicros(b, 8.99), costMicros(a + b, 8.99)];
				expect(Math.abs(parts - whole)).toBeLessThanOrEqual(1);
				expect(whole).toBeGreaterThanOrEqual(costMicros(a, 8.99));
			}),
		);
	});
});

describe('estimateCost', () => {
	it('adds up tiers that have a price and lists those without one', () => {
		const cost = estimateCost(
			[column('audio', 60_000), column('hd', 30_000), column('hdp', 5)],
			'default',
			prices,
		);
		expect(cost).toMatchObject({
			currency: 'USD',
			micros: 990_000 + 1_995_000,
			unpriced: [{ key: 'hdp', total: 5 }],
		});
		expect(cost.tiers.map(({ micros, price }) => [micros, price])).toEqual([
			[990_000, 0.99],
			[1_995_000, 3.99],
			[undefined, undefined],
		]);
	});

	it('has no amount when no tier has a price', () => {
		expect(estimateCost([column('audio', 60)], 'miniapp', prices)).toMatchObject({
			micros: undefined,
			unpriced: [{ key: 'audio' }],
		});
	});

	it('does not list an unused tier, nor count one that is hidden or not a duration', () => {
		const cost = estimateCost(
			[column('audio', 60_000, { hidden: true }), column('traffic', 9, { unit: 'GB' }), column('hdp', 0)],
			'default',
			prices,
		);
		expect(cost).toMatchObject({ micros: undefined, unpriced: [{ key: 'traffic' }] });
	});

	it('has no amount for a tier without figures', () => {
		expect(estimateCost([column('audio', undefined)], 'default', prices).micros).toBeUndefined();
		const cost = estimateCost([column('audio', undefined), column('hd', 60_000)], 'default', prices);
		expect(cost).toMatchObject({ micros: 3_990_000, unpriced: [] });
	});

	it('takes no price from the prototype of an object', () => {
		expect(estimateCost([column('constructor', 60)], 'default', prices).micros).toBeUndefined();
	});
});

describe('totalCost', () => {
	const part = (business: Business, columns: SummaryColumn[], complete = true) => ({
		business,
		cost: estimateCost(columns, business, prices),
		complete,
	});
	const withoutPrice = column('hdp', 60);

	it('adds up the businesses and lists tiers, businesses without any price and those not completely read', () => {
		const total = totalCost([
			part('default', [column('hd', 60_000), withoutPrice]),
			part('transcodeDuration', [column('hd', 60_000)]),
			part('recording', [], false),
			part('miniapp', []),
		]);
		expect(total).toEqual({
			currency: 'USD',
			micros: 3_990_000,
			lacking: [
				{ business: 'default', column: withoutPrice },
				{ business: 'transcodeDuration', column: undefined },
				{ business: 'recording', column: undefined },
			],
		});
	});

	it('lacks nothing when all usage was read and has a price', () => {
		expect(totalCost([part('default', [column('hd', 60)]), part('miniapp', [])]).lacking).toEqual([]);
		expect(totalCost([part('default', [])]).micros).toBeUndefined();
	});
});

function audio(from: string, to: string, values: (number | null)[]): Figures {
	return {
		from,
		covered: [{ from, to }],
		columns: [{ key: 'a', labels: { en: 'A' }, unit: 'second', values }],
	};
}

describe('freeMinutes', () => {
	it('counts this calendar month of all projects', () => {
		const one = audio('2026-02-28', '2026-03-02', [600_000, 60_000, 30_000]);
		const other = audio('2026-03-01', '2026-03-02', [null, 30_000]);
		expect(freeMinutes([one, other], '2026-03-02')).toEqual({
			month: { from: '2026-03-01', to: '2026-03-02' },
			used: 2000,
			left: 8000,
			complete: true,
		});
	});

	it('never falls below zero', () => {
		expect(freeMinutes([audio('2026-03-01', '2026-03-01', [6_000_000])], '2026-03-01').left).toBe(0);
	});

	it('is incomplete when a project or a day of it was not read', () => {
		const known = audio('2026-03-01', '2026-03-02', [60, 60]);
		expect(freeMinutes([known, undefined], '2026-03-02').complete).toBe(false);
		expect(freeMinutes([known], '2026-03-03').complete).toBe(false);
		expect(freeMinutes([known], '2026-03-02').complete).toBe(true);
	});
});
