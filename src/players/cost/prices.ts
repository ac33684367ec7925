import * as v from 'valibot';

const price = v.pipe(v.number(), v.finite(), v.minValue(0));

/** What 1,000 minutes cost. */
const pricesSchema = v.object({
	/** ISO 4217. */
	currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
	/** While the player waits for its time. */
	audio: price,
	/** Video up to 1280 × 720. */
	hd: price,
	/** Video up to 1920 × 1080. */
	fullHd: price,
	/** What the channel costs in addition. */
	channel: price,
});

export type Prices = Readonly<v.InferOutput<typeof pricesSchema>>;

/** List prices as known in November 2026 (api-facts §3, Money). The default of the setting too, as a test holds. */
export const LIST_PRICES: Prices = { currency: 'USD', audio: 1.15, hd: 6.86, fullHd: 15.49, channel: 0.99 };

/** With list prices where none is given. */
const inListCurrencySchema = v.object({
	currency: v.optional(v.literal(LIST_PRICES.currency), LIST_PRICES.currency),
	audio: v.optional(price, LIST_PRICES.audio),
	hd: v.optional(price, LIST_PRICES.hd),
	fullHd: v.optional(price, LIST_PRICES.fullHd),
	channel: v.optional(price, LIST_PRICES.channel),
});

/**
 * The prices of a setting that anybody may have typed. What it does not tell is taken from the list prices, and all of it where
 * it makes no sense: where a price is none, or where another currency comes without every price, since amounts would be of two.
 */
export function readPrices(setting: unknown): Prices {
	const given = v.safeParse(v.union([inListCurrencySchema, pricesSchema]), setting);
	return given.success ? given.output : LIST_PRICES;
}
