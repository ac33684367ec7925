import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { playerCost, usagePrices } from '../../src/usage/priceSettings';

describe('the price settings', () => {
	const set = async (name: 'players.prices' | 'usage.prices', value: unknown) => {
		await workspace.getConfiguration('agora').update(name, value, ConfigurationTarget.Global);
	};
	/** The cost of 1,000 minutes of which the player waited 500, in HD. */
	const cost = () => {
		const { currency, amount, unpriced } = playerCost(
			{ createdAt: 0, until: 60_000_000 },
			{ playTs: 30_000 },
		);
		return { currency, amount: amount?.toFixed(4), unpriced };
	};

	afterEach(async () => {
		await set('players.prices', undefined);
		await set('usage.prices', undefined);
	});

	it('default to the list prices', () => {
		// Half of 6.86 and of 1.15, and 0.99 for the channel.
		deepStrictEqual(cost(), { currency: 'USD', amount: '4.9950', unpriced: [] });
		strictEqual(usagePrices().per1000Minutes.default?.durationAudioAll, 0.99);
	});

	it('keep the list prices of other tiers in the same currency', async () => {
		await set('players.prices', { hd: 5 });
		await set('usage.prices', { default: { durationAudioAll: 0.5 } });
		deepStrictEqual(cost(), { currency: 'USD', amount: '4.0650', unpriced: [] });
		const { currency, per1000Minutes } = usagePrices();
		strictEqual(currency, 'USD');
		strictEqual(per1000Minutes.default?.durationAudioAll, 0.5);
		strictEqual(per1000Minutes.default?.durationVideoHd, 3.99);
	});

	it('contain only the prices that the user set in another currency', async () => {
		await set('players.prices', { currency: 'CNY', hd: 28 });
		await set('usage.prices', { currency: 'CNY', default: { durationAudioAll: 7 } });
		deepStrictEqual(cost(), { currency: 'CNY', amount: '14.0000', unpriced: ['audio', 'channel'] });
		deepStrictEqual(usagePrices(), {
			currency: 'CNY',
			per1000Minutes: { default: { durationAudioAll: 7 } },
		});
	});
});
