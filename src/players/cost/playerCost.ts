import type { ShownPlayer } from '../watch/shownPlayer';
import { type CostEstimate, estimateCost } from './estimate';
import { currentPrices } from './priceSetting';

/**
 * What a player cost so far; undefined where Agora does not tell when it was created.
 *
 * @param definition the `player` object of the definition it was created from, if that is known.
 * @param now in milliseconds since 1970.
 */
export function playerCost(
	{ player, condition, lastListedAt, since }: ShownPlayer,
	definition: Readonly<Record<string, unknown>> | undefined,
	now: number,
): CostEstimate | undefined {
	const until = condition === 'gone' ? (lastListedAt ?? since) : now;
	return (
		player.createdAt &&
		estimateCost({ createdAt: player.createdAt.getTime(), until }, definition, currentPrices())
	);
}
