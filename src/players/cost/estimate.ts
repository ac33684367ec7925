import { isObject } from '../../agora/lenient';
import type { Prices, PriceTier } from './prices';

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
 * paused, and waiting for `playTs` counts as audio (api-facts §3, Money).
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
