import * as v from 'valibot';
import type { Prices } from './report/cost';
import { BUSINESSES } from './report/figures';

/** The day on which the default prices of `agora.usage.prices` were read from `priceListUrl`. */
export const PRICES_NOTED_ON = '2026-11-22';
export const PRICE_LIST_URL = 'https://docs.agora.io/en/video-calling/overview/pricing';

const currencySchema = v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), 'USD');
const priceSchema = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000_000));

/**
 * The setting `agora.usage.prices` as prices. Whatever in it is no price is left out, so that its tier says that it
 * has none: a price that nobody has set must not turn up in a sum. Without a valid currency no price is one.
 */
export function readPrices(setting: unknown): Prices {
	const all = v.is(v.record(v.string(), v.unknown()), setting) ? setting : {};
	const currency = v.safeParse(currencySchema, all.currency);
	if (!currency.success) {
		return { currency: 'USD', per1000Minutes: {} };
	}
	const tables = BUSINESSES.map((business) => [business, readTable(all[business])] as const);
	return {
		currency: currency.output,
		per1000Minutes: Object.fromEntries(tables.filter(([, table]) => Object.keys(table).length > 0)),
	};
}

function readTable(value: unknown): Record<string, number> {
	const entries = v.is(v.record(v.string(), v.unknown()), value) ? Object.entries(value) : [];
	return Object.fromEntries(
		entries.filter(
			(entry): entry is [string, number] => entry[0].length <= 200 && v.is(priceSchema, entry[1]),
		),
	);
}
