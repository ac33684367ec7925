import type { ChannelRole } from '../../agora/channels/channelUsers';
import type { Presence } from '../../agora/channels/presence';
import type { Player } from '../../agora/mediaPull/player';
import type { Event } from '../../common/emitter';
import type { Loadable } from '../../common/loadable';
import type { PlayerUser } from '../playerNames';
import type { Times } from '../stateText';
import { conditionBegin, countsFromCreation, type ShownPlayer } from '../store/playerConditions';

/** Which presences may have changed: those in a channel, in all channels of a project, or all. */
export interface PresenceChange {
	readonly appId: string | undefined;
	readonly channelName: string | undefined;
}

/** Whether players are in their channels, as far as players need it. */
export interface PresenceSource {
	readonly onDidChange: Event<PresenceChange>;
	presenceOf(appId: string, user: PlayerUser): Loadable<Presence>;
	/** The end of a ban that keeps the user out of the channel; undefined if no such ban is known. */
	banOf(appId: string, user: PlayerUser): { readonly expiresAt: Date | undefined } | undefined;
	/** Reads some users of one channel with the priority of polling. Never rejects: `presenceOf` returns the error. */
	read(appId: string, users: readonly PlayerUser[]): Promise<void>;
}

/** How long after it began to run a player may be missing in Agora's lists, which lag by minutes, in milliseconds. */
export const GRACE_MS = 180_000;

/** A player counts as missing only if two readings at least this far apart do not contain it, in milliseconds. */
export const CONFIRM_MS = 30_000;

/** How long the row of a player that just started says that it is in its channel, in milliseconds. */
export const NEWS_MS = 120_000;

/** A presence that says that a player is missing is not repeated on its row once it is this old, in milliseconds. */
const MISSING_AGE_MS = 600_000;

/** How far Agora's servers may disagree about the time, in milliseconds. */
const JOIN_TOLERANCE_MS = 60_000;

/**
 * Whether a player is in its channel:
 * - `unread`: never read, and nothing failed yet;
 * - `unreadable`: it could not be read;
 * - `in`;
 * - `otherUser`: the user is in the channel, but as audience, or joined before the player existed;
 * - `notSeenYet`: it runs, and Agora's lists may not contain it yet;
 * - `notPlaying`: it is not in the channel, and does not run either;
 * - `missing`: it runs, and is not in the channel;
 * - `communication`: the channel uses the communication profile;
 * - `unclear`: Agora's lists do not show it.
 */
export type PresenceKind =
	| 'unread'
	| 'unreadable'
	| 'in'
	| 'otherUser'
	| 'notSeenYet'
	| 'notPlaying'
	| 'missing'
	| 'communication'
	| 'unclear';

export interface PlayerPresence {
	readonly kind: PresenceKind;
	/** Of a user in the channel, as far as it is known. */
	readonly joinedAt: Date | undefined;
	readonly role: ChannelRole | undefined;
	/** Whether it was in the channel before it was missing. */
	readonly wasSeen: boolean;
	/** When it was read, by the monotonic clock. */
	readonly readAt: number | undefined;
	/** Why the last attempt to read it failed. */
	readonly error: unknown;
	/** Whether its row says it: it is not as it should be, or the player has just arrived. */
	readonly onRow: boolean;
}

/** Whether a player is in its channel at a time. */
export interface PresenceOfPlayer {
	readonly shown: ShownPlayer;
	readonly presence: PlayerPresence;
	readonly times: Times;
}

/** Whether a player that is not in its channel should be: only while it runs is that certain. */
export function shouldBeInChannel({ condition }: Pick<ShownPlayer, 'condition'>): boolean {
	return condition === 'running';
}

/** When a player began to run, by the monotonic clock; the earliest moment if that was not seen. */
export function runsSince(shown: ShownPlayer, { now, serverNow }: Times): number {
	const { createdAt } = shown.player;
	return createdAt && countsFromCreation(shown)
		? now - Math.max(0, serverNow - createdAt.getTime())
		: conditionBegin(shown).at;
}

/** Judges what Agora returned about a player, which may be late. */
export function playerPresence(
	shown: ShownPlayer,
	{ value, loadedAt: readAt, error }: Loadable<Presence>,
	times: Times,
): PlayerPresence {
	const unknown = { joinedAt: undefined, role: undefined, wasSeen: false, readAt, error, onRow: false };
	if (value === undefined || readAt === undefined) {
		return { ...unknown, kind: error === undefined ? 'unread' : 'unreadable' };
	}
	const isRunning = shouldBeInChannel(shown);
	const isCurrent = times.now - readAt < MISSING_AGE_MS;
	switch (value.state) {
		case 'in': {
			const { joinedAt, role, since } = value;
			const started = runsSince(shown, times);
			if (isOtherUser(shown.player, value)) {
				// The lists may still contain the player that this one replaced.
				const kind = isRunning && readAt - started < GRACE_MS ? 'notSeenYet' : 'otherUser';
				return { ...unknown, joinedAt, role, kind };
			}
			const isNews = since - started <= GRACE_MS && times.now - since < NEWS_MS;
			return { ...unknown, joinedAt, role, kind: 'in', onRow: isRunning && isNews };
		}
		case 'out':
			if (!isRunning) {
				return { ...unknown, kind: 'notPlaying' };
			}
			return isLate(value, readAt, runsSince(shown, times))
				? { ...unknown, kind: 'notSeenYet', wasSeen: value.lastSeenAt !== undefined }
				: { ...unknown, kind: 'missing', onRow: isCurrent };
		case 'communication':
			return { ...unknown, kind: 'communication', onRow: isCurrent };
		case 'unclear':
			return { ...unknown, kind: 'unclear' };
	}
}

/** Whether the reasons why a user cannot join a channel may explain it. */
export function needsExplanation({ kind }: Pick<PlayerPresence, 'kind'>): boolean {
	return kind === 'missing' || kind === 'communication' || kind === 'otherUser';
}

/** Whether an absence may be due to the lag of Agora's lists. A reading proves nothing about the time after it. */
function isLate(
	{ since, lastSeenAt }: Presence & { readonly state: 'out' },
	readAt: number,
	started: number,
): boolean {
	const hasArrived = lastSeenAt !== undefined && lastSeenAt > started;
	return (!hasArrived && readAt - started < GRACE_MS) || readAt - since < CONFIRM_MS;
}

/** A cloud player is always a host, and joins after it was created. */
function isOtherUser(
	{ createdAt }: Player,
	{ role, joinedAt }: Presence & { readonly state: 'in' },
): boolean {
	return (
		role === 'audience' ||
		(createdAt !== undefined &&
			joinedAt !== undefined &&
			joinedAt.getTime() < createdAt.getTime() - JOIN_TOLERANCE_MS)
	);
}
