import type { Player } from '../../agora/mediaPull/playerSchema';
import type { Paused } from './pausedMemory';
import { newestFacts } from './playerFacts';
import { type Condition, changed, type ShownPlayer } from './shownPlayer';

/** One complete answer of List: every page. Times are those of the monotonic clock. */
export interface PlayerReading {
	readonly players: readonly Player[];
	/** Before the first page was asked for: what was done later may be missing in it. */
	readonly startedAt: number;
	readonly readAt: number;
	/** False where items made no sense: then a player that is missing may be one of them. */
	readonly complete: boolean;
}

/**
 * How long List may contradict an answered write, in milliseconds: ten seconds by Media Pull REST API,
 * Considerations, and as long again for a slow copy.
 */
export const LIST_LAG_MS = 20_000;

/**
 * How long List may show a player after an answered Delete, in milliseconds (Media Pull REST API, Considerations). Half of the
 * above, since to delete a player once more does no harm.
 */
export const DELETE_LAG_MS = 10_000;

/** How long Agora may take to move a player from a failed server to another (api-facts §3, its own failover). */
export const FAILOVER_MS = 240_000;

/** How long a player may connect before it is called stuck. */
export const STUCK_MS = 30_000;

/** How long a player that is gone is still shown. */
export const GONE_SHOWN_MS = 60_000;

/** A player that List tells of for the first time. */
export function seenFirst(player: Player, readAt: number, isPaused: Paused): ShownPlayer {
	return {
		player,
		condition: conditionOf(player, isPaused),
		since: readAt,
		past: NOTHING,
		lastListedAt: undefined,
	};
}

/** Shared by all players that never changed, which are nearly all. */
const NOTHING: ShownPlayer['past'] = [];

/** A player that List tells of again; the same as it was, if nothing is new. */
export function seenAgain(was: ShownPlayer, told: Player, readAt: number, isPaused: Paused): ShownPlayer {
	const player = newestFacts(was.player, told);
	const condition = lasting(was, conditionOf(player, isPaused), readAt);
	if (condition !== was.condition) {
		return { ...changed(was, condition, readAt), player };
	}
	return player === was.player ? was : { ...was, player };
}

function lasting(was: ShownPlayer, now: Condition, readAt: number): Condition {
	const isStuck =
		was.condition === 'stuck' || (was.condition === 'connecting' && readAt - was.since > STUCK_MS);
	return now === 'connecting' && isStuck ? 'stuck' : now;
}

/** A player that List does not tell of; undefined once it need not be shown any more. */
export function missed(
	was: ShownPlayer,
	{ startedAt, readAt, complete }: PlayerReading,
	lastListedAt: number | undefined,
): ShownPlayer | undefined {
	if (was.condition === 'gone') {
		return readAt < was.since + GONE_SHOWN_MS ? was : undefined;
	}
	// What is newer than the beginning of the reading may have come after the page that would have told of it.
	if (!complete || startedAt < was.since) {
		return was;
	}
	switch (was.condition) {
		case 'justCreated':
			// Later than that, List should show it: Agora may be moving it as any other player.
			return startedAt < was.since + LIST_LAG_MS ? was : changed(was, 'moving', readAt);
		case 'moving':
			// Counted from the first reading without it: it may have begun to move just before.
			return startedAt < was.since + FAILOVER_MS ? was : changed(was, 'gone', readAt, was.lastListedAt);
		default:
			return changed(was, 'moving', readAt, lastListedAt);
	}
}

export function conditionOf({ status }: Player, isPaused: Paused): Condition {
	switch (status) {
		case 'failed':
			return 'failed';
		case 'connecting':
		case 'running':
		case 'idle':
			return pausedCondition(isPaused) ?? status;
		default:
			return pausedCondition(isPaused) ?? 'other';
	}
}

function pausedCondition(isPaused: Paused): Condition | undefined {
	return isPaused === 'perhaps' ? 'perhapsPaused' : isPaused ? 'paused' : undefined;
}
