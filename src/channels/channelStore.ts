import type { BanRule } from '../agora/channels/banRules';
import type { Channel } from '../agora/channels/channels';
import type { ChannelUserState, ChannelUsers } from '../agora/channels/channelUsers';
import { type SessionSource, serverTime } from '../agora/session';
import type { Clock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';
import { failed, initial, type Loadable, succeeded } from '../common/loadable';
import {
	afterBan,
	afterBanChange,
	afterBanList,
	afterLift,
	firstEnd,
	NO_BANS,
	type ProjectBans,
	withoutEnded,
} from './banMerge';
import {
	afterChannelList,
	isSameUsers,
	type ListedChannel,
	NO_CHANNELS,
	type ProjectChannels,
	type ReadingTimes,
	sortedUsers,
} from './channelMerge';

/** What one call reads. */
export type ReadTarget =
	/** The live channels of a project. */
	| { readonly what: 'channels'; readonly appId: string }
	/** The ban rules of a project. */
	| { readonly what: 'bans'; readonly appId: string }
	/** The users of a channel. */
	| { readonly what: 'users'; readonly appId: string; readonly channelName: string }
	/** One user of a channel. */
	| {
			readonly what: 'user';
			readonly appId: string;
			readonly channelName: string;
			readonly uid: number;
	  };

/** What changed; `all` after a sign-out. */
export type ChannelsChange = ReadTarget | { readonly what: 'all' };

interface Kept<State> {
	readonly state: State;
	readonly error: unknown;
}

interface ReadValue<T> {
	readonly loadable: Loadable<T>;
	readonly startedAt: number;
}

/** How many channels’ users and how many users are stored; the oldest readings are dropped. */
const MAX_CHANNELS_WITH_USERS = 500;
const MAX_USERS = 5000;

/** Stores the live channels, their users and the ban rules of all projects, by the App ID of the project. */
export class ChannelStore implements Disposable {
	readonly #changed = new Emitter<ChannelsChange>();
	readonly #channels = new Map<string, Kept<ProjectChannels>>();
	readonly #bans = new Map<string, Kept<ProjectBans>>();
	readonly #users = new Map<string, ReadValue<ChannelUsers>>();
	readonly #user = new Map<string, ReadValue<ChannelUserState>>();
	readonly #sessions: Pick<SessionSource, 'current'>;
	readonly #clock: Clock;
	#endTimer: Disposable | undefined;

	readonly onDidChange = this.#changed.event;

	constructor({ sessions, clock }: { sessions: Pick<SessionSource, 'current'>; clock: Clock }) {
		this.#sessions = sessions;
		this.#clock = clock;
	}

	/** The App IDs of the projects with channels or ban rules, and of those that could not be read. */
	get appIds(): ReadonlySet<string> {
		return new Set([...this.#channels.keys(), ...this.#bans.keys()]);
	}

	/** The live channels of a project, sorted by the number of users, then by name. */
	channels(appId: string): Loadable<readonly ListedChannel[]> {
		const { state, error } = this.#channels.get(appId) ?? NO_LIST;
		return { value: state.read && state.list, loadedAt: state.read?.readAt, error, loading: false };
	}

	/** Undefined if the channel is not listed. */
	channel(appId: string, name: string): ListedChannel | undefined {
		return this.#channels.get(appId)?.state.byName.get(name);
	}

	/** The users of a channel, sorted by uid. */
	users(appId: string, channelName: string): Loadable<ChannelUsers> {
		return this.#users.get(keyOf(appId, channelName))?.loadable ?? initial();
	}

	/** One user of a channel. */
	user(appId: string, channelName: string, uid: number): Loadable<ChannelUserState> {
		return this.#user.get(keyOf(appId, channelName, uid))?.loadable ?? initial();
	}

	/** The ban rules of a project that have not ended. The one that ends first is the first. */
	bans(appId: string): Loadable<readonly BanRule[]> {
		const { state, error } = this.#bans.get(appId) ?? NO_RULES;
		const value = state.read || state.rules.length > 0 ? state.rules : undefined;
		return { value, loadedAt: state.read?.readAt, error, loading: false };
	}

	/** Applies a complete list. Ignores one that was requested before the stored one. */
	applyChannels(appId: string, channels: readonly Channel[], read: ReadingTimes): void {
		const { state: before } = this.#channels.get(appId) ?? NO_LIST;
		if (!isOlder(read, before.read)) {
			this.#setChannels(appId, { state: afterChannelList(before, channels, read), error: undefined });
		}
	}

	/** Applies a reading of the users of a channel. Ignores one that was requested before the stored one. */
	applyUsers(appId: string, channelName: string, users: ChannelUsers, read: ReadingTimes): void {
		const target = { what: 'users', appId, channelName } as const;
		const now = sortedUsers(users);
		this.#applyValue(this.#users, target, now, read, isSameUsers);
		dropOldest(this.#users, MAX_CHANNELS_WITH_USERS);
	}

	/** Applies a reading of one user. Ignores one that was requested before the stored one. */
	applyUser(
		{ appId, channelName, uid }: { appId: string; channelName: string; uid: number },
		user: ChannelUserState,
		read: ReadingTimes,
	): void {
		this.#applyValue(this.#user, { what: 'user', appId, channelName, uid }, user, read, isSameUser);
		dropOldest(this.#user, MAX_USERS);
	}

	/** Applies a list of ban rules. Ignores one that was requested before the stored one. */
	applyBans(appId: string, rules: readonly BanRule[], read: ReadingTimes): void {
		const { state: before } = this.#bans.get(appId) ?? NO_RULES;
		if (!isOlder(read, before.read)) {
			this.#setBans(appId, { state: afterBanList(before, rules, read), error: undefined });
		}
	}

	/** Keeps the value, and stores why it could not be read again. */
	applyFailure(target: ReadTarget, error: unknown): void {
		const { appId } = target;
		switch (target.what) {
			case 'channels':
				this.#setChannels(appId, { ...(this.#channels.get(appId) ?? NO_LIST), error });
				break;
			case 'bans':
				this.#setBans(appId, { ...(this.#bans.get(appId) ?? NO_RULES), error });
				break;
			case 'users':
				this.#applyError(this.#users, target, error);
				break;
			case 'user':
				this.#applyError(this.#user, target, error);
				break;
		}
	}

	/** Shows a rule that was created from here at once. Lists may contain it later. */
	addBan(appId: string, rule: BanRule): void {
		this.#changeBans(appId, (bans, at) => afterBan(bans, rule, at));
	}

	/** Shows at once that a rule ends at another time. */
	changeBan(appId: string, id: number, expiresAt: Date): void {
		this.#changeBans(appId, (bans, at) => afterBanChange(bans, id, expiresAt, at));
	}

	/** Removes a rule that was lifted from here at once, although lists may still contain it. */
	removeBan(appId: string, id: number): void {
		this.#changeBans(appId, (bans, at) => afterLift(bans, id, at));
	}

	clear(): void {
		this.#channels.clear();
		this.#bans.clear();
		this.#users.clear();
		this.#user.clear();
		this.#endTimer?.dispose();
		this.#changed.fire({ what: 'all' });
	}

	dispose(): void {
		this.#endTimer?.dispose();
		this.#changed.dispose();
	}

	#setChannels(appId: string, now: Kept<ProjectChannels>): void {
		const before = this.#channels.get(appId) ?? NO_LIST;
		this.#channels.set(appId, now);
		const isFirst = before.state.read === undefined && now.state.read !== undefined;
		// A reading without changes fires nothing: the view updates ages by a timer.
		if (now.state.list !== before.state.list || isFirst || now.error !== before.error) {
			this.#changed.fire({ what: 'channels', appId });
		}
	}

	#setBans(appId: string, { state, error }: Kept<ProjectBans>): void {
		const before = this.#bans.get(appId) ?? NO_RULES;
		const now = withoutEnded(state, serverTime(this.#sessions, this.#clock));
		this.#bans.set(appId, { state: now, error });
		this.#removeEndedLater();
		const isFirst = before.state.read === undefined && now.read !== undefined;
		if (now.rules !== before.state.rules || isFirst || error !== before.error) {
			this.#changed.fire({ what: 'bans', appId });
		}
	}

	#changeBans(appId: string, change: (bans: ProjectBans, at: number) => ProjectBans): void {
		const { state, error } = this.#bans.get(appId) ?? NO_RULES;
		this.#setBans(appId, { state: change(state, this.#clock.monotonic()), error });
	}

	/** Rules that end disappear at their time, whether lists are read or not. */
	#removeEndedLater(): void {
		this.#endTimer?.dispose();
		const end = Math.min(...[...this.#bans.values()].map(({ state }) => firstEnd(state)));
		if (end < Number.POSITIVE_INFINITY) {
			const wait = Math.max(0, end - serverTime(this.#sessions, this.#clock));
			this.#endTimer = this.#clock.setTimeout(() => this.#removeEnded(), wait + 1);
		}
	}

	#removeEnded(): void {
		for (const [appId, kept] of [...this.#bans]) {
			this.#setBans(appId, kept);
		}
	}

	#applyValue<T>(
		values: Map<string, ReadValue<T>>,
		target: ReadTarget,
		value: T,
		{ startedAt, readAt }: ReadingTimes,
		isSame: (a: T, b: T) => boolean,
	): void {
		const key = keyOfTarget(target);
		const before = values.get(key);
		if (before && startedAt < before.startedAt) {
			return;
		}
		const known = before?.loadable.value;
		const kept = known !== undefined && isSame(known, value) ? known : value;
		// The newest is the last.
		values.delete(key);
		values.set(key, { loadable: succeeded(kept, readAt), startedAt });
		if (kept !== known || before?.loadable.error !== undefined) {
			this.#changed.fire(target);
		}
	}

	#applyError<T>(values: Map<string, ReadValue<T>>, target: ReadTarget, error: unknown): void {
		const key = keyOfTarget(target);
		const before = values.get(key);
		const loadable = failed(before?.loadable ?? initial<T>(), error);
		values.set(key, { loadable, startedAt: before?.startedAt ?? Number.NEGATIVE_INFINITY });
		this.#changed.fire(target);
	}
}

const NO_LIST: Kept<ProjectChannels> = { state: NO_CHANNELS, error: undefined };
const NO_RULES: Kept<ProjectBans> = { state: NO_BANS, error: undefined };

function isOlder(reading: ReadingTimes, stored: ReadingTimes | undefined): boolean {
	return stored !== undefined && reading.startedAt < stored.startedAt;
}

function isSameUser(a: ChannelUserState, b: ChannelUserState): boolean {
	if (!a.inChannel || !b.inChannel) {
		return a.inChannel === b.inChannel;
	}
	return a.joinedAt?.getTime() === b.joinedAt?.getTime() && a.role === b.role && a.platform === b.platform;
}

/** Identifies what a call reads among all calls. */
export function keyOfTarget(target: ReadTarget): string {
	switch (target.what) {
		case 'users':
			return keyOf(target.appId, target.channelName);
		case 'user':
			return keyOf(target.appId, target.channelName, target.uid);
		default:
			return keyOf(target.what, target.appId);
	}
}

function keyOf(...parts: readonly (string | number)[]): string {
	return JSON.stringify(parts);
}

function dropOldest(values: Map<string, unknown>, limit: number): void {
	for (const key of values.keys()) {
		if (values.size <= limit) {
			return;
		}
		values.delete(key);
	}
}
