import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import { stateText } from '../stateText';
import { countConditions, needsAttention, type ShownPlayer } from './playerConditions';
import type { PlayerStore } from './playerStore';

interface SummaryTimes {
	/** By the monotonic clock. */
	readonly now: () => number;
	/** By Agora's clock. */
	readonly serverNow: () => number;
	/** As `staleMs` of `readingAges`. */
	readonly staleMs: () => number | undefined;
}

export interface PlayerCounts {
	/** Including those that were lost within the last minutes. */
	readonly all: number;
	readonly running: number;
	readonly perhapsPaused: number;
	readonly failed: number;
	/** Not listed any more, without having been deleted from here. */
	readonly gone: number;
	/** Connecting for too long. */
	readonly stuck: number;
	/** The age of the counts in milliseconds, if they are older than expected. */
	readonly staleMs: number | undefined;
}

/** All players in short, with those that were lost within the last minutes. */
export class PlayerSummary implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #store: PlayerStore;
	readonly #live: LivePlayers;
	readonly #times: SummaryTimes;

	readonly onDidChange = this.#changed.event;

	constructor(store: PlayerStore, live: LivePlayers, times: SummaryTimes) {
		this.#store = store;
		this.#live = live;
		this.#times = times;
		this.#subscriptions.add(live.onDidChange(() => this.#changed.fire()));
		this.#subscriptions.add(store.onDidChange(() => this.#changed.fire()));
	}

	/** How many there are in all, and of the conditions that matter. */
	count(): PlayerCounts {
		const shown = this.#shown();
		const lost = this.#lost(shown);
		const { running, perhapsPaused, failed, gone, stuck } = countConditions(shown);
		const lostFailed = lost.filter(({ outcome }) => outcome === 'failed').length;
		return {
			all: shown.length + lost.length,
			...{ running, perhapsPaused, stuck },
			failed: failed + lostFailed,
			gone: gone + lost.length - lostFailed,
			staleMs: this.#times.staleMs(),
		};
	}

	/** A line for each of at most so many players: those that need attention first, then the others. */
	lines(atMost: number): { readonly label: string; readonly state: string }[] {
		const shown = this.#shown();
		const bad = shown.filter(needsAttention);
		const lost = this.#lost(shown).map((each) => each.shown);
		const good = shown.filter((each) => !needsAttention(each));
		return [...bad, ...lost, ...good]
			.slice(0, atMost)
			.map((each) => ({ label: playerLabel(each.player), state: this.stateText(each) }));
	}

	/** The state of a player and how long it has lasted. */
	stateText(shown: ShownPlayer): string {
		const { now, serverNow } = this.#times;
		return stateText(shown, { now: now(), serverNow: serverNow() });
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#shown(): readonly ShownPlayer[] {
		return [...this.#store.appIdsWithPlayers].flatMap((appId) => this.#store.players(appId));
	}

	/** Those that are no longer shown. */
	#lost(shown: readonly ShownPlayer[]) {
		const lost = this.#live.recentlyFailed;
		const ids = new Set(lost.length > 0 ? shown.map(({ player }) => player.id) : []);
		return lost.filter(({ id }) => !ids.has(id));
	}
}
