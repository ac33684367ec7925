import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIST_PRICES, readPrices } from '../../../src/players/cost';

describe('the prices of the setting', () => {
	it('are by default the list prices', () => {
		const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
		expect(manifest.contributes.configuration.properties['agora.players.prices'].default).toEqual(
			LIST_PRICES,
		);
		expect(readPrices({})).toEqual(LIST_PRICES);
	});

	it('may be given in part', () => {
		expect(readPrices({ hd: 5 })).toEqual({ ...LIST_PRICES, hd: 5 });
		expect(readPrices({ currency: 'USD', channel: 0 })).toEqual({ ...LIST_PRICES, channel: 0 });
	});

	it('in another currency are those given and no others', () => {
		const own = { currency: 'CNY', audio: 7, hd: 28, fullHd: 63, channel: 7 };
		expect(readPrices(own)).toEqual(own);
		const none = { audio: undefined, hd: undefined, fullHd: undefined, channel: undefined };
		expect(readPrices({ currency: 'CNY', hd: 28 })).toEqual({ ...none, currency: 'CNY', hd: 28 });
		expect(readPrices({ currency: 'CNY', hd: -28, audio: '7' })).toEqual({ ...none, currency: 'CNY' });
	});

	it.each([null, 'free', 5, [], { hd: -1 }, { hd: '5' }, { hd: Number.NaN }, { currency: 'dollars' }])(
		'that make no sense are not taken: %j',
		(setting) => {
			expect(readPrices(setting)).toEqual(LIST_PRICES);
		},
	);

	it('are amounts that can be shown, whatever was typed', () => {
		fc.assert(
			fc.property(fc.anything(), (setting) => {
				const { currency, ...prices } = readPrices(setting);
				expect(() => new Intl.NumberFormat('en', { style: 'currency', currency })).not.toThrow();
				const amounts = Object.values(prices).filter((price) => price !== undefined);
				expect(amounts.every((price) => price >= 0 && Number.isFinite(price))).toBe(true);
			}),
		);
	});
});
