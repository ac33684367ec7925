import type { PlayerPresence, PresenceKind } from './presence';

/** A player whose presence is read while it is watched. */
export interface WatchedPlayer {
	readonly appId: string;
	readonly playerId: string;
	/** Whether its details are shown: its expanded row, its hover or its page. Otherwise only its row is, which says what is unusual. */
	readonly isOpen: boolean;
}

const SECOND = 1000;

/** How long after a reading the next one is due, in milliseconds. */
const OPEN_MS: Readonly<Record<PresenceKind, number>> = {
	...{ unread: 0, unreadable: 0, notSeenYet: 10 * SECOND, missing: 15 * SECOND },
	...{ in: 30 * SECOND, otherUser: 30 * SECOND, notPlaying: 30 * SECOND },
	...{ communication: 60 * SECOND, unclear: 60 * SECOND },
};

/** A row that says nothing is read seldom: it has nothing to correct. */
const ROW_MS: Readonly<Record<PresenceKind, number>> = {
	...OPEN_MS,
	...{ missing: 30 * SECOND, otherUser: 300 * SECOND, in: 300 * SECOND, unclear: 300 * SECOND },
};

/** Between the starts of any two calls, in milliseconds: two fifths of what Agora allows for one of the queries. */
export const OPEN_GAP_MS = 250;

/** Between two calls for rows, of which there may be thousands. */
export const ROW_GAP_MS = 1000;

/** A hover that appears this soon after a reading shows it, in milliseconds. */
export const FRESH_MS = 10 * SECOND;

/** How long after its hover appeared a player is watched, in milliseconds. */
export const HOVER_MS = 60 * SECOND;

/**
 * When to read a presence, by the monotonic clock; in the past if at once. Failures delay it further.
 *
 * @param refreshedAt when the user last asked for everything to be read again.
 */
export function presenceDueAt(
	{ kind, readAt }: Pick<PlayerPresence, 'kind' | 'readAt'>,
	isOpen: boolean,
	refreshedAt: number,
): number {
	if (readAt === undefined || readAt < refreshedAt) {
		return Number.NEGATIVE_INFINITY;
	}
	return readAt + (isOpen ? OPEN_MS : ROW_MS)[kind];
}
