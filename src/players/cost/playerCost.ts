import type { ShownPlayer } from '../watch/shownPlayer';
import { type CostEstimate, estimateCost } from './estimate';
import { currentPrices } from './priceSetting';

/**
 * What a player cost so far; undefined where Agora does not tell when it was created.
 *
 * @param definition the `player` object of the definition it was created from, if that is known.
 * @param serverTime Agora's time of day, which `createdAt` is by, at a moment of the monotonic clock: now by default.
 * @param endedAt when it was deleted, by the monotonic clock; undefined while it may live.
 */
export function playerCost(
	{ player, condition, lastListedAt, since }: ShownPlayer,
	definition: Readonly<Record<string, unknown>> | undefined,
	serverTime: (moment?: number) => number,
	endedAt?: number,
): CostEstimate | undefined {
	const until = serverTime(condition === 'gone' ? (lastListedAt ?? since) : endedAt);
	return (
		player.createdAt &&
		estimateCost({ createdAt: player.createdAt.getTime(), until }, definition, currentPrices())
	);
}
