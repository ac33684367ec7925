import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCost, LIST_PRICES, readPrices } from '../../../src/players/cost';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

function cost(minutes: number, player?: Readonly<Record<string, unknown>>) {
	return estimateCost({ createdAt: START, until: START + minutes * MINUTE }, player, LIST_PRICES);
}

describe('what a player cost so far', () => {
	it.each([
		['of unknown resolution', undefined, 6.86 + 0.99],
		['without transcoding', {}, 6.86 + 0.99],
		['1280 × 720', { videoOptions: { width: 1280, height: 720 } }, 6.86 + 0.99],
		['720 × 1280', { videoOptions: { width: 720, height: 1280 } }, 6.86 + 0.99],
		['1281 × 720', { videoOptions: { width: 1281, height: 720 } }, 15.49 + 0.99],
		['1920 × 1080', { videoOptions: { width: 1920, height: 1080 } }, 15.49 + 0.99],
		[
			'adaptive, whatever else is asked for',
			{ videoOptions: { width: 1920, height: 1080, widthHeightAdaption: true } },
			6.86 + 0.99,
		],
		['of a variable for its width', { videoOptions: { width: 'env:W', height: 1080 } }, 6.86 + 0.99],
	])('1,000 minutes %s', (_, player, expected) => {
		expect(cost(1000, player).amount).toBeCloseTo(expected, 10);
	});

	it('says what resolution it takes from the definition, and where it takes none', () => {
		expect(cost(1, { videoOptions: { width: 640, height: 360 } }).resolution).toEqual({
			width: 640,
			height: 360,
		});
		expect(cost(1, { videoOptions: { width: 640 } }).resolution).toBeUndefined();
		expect(cost(1).resolution).toBeUndefined();
	});

	it('counts the wait for its time as audio', () => {
		const playTs = START / 1000 + 300;
		const waiting = cost(2, { playTs });
		expect(waiting).toMatchObject({ minutes: 2, waitedMinutes: 2 });
		expect(waiting.amount).toBeCloseTo((2 * (1.15 + 0.99)) / 1000, 10);
		expect(cost(1000, { playTs })).toMatchObject({ minutes: 1000, waitedMinutes: 5 });
		expect(cost(1000, { playTs: 0 }).waitedMinutes).toBe(0);
		expect(cost(1000, { playTs: START / 1000 - 60 }).waitedMinutes).toBe(0);
	});

	it('never falls while time passes, and is never below nothing', () => {
		const minutes = fc.double({ min: -1000, max: 1e6, noNaN: true });
		const wait = fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: undefined });
		fc.assert(
			fc.property(minutes, minutes, wait, (a, b, seconds) => {
				const player = seconds === undefined ? {} : { playTs: START / 1000 + seconds };
				const [less, more] = [Math.min(a, b), Math.max(a, b)].map((each) => cost(each, player).amount ?? -1);
				expect(less).toBeGreaterThanOrEqual(0);
				expect(more).toBeGreaterThanOrEqual((less ?? 0) - 1e-9);
			}),
		);
	});

	it('is without what has no price in another currency, and unknown without any price', () => {
		const times = { createdAt: START, until: START + 1000 * MINUTE };
		const waited = { playTs: START / 1000 + 300 };
		const partly = estimateCost(times, waited, readPrices({ currency: 'CNY', hd: 28 }));
		expect(partly).toMatchObject({ unpriced: ['audio', 'channel'], prices: { currency: 'CNY' } });
		expect(partly.amount).toBeCloseTo((995 * 28) / 1000, 10);
		const fullHd = { videoOptions: { width: 1920, height: 1080 } };
		expect(estimateCost(times, fullHd, readPrices({ currency: 'CNY', hd: 28 }))).toMatchObject({
			amount: undefined,
			unpriced: ['fullHd', 'channel'],
		});
		expect(cost(1000, waited).unpriced).toEqual([]);
	});
});
