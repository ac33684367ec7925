import { Backoff } from '../agora/backoff';
import { isAgoraError } from '../agora/errors';
import type { SessionSource } from '../agora/session';
import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { DueQueue } from '../common/dueQueue';
import type { Event } from '../common/emitter';
import { type ChannelReader, concernsAll, type ReadOutcome, type WatchedChannels } from './channelReader';
import { type ChannelStore, keyOfTarget, type ReadTarget } from './channelStore';

/** The view, as far as polling needs it. */
export interface WatchedView {
	readonly isVisible: boolean;
	/** What is read while the view is visible. */
	readonly watched: WatchedChannels;
	/** One of them changed. */
	readonly onDidChangeWatched: Event<void>;
}

interface ChannelPollerDeps {
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly store: ChannelStore;
	readonly reader: Pick<ChannelReader, 'read' | 'onDidRead' | 'availableFrom'>;
	readonly view: WatchedView;
	readonly window: { readonly focused: boolean; readonly onDidChange: Event<void> };
	/** The setting `agora.channels.refreshSeconds`, in milliseconds. */
	readonly period: { readonly ms: number; readonly onDidChange: Event<void> };
	readonly clock: Pick<Clock, 'monotonic' | 'setTimeout'>;
}

/** Something that is read again and again. */
interface Polled {
	readonly target: ReadTarget;
	readonly backoff: Backoff;
	isUnderWay: boolean;
	/** Whether a notification says that it changed after the last reading began. */
	isChanged: boolean;
}

const MAX_CONCURRENT_READS = 4;

/** The minimum time between two reads: half the rate of the strictest limit, that of ban rules. */
const MIN_GAP_MS = 200;

/** Ban rules change seldom, and those that are created here are shown at once. */
const BANS_PERIOD_MS = 60_000;

/** The minimum period for each object of a kind: the more there are, the less often each is read. */
export const SHARE_MS = 500;
const RARE_SHARE_MS = 1000;

/** How much earlier something is read that changed, however many notifications say so. */
const EARLY = 3;

/**
 * Reads what the view shows again and again while it is visible and the window has focus: channels and the users of expanded
 * channels as often as the setting says, ban rules once a minute. Does not read again what Agora refuses to this account (403), until
 * a refresh succeeds.
 */
export class ChannelPoller implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: ChannelPollerDeps;
	readonly #random: () => number;
	readonly #polled = new Map<string, Polled>();
	/** One for each call, because their limits differ. */
	readonly #queues: ReadonlyMap<ReadTarget['what'], DueQueue<Polled>> = new Map(
		(['channels', 'users', 'bans'] as const).map((what) => [what, new DueQueue()]),
	);
	/** After failures that concern everything. */
	readonly #outage: Backoff;
	/** Agora refused the credentials: nothing is read until a refresh succeeds. */
	#isUnauthorized = false;
	#periods: Periods | undefined;
	#timer: Disposable | undefined;
	#abort = new AbortController();
	#underWay = 0;
	#lastCallAt = Number.NEGATIVE_INFINITY;
	#lastReadAt = Number.NEGATIVE_INFINITY;

	/** @param random from 0 to below 1, for jitter. */
	constructor(deps: ChannelPollerDeps, random = Math.random) {
		this.#deps = deps;
		this.#random = random;
		this.#outage = new Backoff(random);
		const { store, reader, view, window, period } = deps;
		this.#subscriptions.add(reader.onDidRead((outcome) => this.#onDidRead(outcome)));
		this.#subscriptions.add(view.onDidChangeWatched(() => this.#sync()));
		this.#subscriptions.add(window.onDidChange(() => this.#sync()));
		this.#subscriptions.add(period.onDidChange(() => this.#scheduleAll()));
		this.#subscriptions.add(
			store.onDidChange(({ what }) => {
				if (what === 'all') {
					this.#reset();
				}
			}),
		);
		this.#sync();
	}

	/** Reads what the view shows of channels earlier, because notifications say that they changed. */
	readSoon(channels: readonly { readonly appId: string; readonly channelName: string }[]): void {
		for (const channel of channels) {
			for (const what of ['channels', 'users'] as const) {
				const polled = this.#polled.get(keyOfTarget({ what, ...channel }));
				if (polled) {
					polled.isChanged = true;
					this.#schedule(polled);
				}
			}
		}
		this.#plan();
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#timer?.dispose();
		this.#abort.abort();
		this.#clear();
	}

	/** Adopts what the view shows. Cancels reads that nobody sees. */
	#sync(): void {
		const { view } = this.#deps;
		if (!this.#isWatched()) {
			this.#abort.abort();
			this.#abort = new AbortController();
		}
		const targets = view.isVisible ? targetsOf(view.watched) : new Map<string, ReadTarget>();
		for (const [key, polled] of this.#polled) {
			if (!targets.has(key)) {
				this.#polled.delete(key);
				this.#queueOf(polled)?.delete(polled);
			}
		}
		for (const [key, target] of targets) {
			if (!this.#polled.has(key)) {
				this.#polled.set(key, {
					...{ target, backoff: new Backoff(this.#random) },
					...{ isUnderWay: false, isChanged: false },
				});
			}
		}
		this.#scheduleAll();
	}

	#scheduleAll(): void {
		this.#periods = undefined;
		for (const polled of this.#polled.values()) {
			this.#schedule(polled);
		}
		this.#plan();
	}

	#schedule(polled: Polled): void {
		const { target, backoff, isChanged } = polled;
		const { loadedAt = Number.NEGATIVE_INFINITY, error } = this.#reading(target);
		const due =
			polled.isUnderWay || isAgoraError(error, 'forbidden')
				? Number.POSITIVE_INFINITY
				: Math.max(loadedAt + this.#periodOf(target) / (isChanged ? EARLY : 1), backoff.notBefore);
		this.#queueOf(polled)?.set(polled, due);
	}

	#queueOf({ target }: Polled): DueQueue<Polled> | undefined {
		return this.#queues.get(target.what);
	}

	#reading(target: ReadTarget) {
		const { store } = this.#deps;
		switch (target.what) {
			case 'channels':
				return store.channels(target.appId);
			case 'bans':
				return store.bans(target.appId);
			case 'users':
				return store.users(target.appId, target.channelName);
			case 'user':
				return store.user(target.appId, target.channelName, target.uid);
		}
	}

	#periodOf(target: ReadTarget): number {
		this.#periods ??= this.#readPeriods();
		const { busyMs, otherMs, bansMs, usersMs } = this.#periods;
		switch (target.what) {
			case 'channels':
				return this.#hasChannels(target.appId) ? busyMs : otherMs;
			case 'bans':
				return bansMs;
			default:
				return usersMs;
		}
	}

	#readPeriods(): Periods {
		const { ms } = this.#deps.period;
		const all = [...this.#polled.values()];
		const projects = all.filter(({ target }) => target.what === 'channels');
		const busy = projects.filter(({ target }) => this.#hasChannels(target.appId)).length;
		return {
			busyMs: Math.max(ms, busy * SHARE_MS),
			otherMs: Math.max(ms, (projects.length - busy) * RARE_SHARE_MS),
			bansMs: Math.max(ms, BANS_PERIOD_MS, projects.length * RARE_SHARE_MS),
			usersMs: Math.max(ms, all.filter(({ target }) => target.what === 'users').length * SHARE_MS),
		};
	}

	#hasChannels(appId: string): boolean {
		return (this.#deps.store.channels(appId).value ?? []).length > 0;
	}

	/** Reads what is due, and sets a timer for what is due next. */
	#plan(): void {
		this.#timer?.dispose();
		this.#timer = undefined;
		while (this.#isWatched() && !this.#isUnauthorized && this.#underWay < MAX_CONCURRENT_READS) {
			const next = this.#next();
			if (!next) {
				return;
			}
			const from = Math.max(next.due, this.#lastCallAt + MIN_GAP_MS, this.#outage.notBefore);
			const wait = from - this.#deps.clock.monotonic();
			if (wait > 0) {
				this.#timer = this.#deps.clock.setTimeout(() => this.#plan(), wait);
				return;
			}
			void this.#read(next.item);
		}
	}

	/** What is read next, when its limit allows it. */
	#next(): { readonly item: Polled; readonly due: number } | undefined {
		let next: { readonly item: Polled; readonly due: number } | undefined;
		for (const { first } of this.#queues.values()) {
			if (first) {
				const due = Math.max(first.due, this.#deps.reader.availableFrom(first.item.target));
				next = next && next.due <= due ? next : { item: first.item, due };
			}
		}
		return next;
	}

	#isWatched(): boolean {
		const { sessions, view, window } = this.#deps;
		return sessions.current !== undefined && view.isVisible && window.focused;
	}

	async #read(polled: Polled): Promise<void> {
		const { reader, clock } = this.#deps;
		this.#underWay += 1;
		this.#lastCallAt = clock.monotonic();
		polled.isUnderWay = true;
		polled.isChanged = false;
		this.#queueOf(polled)?.delete(polled);
		await reader.read(polled.target, { priority: 'polling', signal: this.#abort.signal });
		this.#underWay -= 1;
		polled.isUnderWay = false;
		if (this.#polled.get(keyOfTarget(polled.target)) === polled) {
			this.#schedule(polled);
		}
		this.#plan();
	}

	/** Also after a refresh, which ends backoffs and postpones the next reading. */
	#onDidRead({ target, startedAt, error }: ReadOutcome): void {
		const now = this.#deps.clock.monotonic();
		const polled = this.#polled.get(keyOfTarget(target));
		if (error === undefined) {
			this.#lastReadAt = now;
			this.#outage.succeeded();
			this.#isUnauthorized = false;
			polled?.backoff.succeeded();
		} else {
			polled?.backoff.failed(now, error);
			if (isAgoraError(error, 'unauthorized')) {
				this.#isUnauthorized = true;
			} else if (concernsAll(error) && this.#lastReadAt < startedAt) {
				// While others can be read, the failure concerns this target alone.
				this.#outage.failed(now, error);
			}
		}
		this.#reschedule(polled, target);
	}

	/** The period of a project changes with its first channel and with its last one. */
	#reschedule(polled: Polled | undefined, { what }: ReadTarget): void {
		const before = this.#periods;
		if (what === 'channels') {
			this.#periods = this.#readPeriods();
		}
		const isSame = before?.busyMs === this.#periods?.busyMs && before?.otherMs === this.#periods?.otherMs;
		if (!isSame) {
			this.#scheduleAll();
		} else if (polled) {
			this.#schedule(polled);
			this.#plan();
		}
	}

	#reset(): void {
		this.#abort.abort();
		this.#abort = new AbortController();
		this.#clear();
		this.#outage.succeeded();
		this.#isUnauthorized = false;
		this.#lastReadAt = Number.NEGATIVE_INFINITY;
		this.#sync();
	}

	#clear(): void {
		this.#polled.clear();
		for (const queue of this.#queues.values()) {
			queue.clear();
		}
	}
}

/** In milliseconds. */
interface Periods {
	/** Of the channels of projects that have some. */
	readonly busyMs: number;
	/** Of the channels of other projects. */
	readonly otherMs: number;
	readonly bansMs: number;
	readonly usersMs: number;
}

/** In the order in which they are read first. */
function targetsOf({ appIds, expanded }: WatchedChannels): Map<string, ReadTarget> {
	const targets: ReadTarget[] = [
		...appIds.map((appId) => ({ what: 'channels', appId }) as const),
		...expanded.map((channel) => ({ what: 'users', ...channel }) as const),
		...appIds.map((appId) => ({ what: 'bans', appId }) as const),
	];
	return new Map(targets.map((target) => [keyOfTarget(target), target]));
}
