import { type BanRuleList, listBanRules } from '../agora/channels/banRules';
import { type ChannelList, listChannels } from '../agora/channels/channels';
import {
	type ChannelUserState,
	type ChannelUsers,
	getChannelUser,
	listChannelUsers,
} from '../agora/channels/channelUsers';
import type { Project } from '../agora/console/projects';
import { isAgoraError } from '../agora/errors';
import type { CallOptions, Priority } from '../agora/operations';
import type { AgoraSession, SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';
import type { ReadingTimes } from './channelMerge';
import { type ChannelStore, keyOfTarget, type ReadTarget } from './channelStore';

/** What the view shows, and therefore reads. */
export interface WatchedChannels {
	/** The projects whose channels are shown. */
	readonly appIds: readonly string[];
	/** The channels whose users are shown. */
	readonly expanded: readonly { readonly appId: string; readonly channelName: string }[];
}

/** One attempt to read something that ended. */
export interface ReadOutcome {
	readonly target: ReadTarget;
	/** By the monotonic clock. */
	readonly startedAt: number;
	/** Undefined if it was read. */
	readonly error: unknown;
}

interface ReadOptions {
	/** `interactive`, for a user who waits, by default. */
	readonly priority?: Priority;
	/** Cancels the read. Calls that join it are cancelled, too. */
	readonly signal?: AbortSignal;
}

type ProjectKey = Pick<Project, 'appId'>;

/** Projects that one refresh reads at most: an account may have thousands. */
const MAX_PROJECTS = 200;
const MAX_CONCURRENT_READS = 4;

interface ChannelReaderDeps {
	readonly sessions: SessionSource;
	readonly store: ChannelStore;
	readonly watched: () => WatchedChannels;
	readonly clock: Clock;
}

/** Reads channels, users and ban rules into the store, failures included. Nothing that it returns rejects. */
export class ChannelReader implements Disposable {
	readonly #ended = new Emitter<ReadOutcome>();
	readonly #deps: ChannelReaderDeps;
	readonly #subscription: Disposable;
	/** The reads under way, so that the same one is not started twice. */
	readonly #reads = new Map<string, Promise<void>>();
	#session: AgoraSession | undefined;
	#abort = new AbortController();

	/** A read ended, and its result is in the store. Cancelled reads do not fire. */
	readonly onDidRead = this.#ended.event;

	constructor(deps: ChannelReaderDeps) {
		this.#deps = deps;
		this.#session = deps.sessions.current;
		this.#subscription = deps.sessions.onDidChange(() => this.#onSessionChanged());
	}

	/**
	 * Reads all that is shown, for a user who waits. At most 200 projects are read, beginning with those that were not read for
	 * the longest time. After a failure that concerns all of them, the others are not tried.
	 */
	async refreshChannels(): Promise<void> {
		const { store, watched } = this.#deps;
		const { appIds, expanded } = watched();
		const readAt = (appId: string) => store.channels(appId).loadedAt ?? Number.NEGATIVE_INFINITY;
		const projects = appIds.toSorted((a, b) => (readAt(a) < readAt(b) ? -1 : 1)).slice(0, MAX_PROJECTS);
		await this.#readAll([
			...projects.map((appId) => ({ what: 'channels', appId }) as const),
			...expanded.map((channel) => ({ what: 'users', ...channel }) as const),
			...projects.map((appId) => ({ what: 'bans', appId }) as const),
		]);
	}

	async readChannels({ appId }: ProjectKey, options?: ReadOptions): Promise<void> {
		await this.read({ what: 'channels', appId }, options);
	}

	async readUsers({ appId }: ProjectKey, channelName: string, options?: ReadOptions): Promise<void> {
		await this.read({ what: 'users', appId, channelName }, options);
	}

	async readUser(
		{ appId }: ProjectKey,
		channelName: string,
		uid: number,
		options?: ReadOptions,
	): Promise<void> {
		await this.read({ what: 'user', appId, channelName, uid }, options);
	}

	async readBans({ appId }: ProjectKey, options?: ReadOptions): Promise<void> {
		await this.read({ what: 'bans', appId }, options);
	}

	/** Joins the same read under way, if there is one. Resolves at once while no account is signed in. */
	async read(target: ReadTarget, { priority = 'interactive', signal }: ReadOptions = {}): Promise<void> {
		const session = this.#deps.sessions.current;
		if (!session) {
			return;
		}
		const key = `${priority} ${keyOfTarget(target)}`;
		const reading = this.#reads.get(key) ?? this.#read(session, target, priority, signal);
		this.#reads.set(key, reading);
		try {
			await reading;
		} finally {
			if (this.#reads.get(key) === reading) {
				this.#reads.delete(key);
			}
		}
	}

	/** When polling may make the call, by the monotonic clock; may be past. */
	availableFrom(target: ReadTarget): number {
		const client = this.#deps.sessions.current?.client;
		const request = { operation: OPERATIONS[target.what], params: { appId: target.appId } };
		return client?.availableFrom(request, 'polling') ?? Number.NEGATIVE_INFINITY;
	}

	/** Cancels the reads under way. */
	stop(): void {
		this.#abort.abort();
		this.#abort = new AbortController();
		this.#reads.clear();
	}

	dispose(): void {
		this.#subscription.dispose();
		this.stop();
		this.#ended.dispose();
	}

	#onSessionChanged(): void {
		const { sessions, store } = this.#deps;
		if (sessions.current !== this.#session) {
			this.#session = sessions.current;
			this.stop();
			store.clear();
		}
	}

	/** The first target is read alone: a failure that concerns all of them, such as refused credentials, then costs one call. */
	async #readAll(targets: readonly ReadTarget[]): Promise<void> {
		const remaining = targets.values();
		let isStopped = false;
		const subscription = this.onDidRead(({ error }) => {
			isStopped ||= concernsAll(error);
		});
		const readNext = async () => {
			const { value: target, done } = remaining.next();
			isStopped ||= done === true;
			if (target) {
				await this.read(target);
			}
		};
		const readRemaining = async () => {
			while (!isStopped) {
				await readNext();
			}
		};
		try {
			await readNext();
			await Promise.all(Array.from({ length: MAX_CONCURRENT_READS }, readRemaining));
		} finally {
			subscription.dispose();
		}
	}

	async #read(
		session: AgoraSession,
		target: ReadTarget,
		priority: Priority,
		cancelled: AbortSignal | undefined,
	): Promise<void> {
		const { sessions, store, clock } = this.#deps;
		const signal = AbortSignal.any([this.#abort.signal, ...(cancelled ? [cancelled] : [])]);
		const startedAt = clock.monotonic();
		const isCurrent = () => !signal.aborted && sessions.current === session;
		try {
			const apply = await this.#request(session, target, { priority, signal });
			if (isCurrent()) {
				apply({ startedAt, readAt: clock.monotonic() });
				this.#ended.fire({ target, startedAt, error: undefined });
			}
		} catch (error) {
			if (isCurrent() && !isAgoraError(error, 'cancelled')) {
				store.applyFailure(target, error);
				this.#ended.fire({ target, startedAt, error });
			}
		}
	}

	/** Makes the calls, and returns what puts their result into the store. */
	async #request(
		{ client }: AgoraSession,
		target: ReadTarget,
		options: CallOptions,
	): Promise<(read: ReadingTimes) => void> {
		const { store } = this.#deps;
		const { appId } = target;
		switch (target.what) {
			case 'channels': {
				const { channels }: ChannelList = await listChannels(client, appId, options);
				return (read) => store.applyChannels(appId, channels, read);
			}
			case 'bans': {
				const { rules }: BanRuleList = await listBanRules(client, appId, options);
				return (read) => store.applyBans(appId, rules, read);
			}
			case 'users': {
				const users: ChannelUsers = await listChannelUsers(client, target, options);
				return (read) => store.applyUsers(appId, target.channelName, users, read);
			}
			case 'user': {
				const user: ChannelUserState = await getChannelUser(client, target, options);
				return (read) => store.applyUser(target, user, read);
			}
		}
	}
}

const OPERATIONS = {
	channels: 'listChannels',
	bans: 'listBanRules',
	users: 'listChannelUsers',
	user: 'getChannelUser',
} as const;

/** Whether other reads would fail for the same reason. */
export function concernsAll(error: unknown): boolean {
	return isAgoraError(error, 'unauthorized', 'dns', 'network', 'timeout');
}
