import type { Clock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import type { LivePlayers } from './livePlayers';
import { afterEvent, latestEvents, type PlayerEvent } from './store/playerEvents';
import type { PlayerStore } from './store/playerStore';

interface EventReceiverDeps {
	readonly store: Pick<PlayerStore, 'applyEvent' | 'applyDeleted'>;
	readonly live: Pick<LivePlayers, 'pollSoon'>;
	readonly clock: Pick<Clock, 'monotonic' | 'setTimeout'>;
}

/** A project is read several times in the ten seconds after `pollSoon`. */
const POLL_INTERVAL_MS = 10_000;

/**
 * Applies events of notifications to the players that are shown. A player that is not shown is not added: a notification does not say
 * enough about it, and the account may not have it. Its project is read instead, however many events arrive.
 */
export class PlayerEventReceiver implements Disposable {
	readonly #deps: EventReceiverDeps;
	/** By App ID: until when `pollSoon` is not called again, and whether it should be called then. */
	readonly #polls = new Map<string, { readonly timer: Disposable; isDue: boolean }>();

	constructor(deps: EventReceiverDeps) {
		this.#deps = deps;
	}

	/** @param events may be in any order, and contain repeated ones. */
	apply(events: readonly PlayerEvent[]): void {
		const { store, clock } = this.#deps;
		for (const event of latestEvents(events)) {
			const { appId, playerId } = event;
			const now = clock.monotonic();
			const { outcome } = store.applyEvent(appId, (players, isPaused) =>
				afterEvent(players, event, now, isPaused),
			);
			if (outcome === 'deleted') {
				store.applyDeleted(appId, { id: playerId }, now);
			} else if (outcome === 'unclear') {
				this.#pollSoon(appId);
			}
		}
	}

	dispose(): void {
		for (const { timer } of this.#polls.values()) {
			timer.dispose();
		}
		this.#polls.clear();
	}

	#pollSoon(appId: string): void {
		const waiting = this.#polls.get(appId);
		if (waiting) {
			waiting.isDue = true;
			return;
		}
		const timer = this.#deps.clock.setTimeout(() => {
			const isDue = this.#polls.get(appId)?.isDue;
			this.#polls.delete(appId);
			if (isDue) {
				this.#pollSoon(appId);
			}
		}, POLL_INTERVAL_MS);
		this.#polls.set(appId, { timer, isDue: false });
		this.#deps.live.pollSoon(appId);
	}
}
