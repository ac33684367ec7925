import * as v from 'valibot';
import { isObject } from '../agora/parsing';
import type { Prices } from './report/cost';
import { BUSINESSES } from './report/figures';

/** The day on which the default prices of `agora.usage.prices` were read from `priceListUrl`. */
export const PRICES_NOTED_ON = '2026-11-22';
export const PRICE_LIST_URL = 'https://docs.agora.io/en/video-calling/overview/pricing';

const currencySchema = v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), 'USD');
const priceSchema = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1_000_000));

/**
 * The setting `agora.usage.prices` as prices. Values that are not valid are left out, so that a sum contains only prices that were
 * set. Without a valid currency there are no prices.
 */
export function readUsagePrices(setting: unknown): Prices {
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

/** What 1,000 minutes of a cloud player cost, in one currency. A tier without a price is undefined. */
export interface PlayerPrices {
	/** ISO 4217. */
	readonly currency: string;
	/** While the player waits for its start time. */
	readonly audio?: number | undefined;
	/** Video up to 1280 × 720. */
	readonly hd?: number | undefined;
	/** Video up to 1920 × 1080. */
	readonly fullHd?: number | undefined;
	/** Added for the channel. */
	readonly channel?: number | undefined;
}

type PriceTier = Exclude<keyof PlayerPrices, 'currency'>;

const playerPriceSchema = v.pipe(v.number(), v.finite(), v.minValue(0));

/** List prices of November 2026 (docs/agora-api.md, Costs), and the default of `agora.players.prices`. */
export const PLAYER_LIST_PRICES = {
	currency: 'USD',
	audio: 1.15,
	hd: 6.86,
	fullHd: 15.49,
	channel: 0.99,
} as const satisfies PlayerPrices;

/** In the currency of the list prices: they replace what is not given. */
const inListCurrencySchema = v.object({
	currency: v.optional(v.literal(PLAYER_LIST_PRICES.currency), PLAYER_LIST_PRICES.currency),
	audio: v.optional(playerPriceSchema, PLAYER_LIST_PRICES.audio),
	hd: v.optional(playerPriceSchema, PLAYER_LIST_PRICES.hd),
	fullHd: v.optional(playerPriceSchema, PLAYER_LIST_PRICES.fullHd),
	channel: v.optional(playerPriceSchema, PLAYER_LIST_PRICES.channel),
});

const givenPrice = v.fallback(v.optional(playerPriceSchema), undefined);

/** In another currency only the given prices exist. */
const inOtherCurrencySchema = v.object({
	currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/), v.notValue(PLAYER_LIST_PRICES.currency)),
	audio: givenPrice,
	hd: givenPrice,
	fullHd: givenPrice,
	channel: givenPrice,
});

/**
 * The setting `agora.players.prices` as prices. A tier that is not given has its list price, or no price in another currency than
 * that of the list prices. A value that is not valid as a whole gives the list prices.
 */
export function readPlayerPrices(setting: unknown): PlayerPrices {
	const given = v.safeParse(v.union([inListCurrencySchema, inOtherCurrencySchema]), setting);
	return given.success ? given.output : PLAYER_LIST_PRICES;
}

/** Pixels of the output up to which the lower price of video applies. */
const HD_PIXELS = 1280 * 720;

/** Milliseconds since 1970. */
interface PlayerTimes {
	readonly createdAt: number;
	/** Now, or when the player was last known to exist. */
	readonly until: number;
}

/** What a cloud player cost. */
export interface PlayerCost {
	/** ISO 4217. */
	readonly currency: string;
	/** In `currency`, of the tiers that have a price; undefined where none has. */
	readonly amount: number | undefined;
	/** The tiers that were used and have no price. The amount does not include them. */
	readonly unpriced: readonly PriceTier[];
	/** Since its creation, paused or not. */
	readonly minutes: number;
	/** The part of `minutes` in which it waited for its start time, which is billed as audio. */
	readonly waitedMinutes: number;
	/** In pixels, from the definition; undefined where the lower price of video is an assumption. */
	readonly resolution: Resolution | undefined;
}

interface Resolution {
	readonly width: number;
	readonly height: number;
}

/**
 * Estimates the cost of a cloud player. It is billed from its creation until it is destroyed, whether it plays, fails or is paused,
 * and as audio while it waits for `playTs` (docs/agora-api.md, Costs).
 *
 * @param player the `player` object of its definition, if that is known.
 */
export function estimatePlayerCost(
	{ createdAt, until }: PlayerTimes,
	player: Readonly<Record<string, unknown>> | undefined,
	prices: PlayerPrices,
): PlayerCost {
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
		currency: prices.currency,
		amount: costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0),
		unpriced: used.flatMap(([tier]) => (prices[tier] === undefined ? tier : [])),
		minutes,
		waitedMinutes,
		resolution,
	};
}

/** `playTs` is in seconds; 0 plays at once. */
function waitMinutes(createdAt: number, playTs: unknown): number {
	return typeof playTs === 'number' ? Math.max(0, playTs * 1000 - createdAt) / 60_000 : 0;
}

/** Reads `videoOptions` of a definition (Media Pull REST API, Create API). Without them the resolution is that of the source. */
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

/** The result of VS Code's `inspect()` for a setting. */
interface InspectedSetting {
	readonly defaultValue?: unknown;
	readonly globalValue?: unknown;
}

/**
 * A price setting in a single currency. VS Code merges an object setting with its default key by key (`merged`), which would mix two
 * currencies where the user's value names another one than the default: then the user's value counts alone.
 */
export function inOneCurrency(inspected: InspectedSetting | undefined, merged: unknown): unknown {
	const own = currencyOf(inspected?.globalValue);
	return own === undefined || own === currencyOf(inspected?.defaultValue) ? merged : inspected?.globalValue;
}

function currencyOf(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'currency' in value ? value.currency : undefined;
}
