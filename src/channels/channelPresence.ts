import type { BanRule } from '../agora/channels/banRules';
import { type ChannelHosts, type ChannelUsers, listChannelHosts } from '../agora/channels/channelUsers';
import {
	type KnownUser,
	nextPresence,
	type Observation,
	observeState,
	type Presence,
	type PresenceUser,
} from '../agora/channels/presence';
import { isAgoraError } from '../agora/errors';
import type { ChannelUser, SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';
import type { Loadable } from '../common/loadable';
import type { ChannelReader } from './channelReader';
import type { ChannelStore } from './channelStore';

interface PresenceChange {
	readonly appId: string | undefined;
	readonly channelName: string | undefined;
}

interface ChannelPresenceDeps {
	readonly sessions: SessionSource;
	readonly store: Pick<ChannelStore, 'users' | 'user' | 'bans' | 'onDidChange'>;
	readonly reader: Pick<ChannelReader, 'read'>;
	readonly clock: Pick<Clock, 'monotonic'>;
}

interface KnownChannel {
	readonly users: Map<string, KnownUser>;
	hosts: { readonly value: ChannelHosts; readonly readAt: number } | undefined;
}

/** A profile is read again after this time while a user is missing, in milliseconds: everybody may leave and join with another. */
const PROFILE_MS = 60_000;

/** Bans are read after this time while a user is missing, in milliseconds. */
const BANS_MS = 300_000;

/** How many channels are stored; the oldest are dropped. */
const MAX_CHANNELS = 10_000;

/**
 * Whether users are in their channels, without reading all users. Uses what the store already contains, such as the users of a channel
 * whose row is expanded.
 */
export class ChannelPresence implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #changed = this.#owned.add(new Emitter<PresenceChange>());
	readonly #deps: ChannelPresenceDeps;
	readonly #channels = new Map<string, KnownChannel>();
	/** The channels that are being read from here. */
	readonly #reading = new Set<string>();
	/** Whether a list of this account contained an account, so that one that is missing in a list is not there. */
	#listsAccounts = false;
	#session: unknown;

	readonly onDidChange = this.#changed.event;

	constructor(deps: ChannelPresenceDeps) {
		this.#deps = deps;
		const { sessions, store } = deps;
		this.#session = sessions.current;
		this.#owned.add(sessions.onDidChange(() => this.#onSessionChanged()));
		this.#owned.add(
			store.onDidChange((target) => {
				if (target.what === 'user' || target.what === 'users') {
					const { appId, channelName } = target;
					// A reading from here fires when it ends.
					if (!this.#reading.has(keyOf(appId, channelName))) {
						this.#changed.fire({ appId, channelName });
					}
				} else if (target.what === 'bans') {
					this.#changed.fire({ appId: target.appId, channelName: undefined });
				}
			}),
		);
	}

	presenceOf(appId: string, user: PresenceUser): Loadable<Presence> {
		const { presence, readAt, error } = this.#known(appId, user);
		return { value: presence, loadedAt: readAt, error, loading: false };
	}

	/** The ban that keeps a user out of the channel for the longest time; undefined if none is known. */
	banOf(appId: string, { channelName, uid }: PresenceUser): BanRule | undefined {
		const { value: rules = [] } = this.#deps.store.bans(appId);
		const end = ({ expiresAt }: BanRule) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
		return rules
			.filter(
				(rule) =>
					rule.privileges.includes('join_channel') &&
					rule.ip === undefined &&
					(rule.uid !== undefined || rule.channelName !== undefined) &&
					(rule.uid === undefined || rule.uid === uid) &&
					(rule.channelName === undefined || rule.channelName === channelName),
			)
			.toSorted((a, b) => (end(a) < end(b) ? 1 : -1))[0];
	}

	/**
	 * Reads some users of one channel with the priority of polling: a single uid with its join time and role, others in the list of
	 * the hosts. Reads the profile and the bans, too, if a user is missing. Never rejects: `presenceOf` returns the error.
	 */
	async read(appId: string, users: readonly PresenceUser[]): Promise<void> {
		const { sessions } = this.#deps;
		const [first, ...others] = users;
		const session = sessions.current;
		if (first === undefined || session === undefined) {
			return;
		}
		const { channelName, uid } = first;
		let error: unknown;
		this.#reading.add(keyOf(appId, channelName));
		try {
			const isMissing =
				uid !== undefined && others.length === 0 ? await this.#readUser(appId, channelName, uid) : true;
			if (isMissing && sessions.current === session) {
				await this.#readHosts(appId, channelName, others.length === 0 && uid !== undefined);
			}
		} catch (caught) {
			error = caught;
		} finally {
			this.#reading.delete(keyOf(appId, channelName));
		}
		if (sessions.current !== session) {
			return;
		}
		if (!isAgoraError(error, 'cancelled')) {
			for (const user of users) {
				this.#known(appId, user).error = error;
			}
		}
		this.#changed.fire({ appId, channelName });
		if (error === undefined && users.some((user) => this.presenceOf(appId, user).value?.state === 'out')) {
			await this.#readBans(appId);
		}
	}

	dispose(): void {
		this.#owned.dispose();
	}

	#onSessionChanged(): void {
		if (this.#deps.sessions.current !== this.#session) {
			this.#session = this.#deps.sessions.current;
			this.#channels.clear();
			this.#listsAccounts = false;
			this.#changed.fire({ appId: undefined, channelName: undefined });
		}
	}

	/** @returns whether the user is not in the channel. */
	async #readUser(appId: string, channelName: string, uid: number): Promise<boolean> {
		const { reader, store } = this.#deps;
		await reader.read({ what: 'user', appId, channelName, uid }, { priority: 'polling' });
		const { value, error } = store.user(appId, channelName, uid);
		if (error !== undefined) {
			throw error;
		}
		return value?.inChannel === false;
	}

	/**
	 * Reads the hosts of a channel. All users, if there is no list of hosts: Agora returns none where the channel uses the
	 * communication profile.
	 *
	 * @param forProfile whether only the profile is needed, which may be a minute old.
	 */
	async #readHosts(appId: string, channelName: string, forProfile: boolean): Promise<void> {
		const { sessions, store, reader, clock } = this.#deps;
		const channel = this.#channel(appId, channelName);
		const users = store.users(appId, channelName);
		const profileAt = Math.max(
			channel.hosts?.readAt ?? Number.NEGATIVE_INFINITY,
			users.loadedAt ?? Number.NEGATIVE_INFINITY,
		);
		const session = sessions.current;
		if (!session || (forProfile && clock.monotonic() - profileAt < PROFILE_MS)) {
			return;
		}
		const value = await listChannelHosts(session.client, { appId, channelName }, { priority: 'polling' });
		if (sessions.current !== session) {
			return;
		}
		channel.hosts = { value, readAt: clock.monotonic() };
		if (!value.exists) {
			await reader.read({ what: 'users', appId, channelName }, { priority: 'polling' });
			const { error } = store.users(appId, channelName);
			if (error !== undefined) {
				throw error;
			}
		}
	}

	async #readBans(appId: string): Promise<void> {
		const { store, reader, clock } = this.#deps;
		const { loadedAt = Number.NEGATIVE_INFINITY, error } = store.bans(appId);
		if (error === undefined && clock.monotonic() - loadedAt > BANS_MS) {
			await reader.read({ what: 'bans', appId }, { priority: 'polling' });
		}
	}

	/** What is known about a user, with what the store has read since. */
	#known(appId: string, user: PresenceUser): KnownUser {
		const { store } = this.#deps;
		const { channelName, uid } = user;
		const channel = this.#channel(appId, channelName);
		const key = JSON.stringify([uid, user.account]);
		const known = channel.users.get(key) ?? { presence: undefined, readAt: undefined, error: undefined };
		channel.users.set(key, known);
		const single = uid === undefined ? undefined : store.user(appId, channelName, uid);
		const all = store.users(appId, channelName);
		const { hosts } = channel;
		const isNew = (at: number | undefined): at is number =>
			at !== undefined && at > (known.readAt ?? Number.NEGATIVE_INFINITY);
		if (![single?.loadedAt, all.loadedAt, hosts?.readAt].some(isNew)) {
			return known;
		}
		const observations: readonly { at: number | undefined; of: () => Observation | undefined }[] = [
			{
				at: single?.loadedAt,
				of: () => single?.value && observeState(single.value, newestProfile(hosts, all)),
			},
			{ at: all.loadedAt, of: () => all.value && this.#observe(all.value, user) },
			{ at: hosts?.readAt, of: () => hosts && this.#observeHosts(hosts.value, user) },
		];
		for (const { at, of } of observations.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))) {
			const observation = isNew(at) ? of() : undefined;
			if (at !== undefined && observation) {
				known.presence = nextPresence(known, observation, at);
				known.readAt = at;
				known.error = undefined;
			}
		}
		return known;
	}

	/** A list of hosts that does not exist says nothing, because the channel may use the communication profile. */
	#observeHosts(hosts: ChannelHosts, user: PresenceUser): Observation | undefined {
		return hosts.exists ? this.#observe(hosts, user) : undefined;
	}

	#observe(list: ChannelUsers | ChannelHosts, user: PresenceUser): Observation {
		if (!list.exists) {
			return { state: 'out' };
		}
		if (list.profile === 'communication') {
			return { state: 'communication' };
		}
		const isIn = (users: readonly ChannelUser[]) =>
			users.some((each) => ('uid' in each ? each.uid === user.uid : each.account === user.account));
		this.#listsAccounts ||= list.hosts.some((each) => 'account' in each);
		if (isIn(list.hosts)) {
			return { state: 'in', joinedAt: undefined, role: 'host' };
		}
		if ('audience' in list && isIn(list.audience)) {
			return { state: 'in', joinedAt: undefined, role: 'audience' };
		}
		const isHidden = user.uid === undefined && list.hosts.length > 0 && !this.#listsAccounts;
		return { state: isHidden ? 'unclear' : 'out' };
	}

	#channel(appId: string, channelName: string): KnownChannel {
		const key = keyOf(appId, channelName);
		const known = this.#channels.get(key);
		if (known) {
			return known;
		}
		const channel: KnownChannel = { users: new Map(), hosts: undefined };
		this.#channels.set(key, channel);
		const [oldest] = this.#channels.keys();
		if (this.#channels.size > MAX_CHANNELS && oldest !== undefined) {
			this.#channels.delete(oldest);
		}
		return channel;
	}
}

function keyOf(appId: string, channelName: string): string {
	return JSON.stringify([appId, channelName]);
}

/** The profile of the newest list; undefined if none exists. */
function newestProfile(hosts: KnownChannel['hosts'], all: Loadable<ChannelUsers>): string | undefined {
	const hostsAt = hosts?.value.exists ? hosts.readAt : Number.NEGATIVE_INFINITY;
	const allAt = all.loadedAt ?? Number.NEGATIVE_INFINITY;
	const list = hostsAt > allAt ? hosts?.value : all.value;
	return list?.exists ? list.profile : undefined;
}
