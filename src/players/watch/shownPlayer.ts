import type { Player } from '../../agora/mediaPull/playerSchema';

/**
 * What is known of a player's life:
 * - `justCreated`: made here, and List does not tell of it yet;
 * - `connecting`, `running`, `idle`, `failed`: Agora's own words (Media Pull REST API, List API, `status`);
 * - `stuck`: seen connecting for more than half a minute;
 * - `paused`: by an update made here, since List has no word for it (api-facts §3);
 * - `perhapsPaused`: the response to a pause or a resume made here was lost, and no call reads back what became of it;
 * - `moving`: List no longer tells of it, which proves nothing while Agora may be moving it to another server; or it was deleted
 *   from here, which is not proven for the same reason;
 * - `gone`: its absence is certain;
 * - `other`: Agora told no status, or a word that is not known yet.
 */
export type Condition =
	| 'justCreated'
	| 'connecting'
	| 'stuck'
	| 'running'
	| 'idle'
	| 'failed'
	| 'paused'
	| 'perhapsPaused'
	| 'moving'
	| 'gone'
	| 'other';

/** A condition that a player was seen in. */
export interface SeenState {
	readonly condition: Condition;
	/** Agora's word, which tells more than the condition where that is `other`. */
	readonly status: string | undefined;
	/** When it was first seen in it, by the monotonic clock. */
	readonly at: number;
}

/** A player as it is to be shown. Replaced as a whole by every change, and kept by identity while nothing changed. */
export interface ShownPlayer {
	readonly player: Player;
	readonly condition: Condition;
	/** When it was first seen in this condition, by the monotonic clock as all times here. */
	readonly since: number;
	/** What it was seen in before, in that order; the latest only. */
	readonly past: readonly SeenState[];
	/** While it is `moving` or `gone`: when List last told of it; undefined if it never did. */
	readonly lastListedAt: number | undefined;
	/** While it is `moving`: whether it was deleted from here, which is not proven yet. */
	readonly isDeleting?: true;
}

/** Everything a player was seen in, in that order: the latest twenty changes, and what it is now. */
export type StateHistory = readonly SeenState[];

export function stateHistory({ past, ...now }: ShownPlayer): StateHistory {
	return [...past, stateOf(now)];
}

const PAST_AT_MOST = 20;

/** The player in a new condition, its old one added to its past. */
export function changed(
	was: ShownPlayer,
	condition: Condition,
	at: number,
	lastListedAt?: number | undefined,
): ShownPlayer {
	const past = [...was.past, stateOf(was)].slice(-PAST_AT_MOST);
	return { player: was.player, condition, since: at, past, lastListedAt };
}

/** What it was before its condition of now, not counting that it was missing. */
export function conditionBefore({ past }: ShownPlayer): Condition | undefined {
	return past.findLast(({ condition }) => condition !== 'moving' && condition !== 'gone')?.condition;
}

function stateOf({ condition, since, player }: Omit<ShownPlayer, 'past'>): SeenState {
	return { condition, status: player.status, at: since };
}
