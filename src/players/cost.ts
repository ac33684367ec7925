import * as v from 'valibot';
import { isObject } from '../agora/parsing';

/** The pixels of the output up to which the lower price of video holds. */
const HD_PIXELS = 1280 * 720;

export interface CostTimes {
	/** All in milliseconds since 1970. */
	readonly createdAt: number;
	/** Now, or when the player was last known to live. */
	readonly until: number;
}

export interface CostEstimate {
	/** In `prices.currency`, of what has a price; undefined where nothing has. */
	readonly amount: number | undefined;
	/** What was used and has no price: the amount is without it. */
	readonly unpriced: readonly PriceTier[];
	/** From its creation, paused or not. */
	readonly minutes: number;
	/** Of these, how many it waited for its time, which counts as audio. */
	readonly waitedMinutes: number;
	/** What the definition asks for; undefined where the lower price of video is but assumed. */
	readonly resolution: Resolution | undefined;
	readonly prices: Prices;
}

export interface Resolution {
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
}

/**
 * What a player cost so far by the list: it is billed from its creation until it is destroyed, whether it plays, fails or is
 * paused, and waiting for `playTs` counts as audio (docs/agora-api.md, Costs).
 *
 * @param player the `player` object of the definition it was created from, if that is known.
 */
export function estimateCost(
	{ createdAt, until }: CostTimes,
	player: Readonly<Record<string, unknown>> | undefined,
	prices: Prices,
): CostEstimate {
	const minutes = Math.max(0, until - createdAt) / 60_000;
	const waitedMinutes = Math.min(minutes, waitMinutes(createdAt, player?.playTs));
	const resolution = resolutionOf(player?.videoOptions);
	const isFullHd = resolution !== undefined && resolution.width * resolution.height > HD_PIXELS;
	const minutesOf: readonly (readonly [PriceTier, number])[] = [
		[isFullHd ? 'fullHd' : 'hd', minutes - waitedMinutes],
		['audio', waitedMinutes],
		['channel', minutes],
	];
	const used = minutesOf.filter(([tier, count]) => count > 0 || tier === 'channel');
	const costs = used.flatMap(([tier, count]) => {
		const price = prices[tier];
		return price === undefined ? [] : (count * price) / 1000;
	});
	return {
		amount: costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0),
		unpriced: used.flatMap(([tier]) => (prices[tier] === undefined ? tier : [])),
		minutes,
		waitedMinutes,
		resolution,
		prices,
	};
}

/** `playTs` is in seconds; 0 plays at once. */
function waitMinutes(createdAt: number, playTs: unknown): number {
	return typeof playTs === 'number' ? Math.max(0, playTs * 1000 - createdAt) / 60_000 : 0;
}

/**
 * What a definition's `videoOptions` ask for (Media Pull REST API, Create API). Without them video is sent on as it comes, in a
 * resolution that nobody told.
 */
function resolutionOf(options: unknown): Resolution | undefined {
	if (!isObject(options)) {
		return undefined;
	}
	const { width, height, widthHeightAdaption } = options;
	if (widthHeightAdaption === true) {
		return { width: 1280, height: 720 };
	}
	return typeof width === 'number' && typeof height === 'number' ? { width, height } : undefined;
}

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

/** List prices as known in November 2026 (docs/agora-api.md, Costs). The default of the setting too, as a test holds. */
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
