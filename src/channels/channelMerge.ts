import type { Channel } from '../agora/channels/channels';
import type { ChannelUsers } from '../agora/channels/channelUsers';
import type { ChannelUser } from '../agora/session';
import { compareNames } from '../common/compareNames';

/** A channel as it is shown. The same object as long as nothing about it changes. */
export interface ListedChannel extends Channel {
	/** When a list first contained it, by the monotonic clock. */
	readonly firstSeenAt: number;
	/** When the first list without it was read, by the monotonic clock; undefined if the latest list contains it. */
	readonly missingSince: number | undefined;
}

/** When a list was requested and read, by the monotonic clock. */
export interface ReadingTimes {
	readonly startedAt: number;
	readonly readAt: number;
}

/** The lists in a row that did not contain an item. */
export interface Missed {
	readonly since: number;
	readonly readings: number;
}

/**
 * An item is gone after so many lists in a row without it, and not before this time has passed: a single list may miss channels and
 * rules that exist (docs/agora-api.md, Channels; Bans).
 */
export const GONE_AFTER = { readings: 3, ms: 120_000 };

export function missedAgain(before: Missed | undefined, readAt: number): Missed {
	return before ? { ...before, readings: before.readings + 1 } : { since: readAt, readings: 1 };
}

export function isGone({ since, readings }: Missed, readAt: number): boolean {
	return readings >= GONE_AFTER.readings && readAt - since >= GONE_AFTER.ms;
}

/** The live channels of one project. Immutable. */
export interface ProjectChannels {
	/** Sorted by the number of users, then by name. The same array until a channel changes. */
	readonly list: readonly ListedChannel[];
	readonly byName: ReadonlyMap<string, ListedChannel>;
	readonly missed: ReadonlyMap<string, Missed>;
	/** Undefined while the project was never read. */
	readonly read: ReadingTimes | undefined;
}

export const NO_CHANNELS: ProjectChannels = {
	list: [],
	byName: new Map(),
	missed: new Map(),
	read: undefined,
};

/** Applies a complete list. A channel that it misses stays until it is gone. */
export function afterChannelList(
	before: ProjectChannels,
	listed: readonly Channel[],
	read: ReadingTimes,
): ProjectChannels {
	const { readAt } = read;
	const byName = new Map<string, ListedChannel>();
	const missed = new Map<string, Missed>();
	for (const channel of listed) {
		byName.set(channel.name, seen(before.byName.get(channel.name), channel, readAt));
	}
	for (const channel of before.list) {
		if (byName.has(channel.name)) {
			continue;
		}
		const now = missedAgain(before.missed.get(channel.name), readAt);
		if (!isGone(now, readAt)) {
			missed.set(channel.name, now);
			byName.set(
				channel.name,
				channel.missingSince === undefined ? { ...channel, missingSince: now.since } : channel,
			);
		}
	}
	return { list: inOrder(before.list, byName), byName, missed, read };
}

function seen(was: ListedChannel | undefined, channel: Channel, readAt: number): ListedChannel {
	const { name, userCount } = channel;
	return was && was.userCount === userCount && was.missingSince === undefined
		? was
		: { name, userCount, firstSeenAt: was?.firstSeenAt ?? readAt, missingSince: undefined };
}

/** Starts from the previous order, which a list seldom changes: comparing thousands of names takes long. */
function inOrder(
	before: readonly ListedChannel[],
	byName: ReadonlyMap<string, ListedChannel>,
): readonly ListedChannel[] {
	const kept = before.flatMap(({ name }) => byName.get(name) ?? []);
	const keptNames = new Set(kept.map(({ name }) => name));
	const added = [...byName.values()].filter(({ name }) => !keptNames.has(name));
	const list = [...kept, ...added];
	const isSame = (at: number) => list[at] === before[at];
	if (list.length === before.length && list.every((_, at) => isSame(at))) {
		return before;
	}
	const isSorted = list.every((channel, at) => {
		const previous = list[at - 1];
		return !previous || (isSame(at - 1) && isSame(at)) || compareChannels(previous, channel) < 0;
	});
	return isSorted ? list : list.sort(compareChannels);
}

/** By the number of users, the largest first, then by name. */
export function compareChannels(a: Channel, b: Channel): number {
	return (b.userCount ?? -1) - (a.userCount ?? -1) || compareNames(a, b) || (a.name < b.name ? -1 : 1);
}

/** Identifies a user among those of a channel. */
export function userKey(user: ChannelUser): string {
	return 'uid' in user ? String(user.uid) : `account ${user.account}`;
}

/** The users of a channel, each once: by uid, then those with an account by name. */
export function sortedUsers(users: ChannelUsers): ChannelUsers {
	if (!users.exists) {
		return users;
	}
	return users.profile === 'communication'
		? { ...users, users: sorted(users.users) }
		: { ...users, hosts: sorted(users.hosts), audience: sorted(users.audience) };
}

function sorted(users: readonly ChannelUser[]): readonly ChannelUser[] {
	return [...new Map(users.map((user) => [userKey(user), user])).values()].sort(compareUsers);
}

function compareUsers(a: ChannelUser, b: ChannelUser): number {
	if ('uid' in a && 'uid' in b) {
		return a.uid - b.uid;
	}
	if ('account' in a && 'account' in b) {
		return compareNames({ name: a.account }, { name: b.account }) || (a.account < b.account ? -1 : 1);
	}
	return 'uid' in a ? -1 : 1;
}

/** Whether two readings of a channel, as `sortedUsers` returns them, contain the same. */
export function isSameUsers(a: ChannelUsers, b: ChannelUsers): boolean {
	if (!a.exists || !b.exists) {
		return a.exists === b.exists;
	}
	if (a.profile === 'communication' || b.profile === 'communication') {
		return (
			a.profile === 'communication' &&
			b.profile === 'communication' &&
			a.total === b.total &&
			isSameList(a.users, b.users)
		);
	}
	return (
		a.audienceTotal === b.audienceTotal && isSameList(a.hosts, b.hosts) && isSameList(a.audience, b.audience)
	);
}

function isSameList(a: readonly ChannelUser[], b: readonly ChannelUser[]): boolean {
	return (
		a.length === b.length &&
		a.every((user, at) => {
			const other = b[at];
			return other !== undefined && userKey(user) === userKey(other);
		})
	);
}
