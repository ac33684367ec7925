import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	estimatePlayerCost,
	inOneCurrency,
	PLAYER_LIST_PRICES,
	PRICE_LIST_URL,
	PRICES_NOTED_ON,
	readPlayerPrices,
	readUsagePrices,
} from '../../../src/usage/prices';

const root = path.resolve(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const settings = Object.assign(
	{},
	...manifest.contributes.configuration.map((each: { properties: object }) => each.properties),
);

describe('readUsagePrices', () => {
	it('reads the defaults of the setting, whose description names their date and source', () => {
		expect(readUsagePrices(settings['agora.usage.prices'].default)).toEqual({
			currency: 'USD',
			per1000Minutes: {
				default: {
					durationAudioAll: 0.99,
					durationVideoHd: 3.99,
					durationVideo1080P: 8.99,
					durationVideo2K: 15.99,
					durationVideo4K: 35.99,
				},
			},
		});
		const description: string = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8'))[
			'setting.usage.prices'
		];
		expect(description).toContain(PRICE_LIST_URL);
		const noted = new Date(`${PRICES_NOTED_ON}T00:00Z`);
		expect(description).toContain(noted.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' }));
	});

	it('leaves out values that are not prices', () => {
		const table = {
			audio: 1,
			free: 0,
			less: -1,
			text: '3.99',
			none: null,
			endless: Infinity,
			['k'.repeat(201)]: 1,
		};
		expect(readUsagePrices({ currency: 'CNY', miniapp: table, unknown: { audio: 1 }, recording: 7 })).toEqual(
			{
				currency: 'CNY',
				per1000Minutes: { miniapp: { audio: 1, free: 0 } },
			},
		);
	});

	it.each([undefined, null, 'prices', 7, []])('returns no prices for %j', (value) => {
		expect(readUsagePrices(value)).toEqual({ currency: 'USD', per1000Minutes: {} });
	});

	it.each(['<b>', 'cny', 7])('returns no prices for the invalid currency %j', (currency) => {
		expect(readUsagePrices({ currency, default: { durationAudioAll: 7 } })).toEqual({
			currency: 'USD',
			per1000Minutes: {},
		});
	});
});

describe('readPlayerPrices', () => {
	it('returns the list prices, which are the default of the setting', () => {
		expect(settings['agora.players.prices'].default).toEqual(PLAYER_LIST_PRICES);
		expect(readPlayerPrices({})).toEqual(PLAYER_LIST_PRICES);
	});

	it('takes the list price for a tier that is not set', () => {
		expect(readPlayerPrices({ hd: 5 })).toEqual({ ...PLAYER_LIST_PRICES, hd: 5 });
		expect(readPlayerPrices({ currency: 'USD', channel: 0 })).toEqual({ ...PLAYER_LIST_PRICES, channel: 0 });
	});

	it('returns only the set prices in another currency', () => {
		const own = { currency: 'CNY', audio: 7, hd: 28, fullHd: 63, channel: 7 };
		expect(readPlayerPrices(own)).toEqual(own);
		const none = { audio: undefined, hd: undefined, fullHd: undefined, channel: undefined };
		expect(readPlayerPrices({ currency: 'CNY', hd: 28 })).toEqual({ ...none, currency: 'CNY', hd: 28 });
		expect(readPlayerPrices({ currency: 'CNY', hd: -28, audio: '7' })).toEqual({ ...none, currency: 'CNY' });
	});

	it.each([null, 'free', 5, [], { hd: -1 }, { hd: '5' }, { hd: Number.NaN }, { currency: 'dollars' }])(
		'returns the list prices for %j',
		(setting) => {
			expect(readPlayerPrices(setting)).toEqual(PLAYER_LIST_PRICES);
		},
	);

	it('returns amounts that can be formatted for any setting', () => {
		fc.assert(
			fc.property(fc.anything(), (setting) => {
				const { currency, ...prices } = readPlayerPrices(setting);
				expect(() => new Intl.NumberFormat('en', { style: 'currency', currency })).not.toThrow();
				const amounts = Object.values(prices).filter((price) => price !== undefined);
				expect(amounts.every((price) => price >= 0 && Number.isFinite(price))).toBe(true);
			}),
		);
	});
});

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

function cost(minutes: number, player?: Readonly<Record<string, unknown>>) {
	return estimatePlayerCost(
		{ createdAt: START, until: START + minutes * MINUTE },
		player,
		PLAYER_LIST_PRICES,
	);
}

describe('estimatePlayerCost', () => {
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
	])('prices 1,000 minutes %s', (_, player, expected) => {
		expect(cost(1000, player).amount).toBeCloseTo(expected, 10);
	});

	it('returns the resolution of the definition only where it has both dimensions', () => {
		expect(cost(1, { videoOptions: { width: 640, height: 360 } }).resolution).toEqual({
			width: 640,
			height: 360,
		});
		expect(cost(1, { videoOptions: { width: 640 } }).resolution).toBeUndefined();
		expect(cost(1).resolution).toBeUndefined();
	});

	it('bills the wait for the start time as audio', () => {
		const playTs = START / 1000 + 300;
		const waiting = cost(2, { playTs });
		expect(waiting).toMatchObject({ minutes: 2, waitedMinutes: 2 });
		expect(waiting.amount).toBeCloseTo((2 * (1.15 + 0.99)) / 1000, 10);
		expect(cost(1000, { playTs })).toMatchObject({ minutes: 1000, waitedMinutes: 5 });
		expect(cost(1000, { playTs: 0 }).waitedMinutes).toBe(0);
		expect(cost(1000, { playTs: START / 1000 - 60 }).waitedMinutes).toBe(0);
	});

	it('is never negative and never falls while time passes', () => {
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

	it('leaves out tiers without a price, and has no amount where no tier has one', () => {
		const times = { createdAt: START, until: START + 1000 * MINUTE };
		const waited = { playTs: START / 1000 + 300 };
		const partly = estimatePlayerCost(times, waited, readPlayerPrices({ currency: 'CNY', hd: 28 }));
		expect(partly).toMatchObject({ unpriced: ['audio', 'channel'], currency: 'CNY' });
		expect(partly.amount).toBeCloseTo((995 * 28) / 1000, 10);
		const fullHd = { videoOptions: { width: 1920, height: 1080 } };
		expect(estimatePlayerCost(times, fullHd, readPlayerPrices({ currency: 'CNY', hd: 28 }))).toMatchObject({
			amount: undefined,
			unpriced: ['fullHd', 'channel'],
		});
		expect(cost(1000, waited).unpriced).toEqual([]);
	});
});

describe('inOneCurrency', () => {
	const defaultValue = { currency: 'USD', default: { audio: 0.99, hd: 3.99 } };

	it("returns the user's value alone where it is in another currency", () => {
		const globalValue = { currency: 'CNY', default: { audio: 7 } };
		const merged = { currency: 'CNY', default: { audio: 7, hd: 3.99 } };
		expect(inOneCurrency({ defaultValue, globalValue }, merged)).toBe(globalValue);
	});

	it.each([undefined, null, 'CNY', { default: { audio: 1 } }, { currency: 'USD', default: { audio: 1 } }])(
		'returns the merged value for %j',
		(globalValue) => {
			const merged = { merged: true };
			expect(inOneCurrency({ defaultValue, globalValue }, merged)).toBe(merged);
			expect(inOneCurrency(undefined, merged)).toBe(merged);
		},
	);

	it('never returns a default price in another currency than the default', () => {
		const prices = fc.dictionary(fc.constantFrom('audio', 'hd'), fc.integer({ min: 10, max: 20 }));
		fc.assert(
			fc.property(fc.constantFrom('USD', 'CNY', undefined), prices, (currency, table) => {
				const globalValue = { ...(currency && { currency }), default: table };
				const merged = {
					currency: currency ?? 'USD',
					default: { ...defaultValue.default, ...table },
				};
				const value = inOneCurrency({ defaultValue, globalValue }, merged);
				const expected = currency === 'CNY' ? table : { ...defaultValue.default, ...table };
				expect(value).toMatchObject({ default: expected });
				expect(JSON.stringify(value).includes('0.99')).toBe(JSON.stringify(expected).includes('0.99'));
			}),
		);
	});
});
