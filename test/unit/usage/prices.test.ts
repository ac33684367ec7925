import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRICE_LIST_URL, PRICES_NOTED_ON, readPrices } from '../../../src/usage/prices';

const root = path.resolve(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const setting = manifest.contributes.configuration.properties['agora.usage.prices'];

describe('readPrices', () => {
	it('reads the defaults of the setting, whose description says since when and where they are from', () => {
		expect(readPrices(setting.default)).toEqual({
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

	it('leaves out whatever is no price, so that its tier says it has none', () => {
		const table = {
			audio: 1,
			free: 0,
			less: -1,
			text: '3.99',
			none: null,
			endless: Infinity,
			['k'.repeat(201)]: 1,
		};
		expect(readPrices({ currency: 'CNY', miniapp: table, unknown: { audio: 1 }, recording: 7 })).toEqual({
			currency: 'CNY',
			per1000Minutes: { miniapp: { audio: 1, free: 0 } },
		});
	});

	it.each([undefined, null, 'prices', 7, []])('has no price in %j', (value) => {
		expect(readPrices(value)).toEqual({ currency: 'USD', per1000Minutes: {} });
	});

	it.each(['<b>', 'cny', 7])('has no price in the currency %j, which is none', (currency) => {
		expect(readPrices({ currency, default: { durationAudioAll: 7 } })).toEqual({
			currency: 'USD',
			per1000Minutes: {},
		});
	});
});
