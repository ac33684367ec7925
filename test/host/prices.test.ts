import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { LIST_PRICES } from '../../src/players/cost';
import { currentPrices } from '../../src/players/details/playerOrigins';
import { readPriceSetting } from '../../src/ui/priceSetting';
import { readPrices } from '../../src/usage/prices';

describe('the settings with prices', () => {
	const set = async (name: 'players.prices' | 'usage.prices', value: unknown) => {
		await workspace.getConfiguration('agora').update(name, value, ConfigurationTarget.Global);
	};
	const usagePrices = () => readPrices(readPriceSetting('usage.prices'));

	afterEach(async () => {
		await set('players.prices', undefined);
		await set('usage.prices', undefined);
	});

	it('are the list prices by default', () => {
		deepStrictEqual(currentPrices(), { ...LIST_PRICES });
		strictEqual(usagePrices().per1000Minutes.default?.durationAudioAll, 0.99);
	});

	it('keep the list prices of the tiers that the user does not set in the same currency', async () => {
		await set('players.prices', { hd: 5 });
		await set('usage.prices', { default: { durationAudioAll: 0.5 } });
		deepStrictEqual(currentPrices(), { ...LIST_PRICES, hd: 5 });
		const { currency, per1000Minutes } = usagePrices();
		strictEqual(currency, 'USD');
		strictEqual(per1000Minutes.default?.durationAudioAll, 0.5);
		strictEqual(per1000Minutes.default?.durationVideoHd, 3.99);
	});

	it('have no price in another currency but those that the user set', async () => {
		await set('players.prices', { currency: 'CNY', hd: 28 });
		await set('usage.prices', { currency: 'CNY', default: { durationAudioAll: 7 } });
		const { currency, hd, audio, fullHd, channel } = currentPrices();
		deepStrictEqual([currency, hd, audio, fullHd, channel], ['CNY', 28, undefined, undefined, undefined]);
		deepStrictEqual(usagePrices(), {
			currency: 'CNY',
			per1000Minutes: { default: { durationAudioAll: 7 } },
		});
	});
});
