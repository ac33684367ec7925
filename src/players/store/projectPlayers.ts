import type { Player } from '../../agora/mediaPull/player';
import type { Paused } from '../control/sentUpdates';
import {
	changed,
	conditionOf,
	DELETE_LAG_MS,
	LIST_LAG_MS,
	mergeListed,
	missed,
	type PlayerReading,
	type ShownPlayer,
	seenAgain,
	seenFirst,
} from './playerConditions';

/** The stored players of one project. Immutable. */
export interface ProjectPlayers {
	/** By id, in List's order: ascending by creation. */
	readonly shown: ReadonlyMap<string, ShownPlayer>;
	/** Undefined while the project was never read. */
	readonly read: Pick<PlayerReading, 'startedAt' | 'readAt'> | undefined;
	/** When players were deleted from here that List may still show. */
	readonly deleted: ReadonlyMap<string, number>;
	/**
	 * When players were deleted from here without proof. They are shown as `moving` until List shows them long enough afterwards, or
	 * the deletion is proven.
	 */
	readonly deleting: ReadonlyMap<string, number>;
	/** The latest event of each player of which a notification arrived. */
	readonly events: ReadonlyMap<string, KnownEvent>;
}

/** What the latest event of a player said, as far as List may contradict it for a while. Times are those of the monotonic clock. */
export interface KnownEvent {
	/** By Agora's clock, in milliseconds since 1970; Infinity for the end of the player. */
	readonly happenedAt: number;
	/** Orders events of the same millisecond. */
	readonly order: number;
	readonly at: number;
	/** The status since then, in the words of List; undefined if the event does not say it. */
	readonly status: string | undefined;
	/** Earlier statuses, which List may still show. */
	readonly replaced: readonly (string | undefined)[];
}

export const NO_PLAYERS: ProjectPlayers = {
	shown: new Map(),
	read: undefined,
	deleted: new Map(),
	deleting: new Map(),
	events: new Map(),
};

export interface AfterReading {
	readonly players: ProjectPlayers;
	/**
	 * The players whose condition changed, and those that List shows for the first time. The first reading of a project contains
	 * only changes of players that were created from here, since there is nothing to compare the others with.
	 */
	readonly transitions: readonly ShownPlayer[];
}

/** Applies a complete reading. */
export function afterReading(
	before: ProjectPlayers,
	reading: PlayerReading,
	isPaused: (id: string) => Paused,
): AfterReading {
	const { startedAt, readAt } = reading;
	const deleted = new Map([...before.deleted].filter(([, at]) => startedAt < at + LIST_LAG_MS));
	const deleting = new Map(before.deleting);
	const shown = new Map<string, ShownPlayer>();
	const transitions: ShownPlayer[] = [];
	for (const player of reading.players) {
		const { id } = player;
		if (shown.has(id) || deleted.has(id)) {
			continue;
		}
		const was = before.shown.get(id);
		const deletingAt = deleting.get(id);
		if (was && deletingAt !== undefined && startedAt < deletingAt + DELETE_LAG_MS) {
			shown.set(id, withListedFields(was, player));
			continue;
		}
		deleting.delete(id);
		const event = currentEvent(before, id, startedAt);
		if (was?.condition === 'gone' && event) {
			shown.set(id, was);
			continue;
		}
		const listed = event ? withStatusOf(event, player) : player;
		const now = was ? seenAgain(was, listed, readAt, isPaused(id)) : seenFirst(listed, readAt, isPaused(id));
		shown.set(id, now);
		if (was ? was.condition !== now.condition : before.read && !before.deleted.has(id)) {
			transitions.push(now);
		}
	}
	let hasMissing = false;
	for (const [id, was] of before.shown) {
		if (shown.has(id)) {
			continue;
		}
		const isKept = deleting.has(id) || (was.condition !== 'gone' && currentEvent(before, id, startedAt));
		const now = isKept ? was : missed(was, reading, before.read?.readAt);
		if (now) {
			hasMissing = true;
			shown.set(id, now);
			if (now.condition !== was.condition) {
				transitions.push(now);
			}
		}
	}
	return {
		players: {
			...before,
			...{ shown: hasMissing ? inOrder(shown) : shown, read: { startedAt, readAt }, deleted, deleting },
		},
		transitions,
	};
}

/** The event of a player that List may not show yet in a reading that started at a time. */
function currentEvent({ events }: ProjectPlayers, id: string, startedAt: number): KnownEvent | undefined {
	const event = events.get(id);
	return event && startedAt < event.at + LIST_LAG_MS ? event : undefined;
}

/** A listed player with the status of an event, unless List shows one that the player did not have before the event. */
function withStatusOf({ status, replaced }: KnownEvent, player: Player): Player {
	return status !== undefined && (player.status === undefined || replaced.includes(player.status))
		? { ...player, status }
		: player;
}

/** Applies a reading of some players. The others stay as they are. */
export function afterPart(
	before: ProjectPlayers,
	{ players, startedAt, readAt }: PlayerReading,
	isPaused: (id: string) => Paused,
): AfterReading {
	const shown = new Map(before.shown);
	const transitions: ShownPlayer[] = [];
	for (const listed of players) {
		const { id } = listed;
		const was = shown.get(id);
		const event = currentEvent(before, id, startedAt);
		if (!before.deleted.has(id) && !before.deleting.has(id) && !(was?.condition === 'gone' && event)) {
			const player = event ? withStatusOf(event, listed) : listed;
			const now = was
				? seenAgain(was, player, readAt, isPaused(id))
				: seenFirst(player, readAt, isPaused(id));
			shown.set(id, now);
			if (was ? was.condition !== now.condition : before.read) {
				transitions.push(now);
			}
		}
	}
	const inPlace = shown.size === before.shown.size ? shown : inOrder(shown);
	return { players: { ...before, shown: inPlace }, transitions };
}

/** Adds a player that was created from here, since List shows it later. */
export function afterCreate(before: ProjectPlayers, player: Player, at: number): ProjectPlayers {
	const was = before.shown.get(player.id);
	if (was && was.condition !== 'gone') {
		return before;
	}
	const created: ShownPlayer = {
		player,
		condition: 'justCreated',
		since: at,
		past: [],
		lastListedAt: undefined,
	};
	const deleted = new Map(before.deleted);
	deleted.delete(player.id);
	return { ...before, shown: new Map(before.shown).set(player.id, created), deleted };
}

/** Shows a player as `moving` whose deletion from here is not proven. Adds it if it is not shown. */
export function afterUnprovenDelete(before: ProjectPlayers, player: Player, at: number): ProjectPlayers {
	const was = before.shown.get(player.id);
	const lastListedAt = was?.lastListedAt ?? before.read?.readAt;
	const moving: ShownPlayer = was
		? was.condition === 'moving'
			? was
			: changed(was, 'moving', at, lastListedAt)
		: { player, condition: 'moving', since: at, past: [], lastListedAt: undefined };
	const shown = new Map(before.shown).set(player.id, { ...moving, isDeleting: true as const });
	return {
		...before,
		shown: was ? shown : inOrder(shown),
		deleting: new Map(before.deleting).set(player.id, at),
	};
}

/** Removes a player that was deleted from here, although List may still show it. */
export function afterDelete(before: ProjectPlayers, id: string, at: number): ProjectPlayers {
	const shown = new Map(before.shown);
	shown.delete(id);
	const deleting = new Map(before.deleting);
	deleting.delete(id);
	return { ...before, shown, deleted: new Map(before.deleted).set(id, at), deleting };
}

/** Updates the fields of a player that may be gone, but not its condition. */
function withListedFields(was: ShownPlayer, listed: Player): ShownPlayer {
	const player = mergeListed(was.player, listed);
	return player === was.player ? was : { ...was, player };
}

/** Applies a pause or resume from here, which List does not show. A player that List does not show stays as it is. */
export function afterPause(before: ProjectPlayers, id: string, isPaused: Paused, at: number): ProjectPlayers {
	const was = before.shown.get(id);
	if (!was || was.condition === 'justCreated' || was.condition === 'moving' || was.condition === 'gone') {
		return before;
	}
	const condition = conditionOf(was.player, isPaused);
	return condition === was.condition
		? before
		: { ...before, shown: new Map(before.shown).set(id, changed(was, condition, at)) };
}

/** Sorts the players that List does not show among the others, by creation. */
function inOrder(shown: ReadonlyMap<string, ShownPlayer>): ReadonlyMap<string, ShownPlayer> {
	const created = ({ player }: ShownPlayer) => player.createdAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
	return new Map([...shown].sort(([, a], [, b]) => created(a) - created(b)));
}
