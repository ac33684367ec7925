import { Backoff } from '../../agora/backoff';
import { isAgoraError } from '../../agora/errors';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { DueQueue } from '../../common/dueQueue';
import type { Event } from '../../common/emitter';
import { type PlayerUser, userOf } from '../playerNames';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import { type PlayerPresence, type PresenceChange, type PresenceSource, shouldBeInChannel } from './presence';
import {
	FRESH_MS,
	HOVER_MS,
	OPEN_GAP_MS,
	presenceDueAt,
	ROW_GAP_MS,
	type WatchedPlayer,
} from './presenceSchedule';

interface PresencePollerDeps {
	readonly sessions: SessionSource;
	readonly store: Pick<PlayerStore, 'player' | 'onDidChange' | 'onDidRead'>;
	readonly source: PresenceSource;
	/** What rows and details show. */
	readonly presenceOf: (appId: string, shown: ShownPlayer) => PlayerPresence | undefined;
	readonly window: { readonly focused: boolean; readonly onDidChange: Event<void> };
	readonly clock: Pick<Clock, 'monotonic' | 'setTimeout'>;
}

/** What one call reads: an open player, or the players of a channel whose rows are shown. */
interface Reading {
	readonly appId: string;
	readonly isOpen: boolean;
	readonly players: { readonly playerId: string; readonly user: PlayerUser }[];
}

/** More than one, so that a slow response does not keep the others waiting. */
const MAX_CONCURRENT_CALLS = 2;

/**
 * Reads again and again whether the watched players are in their channels: those with open details each, the others by channel, and
 * only while they run. Rows take turns with a fixed rate, whatever their number. Makes no call while the window is not focused.
 */
export class PresencePoller implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PresencePollerDeps;
	readonly #random: () => number;
	#rows: readonly WatchedPlayer[] = [];
	#pages: readonly WatchedPlayer[] = [];
	#hovered: { readonly watched: WatchedPlayer; readonly until: number } | undefined;
	/** All that are due at some time. */
	#readings: readonly Reading[] = [];
	readonly #open = new DueQueue<Reading>();
	readonly #byChannel = new DueQueue<Reading>();
	/** Players whose presence is being read. */
	readonly #underWay = new Set<string>();
	#calls = 0;
	readonly #backoffs = new Map<string, Backoff>();
	/** Projects whose channels the account may not read. Asked again only when the user refreshes. */
	readonly #forbidden = new Set<string>();
	/** Agora refused the credentials: no call is made until something else could be read. */
	#isUnauthorized = false;
	#session: unknown;
	#refreshedAt = Number.NEGATIVE_INFINITY;
	#lastCallAt = Number.NEGATIVE_INFINITY;
	#lastRowCallAt = Number.NEGATIVE_INFINITY;
	#timer: Disposable | undefined;
	#updateTimer: Disposable | undefined;

	/** @param random from 0 to below 1, for jitter. */
	constructor(deps: PresencePollerDeps, random = Math.random) {
		this.#deps = deps;
		this.#random = random;
		const { sessions, store, source, window } = deps;
		this.#session = sessions.current;
		this.#subscriptions.add(sessions.onDidChange(() => this.#onSessionChanged()));
		this.#subscriptions.add(store.onDidChange(() => this.#updateSoon()));
		this.#subscriptions.add(source.onDidChange((change) => this.#onPresenceChanged(change)));
		this.#subscriptions.add(window.onDidChange(() => this.#plan()));
		this.#subscriptions.add(
			store.onDidRead(() => {
				if (this.#isUnauthorized) {
					this.#isUnauthorized = false;
					this.#plan();
				}
			}),
		);
	}

	/** Replaces the players whose rows are shown. */
	watchRows(rows: readonly WatchedPlayer[]): void {
		this.#rows = rows;
		this.#updateSoon();
	}

	/** Replaces the players whose details pages are shown. */
	watchPages(pages: readonly WatchedPlayer[]): void {
		this.#pages = pages;
		this.#updateSoon();
	}

	/** Reads a player whose hover is about to appear, unless it was just read, and watches it for a minute. */
	async readForHover(appId: string, playerId: string): Promise<void> {
		const now = this.#deps.clock.monotonic();
		const watched = { appId, playerId, isOpen: true };
		this.#hovered = { watched, until: now + HOVER_MS };
		const reading = this.#openReading(watched);
		const presence = this.#presenceOf(watched);
		const isFresh = presence?.readAt !== undefined && now - presence.readAt < FRESH_MS;
		if (reading && !isFresh && this.#mayRead() && this.#notBefore(appId) <= now) {
			await this.#read(reading);
		}
		this.#updateSoon();
	}

	/** Reads everything that is watched again, and asks again where the account had no permission. */
	refresh(): void {
		this.#forbidden.clear();
		this.#backoffs.clear();
		this.#isUnauthorized = false;
		this.#refreshedAt = this.#deps.clock.monotonic();
		this.#update();
	}

	dispose(): void {
		this.#subscriptions.dispose();
		// No more calls after those under way.
		this.#session = undefined;
		this.#timer?.dispose();
		this.#updateTimer?.dispose();
	}

	#onSessionChanged(): void {
		const { current } = this.#deps.sessions;
		if (current !== this.#session) {
			this.#session = current;
			this.#backoffs.clear();
			this.#forbidden.clear();
			this.#isUnauthorized = false;
			this.#hovered = undefined;
			this.#updateSoon();
		}
	}

	/** Such as after the channel was read for another view. */
	#onPresenceChanged({ appId, channelName }: PresenceChange): void {
		for (const reading of this.#readings) {
			const isChanged = appId === undefined || reading.appId === appId;
			if (
				isChanged &&
				reading.players.some(({ user }) => (channelName ?? user.channelName) === user.channelName)
			) {
				this.#schedule(reading);
			}
		}
		this.#plan();
	}

	/** Once for changes that arrive together. */
	#updateSoon(): void {
		this.#updateTimer ??= this.#deps.clock.setTimeout(() => this.#update(), 0);
	}

	#update(): void {
		this.#updateTimer?.dispose();
		this.#updateTimer = undefined;
		this.#open.clear();
		this.#byChannel.clear();
		const open = new Map<string, Reading>();
		for (const watched of this.#watchedOpen()) {
			const reading = this.#openReading(watched);
			if (reading) {
				open.set(keyOf(watched), reading);
			}
		}
		this.#readings = [...open.values(), ...this.#channelReadings(open)];
		for (const reading of this.#readings) {
			this.#schedule(reading);
		}
		this.#plan();
	}

	#schedule(reading: Reading): void {
		(reading.isOpen ? this.#open : this.#byChannel).set(reading, this.#dueAt(reading));
	}

	#watchedOpen(): readonly WatchedPlayer[] {
		const hovered = this.#hovered;
		const isHovered = hovered !== undefined && this.#deps.clock.monotonic() < hovered.until;
		return [
			...(isHovered ? [hovered.watched] : []),
			...this.#pages,
			...this.#rows.filter(({ isOpen }) => isOpen),
		];
	}

	#openReading({ appId, playerId }: WatchedPlayer): Reading | undefined {
		const shown = this.#deps.store.player(appId, playerId);
		const user = shown && shown.condition !== 'gone' ? userOf(shown.player) : undefined;
		return user && { appId, isOpen: true, players: [{ playerId, user }] };
	}

	/** The running players whose rows are shown, by channel. */
	#channelReadings(open: ReadonlyMap<string, Reading>): Iterable<Reading> {
		const readings = new Map<string, Reading>();
		for (const watched of this.#rows) {
			const { appId, playerId } = watched;
			const shown = this.#deps.store.player(appId, playerId);
			const user = shown && shouldBeInChannel(shown) ? userOf(shown.player) : undefined;
			if (user && !open.has(keyOf(watched))) {
				const key = JSON.stringify([appId, user.channelName]);
				const reading = readings.get(key) ?? { appId, isOpen: false, players: [] };
				reading.players.push({ playerId, user });
				readings.set(key, reading);
			}
		}
		return readings.values();
	}

	#dueAt({ appId, isOpen, players }: Reading): number {
		const dues = players.map(({ playerId }) => {
			const presence = this.#presenceOf({ appId, playerId });
			return presence && !this.#underWay.has(keyOf({ appId, playerId }))
				? presenceDueAt(presence, isOpen, this.#refreshedAt)
				: Number.POSITIVE_INFINITY;
		});
		return Math.max(Math.min(...dues), this.#notBefore(appId));
	}

	#notBefore(appId: string): number {
		return this.#forbidden.has(appId)
			? Number.POSITIVE_INFINITY
			: (this.#backoffs.get(appId)?.notBefore ?? Number.NEGATIVE_INFINITY);
	}

	#presenceOf({ appId, playerId }: Pick<WatchedPlayer, 'appId' | 'playerId'>): PlayerPresence | undefined {
		const { store, presenceOf } = this.#deps;
		const shown = store.player(appId, playerId);
		return shown && presenceOf(appId, shown);
	}

	#mayRead(): boolean {
		const { sessions, window } = this.#deps;
		return (
			sessions.current !== undefined &&
			sessions.current === this.#session &&
			window.focused &&
			!this.#isUnauthorized
		);
	}

	/** Reads what is due, and sets a timer for the next reading. */
	#plan(): void {
		this.#timer?.dispose();
		this.#timer = undefined;
		const now = this.#deps.clock.monotonic();
		while (this.#mayRead() && this.#calls < MAX_CONCURRENT_CALLS) {
			const next = this.#next();
			if (!next) {
				return;
			}
			if (next.at > now) {
				this.#timer = this.#deps.clock.setTimeout(() => this.#plan(), next.at - now);
				return;
			}
			next.queue.delete(next.reading);
			void this.#read(next.reading);
		}
	}

	/** Open players come first when both are due. */
	#next() {
		const free = this.#lastCallAt + OPEN_GAP_MS;
		const freeForRows = Math.max(free, this.#lastRowCallAt + ROW_GAP_MS);
		const open = nextOf(this.#open, free);
		const rows = nextOf(this.#byChannel, freeForRows);
		return open && rows ? (rows.at < open.at ? rows : open) : (open ?? rows);
	}

	async #read(reading: Reading): Promise<void> {
		const { appId, isOpen, players } = reading;
		const { source, clock } = this.#deps;
		const session = this.#session;
		this.#lastCallAt = clock.monotonic();
		if (!isOpen) {
			this.#lastRowCallAt = this.#lastCallAt;
		}
		const keys = players.map(({ playerId }) => keyOf({ appId, playerId }));
		for (const key of keys) {
			this.#underWay.add(key);
		}
		this.#calls += 1;
		const users = players.map(({ user }) => user);
		await source.read(appId, users);
		this.#calls -= 1;
		for (const key of keys) {
			this.#underWay.delete(key);
		}
		if (session === this.#session) {
			const [first] = users;
			this.#applyOutcome(appId, first && source.presenceOf(appId, first).error);
		}
		if (isOpen || !this.#readings.includes(reading)) {
			// It may no longer be watched.
			this.#update();
		} else {
			this.#schedule(reading);
			this.#plan();
		}
	}

	#applyOutcome(appId: string, error: unknown): void {
		if (error === undefined) {
			this.#backoffs.delete(appId);
			this.#forbidden.delete(appId);
			return;
		}
		if (isAgoraError(error, 'forbidden')) {
			this.#forbidden.add(appId);
		}
		this.#isUnauthorized ||= isAgoraError(error, 'unauthorized');
		const backoff = this.#backoffs.get(appId) ?? new Backoff(this.#random);
		this.#backoffs.set(appId, backoff);
		backoff.failed(this.#deps.clock.monotonic(), error);
	}
}

function keyOf({ appId, playerId }: Pick<WatchedPlayer, 'appId' | 'playerId'>): string {
	return `${appId} ${playerId}`;
}

function nextOf(queue: DueQueue<Reading>, freeFrom: number) {
	const first = queue.first;
	return first && { queue, reading: first.item, at: Math.max(first.due, freeFrom) };
}
