import type { Paused } from '../control/sentUpdates';
import { changed, conditionOf, LIST_LAG_MS, type ShownPlayer } from './playerConditions';
import { type AfterReading, afterDelete, type KnownEvent, type ProjectPlayers } from './projectPlayers';

/** What a notification with a valid signature says about a player (docs/agora-api.md, Notifications). */
export interface PlayerEvent {
	readonly appId: string;
	readonly playerId: string;
	readonly change:
		| { readonly kind: 'created' }
		/** `status`: Agora's word; undefined if the notification does not say it. */
		| { readonly kind: 'status'; readonly status: string | undefined }
		| { readonly kind: 'destroyed'; readonly reason: string | undefined };
	/** By Agora's clock, in milliseconds since 1970: orders events, which may arrive in any order, and repeatedly. */
	readonly happenedAt: number;
	/** The same moment by the monotonic clock, as exactly as Agora's clock is known. */
	readonly at: number;
}

/**
 * - `applied`: the event is known now; it may have changed the player;
 * - `outdated`: a later event or a later state of the player was known already;
 * - `deleted`: somebody deleted the player, which is shown no longer then;
 * - `unclear`: List has to be read, because the player is not known, or the event may be outdated.
 */
export type EventOutcome = 'applied' | 'outdated' | 'deleted' | 'unclear';

export interface AfterEvent extends AfterReading {
	readonly outcome: EventOutcome;
}

/** The status of List for each status of a notification. A player that is connected to its source does not play yet. */
const LISTED_STATUSES: Readonly<Record<string, string>> = {
	connecting: 'connecting',
	success: 'connecting',
	running: 'running',
	stopped: 'idle',
	failed: 'failed',
};

/** Orders the statuses of a player in the same millisecond. */
const ORDER = ['connecting', 'success', 'running', 'stopped', 'failed'];

/** The reason of a player that somebody deleted. */
const DELETE_REQUEST = 'Delete Request';

/**
 * Applies an event. The result does not depend on the order in which the events of a player arrive.
 *
 * @param now by the monotonic clock.
 */
export function afterEvent(
	before: ProjectPlayers,
	event: PlayerEvent,
	now: number,
	isPaused: (id: string) => Paused,
): AfterEvent {
	const { playerId, change } = event;
	const known = before.events.get(playerId);
	const moment = momentOf(event);
	if (known && compareMoments(moment, known) <= 0) {
		return { players: before, transitions: [], outcome: 'outdated' };
	}
	const was = before.shown.get(playerId);
	if (!was || change.kind === 'created') {
		const isKnown = was !== undefined || before.deleted.has(playerId);
		return { players: before, transitions: [], outcome: isKnown ? 'outdated' : 'unclear' };
	}
	const at = Math.min(event.at, now);
	const status = change.kind === 'status' ? LISTED_STATUSES[change.status ?? ''] : undefined;
	const recorded: KnownEvent = {
		...{ ...moment, at, status },
		replaced:
			status === undefined
				? []
				: [...staleStatuses(known, at), was.player.status].filter((each) => each !== status),
	};
	const players = { ...before, events: new Map(before.events).set(playerId, recorded) };
	if (change.kind === 'destroyed') {
		return afterDestroyed(players, was, change.reason, now);
	}
	if (isLater(was, at)) {
		return {
			players: before,
			transitions: [],
			outcome: at > was.since - LIST_LAG_MS ? 'unclear' : 'outdated',
		};
	}
	if (status === undefined) {
		return { players, transitions: [], outcome: 'unclear' };
	}
	return { ...afterStatus(players, was, status, at, isPaused(playerId)), outcome: 'applied' };
}

type Moment = Pick<KnownEvent, 'happenedAt' | 'order'>;

function compareMoments(a: Moment, b: Moment): number {
	return a.happenedAt === b.happenedAt ? a.order - b.order : a.happenedAt - b.happenedAt;
}

/** The creation is always the first event, and the destruction the last one. */
function momentOf({ happenedAt, change }: PlayerEvent): Moment {
	switch (change.kind) {
		case 'created':
			return { happenedAt: Number.NEGATIVE_INFINITY, order: 0 };
		case 'status':
			return { happenedAt, order: ORDER.indexOf(change.status ?? '') };
		case 'destroyed':
			return { happenedAt: Number.POSITIVE_INFINITY, order: 0 };
	}
}

/** The latest event of each player, of events that arrived together. */
export function latestEvents(events: readonly PlayerEvent[]): readonly PlayerEvent[] {
	const latest = new Map<string, PlayerEvent>();
	for (const event of events) {
		const key = `${event.appId}:${event.playerId}`;
		const other = latest.get(key);
		if (!other || compareMoments(momentOf(event), momentOf(other)) > 0) {
			latest.set(key, event);
		}
	}
	return [...latest.values()];
}

/** Whether the shown state began after a moment, or does not follow from events. */
function isLater({ condition, since, isDeleting }: ShownPlayer, at: number): boolean {
	return condition === 'gone' || isDeleting === true || (condition !== 'justCreated' && at < since);
}

/** The statuses that List may still show after an event. */
function staleStatuses(known: KnownEvent | undefined, at: number): KnownEvent['replaced'] {
	return known && at < known.at + LIST_LAG_MS ? [...known.replaced, known.status] : [];
}

function afterStatus(
	players: ProjectPlayers,
	was: ShownPlayer,
	status: string,
	at: number,
	isPaused: Paused,
): AfterReading {
	const player = { ...was.player, status };
	const condition = conditionOf(player, isPaused);
	const now = condition === was.condition ? { ...was, player } : { ...changed(was, condition, at), player };
	return {
		players: { ...players, shown: new Map(players.shown).set(player.id, now) },
		transitions: condition === was.condition ? [] : [now],
	};
}

/** A player that somebody deleted disappears, as after Delete Player. Any other one is shown for a while as gone, with the reason. */
function afterDestroyed(
	players: ProjectPlayers,
	was: ShownPlayer,
	reason: string | undefined,
	now: number,
): AfterEvent {
	const { id } = was.player;
	if (was.isDeleting || reason === DELETE_REQUEST) {
		return { players: afterDelete(players, id, now), transitions: [], outcome: 'deleted' };
	}
	if (was.condition === 'gone') {
		const shown = new Map(players.shown).set(id, { ...was, destroyReason: reason });
		return { players: { ...players, shown }, transitions: [], outcome: 'applied' };
	}
	const gone = { ...changed(was, 'gone', now, players.read?.readAt), destroyReason: reason };
	return {
		players: { ...players, shown: new Map(players.shown).set(id, gone) },
		transitions: [gone],
		outcome: 'applied',
	};
}
