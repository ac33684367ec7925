import type { Player } from '../../agora/mediaPull/player';
import type { Paused } from '../control/sentUpdates';

/**
 * The condition of a player:
 * - `justCreated`: created from here, and List does not show it yet;
 * - `connecting`, `running`, `idle`, `failed`: the status of Agora (Media Pull REST API, List API, `status`);
 * - `recovering`: Agora is restoring it; the documents do not name this status;
 * - `stuck`: connecting for more than half a minute;
 * - `paused`: by an update made here, since List has no word for it (docs/agora-api.md, Media Pull: Update);
 * - `perhapsPaused`: the response to a pause or a resume from here was lost, and no operation returns the state;
 * - `moving`: List no longer shows it, which proves nothing while Agora may be moving it to another server; or it was deleted
 *   from here, which is not proven for the same reason;
 * - `gone`: its absence is certain;
 * - `other`: Agora sent no status, or one that is not documented.
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
	| 'recovering'
	| 'moving'
	| 'gone'
	| 'other';

/** Whether a player needs the user's attention: it plays nothing, and does not recover by itself. */
export function needsAttention({ condition }: Pick<ShownPlayer, 'condition'>): boolean {
	return condition === 'failed' || condition === 'gone' || condition === 'stuck';
}

/** How many players are in each condition. */
export function countConditions(
	players: readonly Pick<ShownPlayer, 'condition'>[],
): Readonly<Record<Condition, number>> {
	const counts = {
		...{ justCreated: 0, connecting: 0, stuck: 0, running: 0, idle: 0, failed: 0 },
		...{ paused: 0, perhapsPaused: 0, recovering: 0, moving: 0, gone: 0, other: 0 },
	};
	for (const { condition } of players) {
		counts[condition] += 1;
	}
	return counts;
}

/** A condition that a player was seen in. */
export interface SeenState {
	readonly condition: Condition;
	/** The status of Agora, which is more precise if the condition is `other`. */
	readonly status: string | undefined;
	/** When it was first seen in it, by the monotonic clock. */
	readonly at: number;
}

/** A player as it is shown. Every change replaces the object; without a change it stays the same object. */
export interface ShownPlayer {
	readonly player: Player;
	readonly condition: Condition;
	/** When it was first seen in this condition, by the monotonic clock as all times here. */
	readonly since: number;
	/** The latest of its earlier states, oldest first. */
	readonly past: readonly SeenState[];
	/** While it is `moving` or `gone`: when List last showed it; undefined if it never did. */
	readonly lastListedAt: number | undefined;
	/** While it is `moving`: whether it was deleted from here, without proof yet. */
	readonly isDeleting?: true;
	/** While it is `gone`: why Agora destroyed it, in Agora's words, if a notification said so. */
	readonly destroyReason?: string | undefined;
}

/** The latest twenty earlier states of a player and its current one, oldest first. */
export type StateHistory = readonly SeenState[];

export function stateHistory({ past, ...now }: ShownPlayer): StateHistory {
	return [...past, stateOf(now)];
}

const MAX_PAST = 20;

/** The player in a new condition, its old one added to its past. */
export function changed(
	was: ShownPlayer,
	condition: Condition,
	at: number,
	lastListedAt?: number | undefined,
): ShownPlayer {
	const past = [...was.past, stateOf(was)].slice(-MAX_PAST);
	return { player: was.player, condition, since: at, past, lastListedAt };
}

/**
 * When the condition of a player began, by the monotonic clock, and whether that was seen. A player that is stuck was connecting before,
 * and one that is gone was missing before.
 */
export function conditionBegin(shown: ShownPlayer): { readonly at: number; readonly wasSeen: boolean } {
	const before =
		shown.condition === 'stuck' ? 'connecting' : shown.condition === 'gone' ? 'moving' : undefined;
	const last = shown.past.at(-1);
	return last && last.condition === before
		? { at: last.at, wasSeen: shown.past.length > 1 }
		: { at: shown.since, wasSeen: last !== undefined };
}

/** Whether a running player is timed from its creation, because it is unknown when it began to run. */
export function countsFromCreation({ condition, past, player }: ShownPlayer): boolean {
	return condition === 'running' && past.length === 0 && player.createdAt !== undefined;
}

/** The last condition before the current one, other than `moving` and `gone`. */
export function conditionBefore({ past }: ShownPlayer): Condition | undefined {
	return past.findLast(({ condition }) => condition !== 'moving' && condition !== 'gone')?.condition;
}

function stateOf({ condition, since, player }: Omit<ShownPlayer, 'past'>): SeenState {
	return { condition, status: player.status, at: since };
}

/** The players of all pages of List. Times are those of the monotonic clock. */
export interface PlayerReading {
	readonly players: readonly Player[];
	/** The time before the first page was requested. Later changes may be missing. */
	readonly startedAt: number;
	readonly readAt: number;
	/** False if items were not valid: a missing player may be one of them. */
	readonly complete: boolean;
}

/**
 * How long List may contradict a write that was answered, in milliseconds: twice the ten seconds of Media Pull REST API,
 * Considerations, since a copy may be slow.
 */
export const LIST_LAG_MS = 20_000;

/**
 * How long List may show a player after an answered Delete, in milliseconds (Media Pull REST API, Considerations). Half of
 * `LIST_LAG_MS`, since deleting a player twice is harmless.
 */
export const DELETE_LAG_MS = 10_000;

/** How long Agora may take to move a player from a failed server to another (docs/agora-api.md, Failover of players). */
export const FAILOVER_MS = 240_000;

/** How long a player may connect before it counts as stuck. */
export const STUCK_MS = 30_000;

/** How long a player that is gone is still shown. */
export const GONE_SHOWN_MS = 60_000;

/** A player that List shows for the first time. */
export function seenFirst(player: Player, readAt: number, isPaused: Paused): ShownPlayer {
	return {
		player,
		condition: conditionOf(player, isPaused),
		since: readAt,
		past: NO_PAST,
		lastListedAt: undefined,
	};
}

/** Shared by all players that never changed, which are most. */
const NO_PAST: ShownPlayer['past'] = [];

/** A player that List shows again; the same object if nothing changed. */
export function seenAgain(was: ShownPlayer, listed: Player, readAt: number, isPaused: Paused): ShownPlayer {
	const player = mergeListed(was.player, listed);
	const condition = stuckCondition(was, conditionOf(player, isPaused), readAt);
	if (condition !== was.condition) {
		return { ...changed(was, condition, readAt), player };
	}
	return player === was.player ? was : { ...was, player };
}

function stuckCondition(was: ShownPlayer, now: Condition, readAt: number): Condition {
	const isStuck =
		was.condition === 'stuck' || (was.condition === 'connecting' && readAt - was.since > STUCK_MS);
	return now === 'connecting' && isStuck ? 'stuck' : now;
}

/** A player that List does not show; undefined once it is no longer shown. */
export function missed(
	was: ShownPlayer,
	{ startedAt, readAt, complete }: PlayerReading,
	lastListedAt: number | undefined,
): ShownPlayer | undefined {
	if (was.condition === 'gone') {
		return readAt < was.since + GONE_SHOWN_MS ? was : undefined;
	}
	// A state that began after the reading started may be missing in it.
	if (!complete || startedAt < was.since) {
		return was;
	}
	switch (was.condition) {
		case 'justCreated':
			// After this time List should show it. Agora may be moving it.
			return startedAt < was.since + LIST_LAG_MS ? was : changed(was, 'moving', readAt);
		case 'moving':
			// From the first reading without it, since the move may have begun just before.
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
		case 'recovering':
			return pausedCondition(isPaused) ?? status;
		default:
			return pausedCondition(isPaused) ?? 'other';
	}
}

function pausedCondition(isPaused: Paused): Condition | undefined {
	return isPaused === 'perhaps' ? 'perhapsPaused' : isPaused ? 'paused' : undefined;
}

/**
 * Merges what List returned with what is stored: List may omit fields that it returned before (Media Pull REST API, Considerations).
 * A missing status stays missing. Returns the stored player if nothing changed.
 */
export function mergeListed(stored: Player, listed: Player): Player {
	const newest: Player = {
		id: listed.id,
		name: listed.name ?? stored.name,
		channelName: listed.channelName ?? stored.channelName,
		uid: listed.uid ?? stored.uid,
		account: listed.account ?? stored.account,
		streamUrl: listed.streamUrl ?? stored.streamUrl,
		createdAt: listed.createdAt ?? stored.createdAt,
		status: listed.status,
	};
	return isSame(stored, newest) ? stored : newest;
}

function isSame(a: Player, b: Player): boolean {
	return (
		a.status === b.status &&
		a.name === b.name &&
		a.channelName === b.channelName &&
		a.uid === b.uid &&
		a.account === b.account &&
		a.streamUrl === b.streamUrl &&
		a.createdAt?.getTime() === b.createdAt?.getTime()
	);
}

/** Whether there is something to pause; the menus of rows do the same. */
export function canPause(condition: Condition): boolean {
	return !['paused', 'gone', 'failed', 'moving'].includes(condition);
}

export function canResume(condition: Condition): boolean {
	return condition === 'paused' || condition === 'perhapsPaused';
}
