import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';
import { playerLabel } from './playerNames';
import { conditionBefore, type ShownPlayer } from './store/playerConditions';
import type { PlayerStore, PlayerTransition } from './store/playerStore';

/** A player that failed, or that is gone although it was not deleted from here. */
export interface FailedPlayer {
	readonly appId: string;
	readonly id: string;
	readonly label: string;
	readonly shown: ShownPlayer;
	/** `gone` if it is certain that List will not show it again. */
	readonly outcome: 'failed' | 'gone';
	/** When a reading showed the failure, by the monotonic clock. */
	readonly at: number;
}

/**
 * The failed player of a transition; undefined for any other transition. A player that was idle ends when its `idleTimeout` passes
 * (Media Pull REST API, Create API), and one that had failed was reported before.
 */
export function failedBy({ appId, shown }: PlayerTransition): FailedPlayer | undefined {
	const { condition, player, since } = shown;
	if (condition !== 'failed' && condition !== 'gone') {
		return undefined;
	}
	const before = conditionBefore(shown);
	return before === 'failed' || (before === 'idle' && condition === 'gone')
		? undefined
		: { appId, id: player.id, label: playerLabel(player), shown, outcome: condition, at: since };
}

/** How long a failure counts as recent. */
export const RECENT_MS = 5 * 60_000;

/** The poller reads projects one after the other. Failures within this time share one message. */
const COLLECT_MS = 3000;

/** The same for failures that notifications report, which arrive together. */
const EVENT_COLLECT_MS = 300;

/** The minimum time between two messages. */
const MESSAGE_INTERVAL_MS = 60_000;

/** Collects players that failed or are gone, so that one message reports them together and once. */
export class FailedPlayers implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #clock: Clock;
	readonly #notify: (failed: readonly FailedPlayer[]) => void;
	#recent: readonly FailedPlayer[] = [];
	#unreported: readonly FailedPlayer[] = [];
	#notifiedAt = Number.NEGATIVE_INFINITY;
	#notification: { readonly timer: Disposable; readonly at: number } | undefined;
	#expiry: Disposable | undefined;

	readonly onDidChange = this.#changed.event;

	/** @param notify called with players that were not reported before. */
	constructor(
		store: Pick<PlayerStore, 'onDidTransition' | 'onDidAct' | 'onDidChange'>,
		clock: Clock,
		notify: (failed: readonly FailedPlayer[]) => void,
	) {
		this.#clock = clock;
		this.#notify = notify;
		this.#subscriptions.add(
			store.onDidTransition((transitions) => {
				const collectMs = transitions.every(({ byEvent }) => byEvent) ? EVENT_COLLECT_MS : COLLECT_MS;
				this.#add(
					transitions.flatMap((each) => failedBy(each) ?? []),
					collectMs,
				);
			}),
		);
		this.#subscriptions.add(
			store.onDidAct(({ id, act }) => (act === 'deleted' || act === 'deleting') && this.#remove(id)),
		);
		this.#subscriptions.add(store.onDidChange(({ appId }) => appId === undefined && this.#clear()));
	}

	/** The failures of the last five minutes, oldest first. Contains the latest failure of each player. */
	get recent(): readonly FailedPlayer[] {
		return this.#recent;
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#clear();
	}

	#add(failed: readonly FailedPlayer[], collectMs: number): void {
		if (failed.length === 0) {
			return;
		}
		const ids = new Set(failed.map(({ id }) => id));
		const others = (each: FailedPlayer) => !ids.has(each.id);
		this.#recent = [...this.#recent.filter(others), ...failed];
		this.#unreported = [...this.#unreported.filter(others), ...failed];
		const now = this.#clock.monotonic();
		this.#notifyAt(Math.max(now + collectMs, this.#notifiedAt + MESSAGE_INTERVAL_MS));
		this.#removeExpired();
	}

	/** Notifies at a time, unless that is planned for an earlier one. */
	#notifyAt(at: number): void {
		if (this.#notification && this.#notification.at <= at) {
			return;
		}
		this.#notification?.timer.dispose();
		const timer = this.#clock.setTimeout(() => {
			const unreported = this.#unreported;
			this.#notification = undefined;
			this.#unreported = [];
			if (unreported.length > 0) {
				this.#notifiedAt = this.#clock.monotonic();
				this.#notify(unreported);
			}
		}, at - this.#clock.monotonic());
		this.#notification = { timer, at };
	}

	#removeExpired(): void {
		const now = this.#clock.monotonic();
		this.#recent = this.#recent.filter(({ at }) => now < at + RECENT_MS);
		this.#expiry?.dispose();
		const [oldest] = this.#recent;
		this.#expiry = oldest && this.#clock.setTimeout(() => this.#removeExpired(), oldest.at + RECENT_MS - now);
		this.#changed.fire();
	}

	/** A player that was deleted from here is not reported. */
	#remove(id: string): void {
		const others = (each: FailedPlayer) => each.id !== id;
		this.#unreported = this.#unreported.filter(others);
		if (!this.#recent.every(others)) {
			this.#recent = this.#recent.filter(others);
			this.#changed.fire();
		}
	}

	/** The user left the account. */
	#clear(): void {
		this.#notification?.timer.dispose();
		this.#expiry?.dispose();
		this.#notification = undefined;
		this.#unreported = [];
		this.#recent = [];
		this.#changed.fire();
	}
}
