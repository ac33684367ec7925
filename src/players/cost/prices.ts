import * as v from 'valibot';

const price = v.pipe(v.number(), v.finite(), v.minValue(0));

/** What 1,000 minutes cost, in one currency. A tier without a price is undefined. */
export interface Prices {
	/** ISO 4217. */
	readonly currency: string;
	/** While the player waits for its time. */
	readonly audio?: number | undefined;
	/** Video up to 1280 × 720. */
	readonly hd?: number | undefined;
	/** Video up to 1920 × 1080. */
	readonly fullHd?: number | undefined;
	/** What the channel costs in addition. */
	readonly channel?: number | undefined;
}

export type PriceTier = Exclude<keyof Prices, 'currency'>;

/** List prices as known in November 2026 (api-facts §3, Money). The default of the setting too, as a test holds. */
export const LIST_PRICES = {
	currency: 'USD',
	audio: 1.15,
	hd: 6.86,
	fullHd: 15.49,
	channel: 0.99,
} as const satisfies Prices;

/** With list prices where none is given. */
const inListCurrencySchema = v.object({
	currency: v.optional(v.literal(LIST_PRICES.currency), LIST_PRICES.currency),
	audio: v.optional(price, LIST_PRICES.audio),
	hd: v.optional(price, LIST_PRICES.hd),
	fullHd: v.optional(price, LIST_PRICES.fullHd),
	channel: v.optional(price, LIST_PRICES.channel),
});

const givenPrice = v.fallback(v.optional(price), undefined);

/** Another currency, in which only the prices given are known. */
const inOtherCurrencySchema = v.object({
	currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/), v.notValue(LIST_PRICES.currency)),
	audio: givenPrice,
	hd: givenPrice,
	fullHd: givenPrice,
	channel: givenPrice,
});

/**
 * The prices of a setting that anybody may have typed. In the currency of the list prices, what is not given is taken from
 * them, and all of it where a price is none. In another currency a tier that is not given has no price.
 */
export function readPrices(setting: unknown): Prices {
	const given = v.safeParse(v.union([inListCurrencySchema, inOtherCurrencySchema]), setting);
	return given.success ? given.output : LIST_PRICES;
}
