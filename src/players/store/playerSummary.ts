import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import { playerState } from '../playerText';
import type { ShownPlayer } from './playerConditions';
import type { PlayerStore } from './playerStore';

interface SummaryTimes {
	/** By the monotonic clock. */
	readonly now: () => number;
	/** By Agora's clock. */
	readonly serverNow: () => number;
	/** As `staleMs` of `readingAges`. */
	readonly staleMs: () => number | undefined;
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
	count(): {
		readonly all: number;
		readonly running: number;
		readonly perhapsPaused: number;
		readonly failed: number;
		/** How old that is, in milliseconds, where it is older than expected. */
		readonly staleMs: number | undefined;
	} {
		const shown = this.#shown();
		const of = (condition: string) => shown.filter((each) => each.condition === condition).length;
		return {
			all: shown.length + this.#lost(shown).length,
			running: of('running'),
			perhapsPaused: of('perhapsPaused'),
			failed: of('failed'),
			staleMs: this.#times.staleMs(),
		};
	}

	/** A line for each of at most so many players: what failed or is gone first, then the others. */
	lines(
		atMost: number,
	): { readonly label: string; readonly stateWord: string; readonly ageMs: number | undefined }[] {
		const shown = this.#shown();
		const isBad = ({ condition }: ShownPlayer) => condition === 'failed' || condition === 'gone';
		const bad = shown.filter(isBad).slice(0, atMost);
		const lost = this.#lost(shown).slice(0, atMost - bad.length);
		const good = shown.filter((each) => !isBad(each)).slice(0, atMost - bad.length - lost.length);
		return [
			...bad.map((each) => lineOf(each, this.#times)),
			...lost.map(({ label, outcome, at }) => ({
				label,
				stateWord: outcome === 'failed' ? vscode.l10n.t('failed') : vscode.l10n.t('gone'),
				ageMs: this.#times.now() - at,
			})),
			...good.map((each) => lineOf(each, this.#times)),
		];
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

/** The age is that of its condition where it was seen to begin, else that of the player. */
function lineOf(shown: ShownPlayer, { now, serverNow }: SummaryTimes) {
	const { player, past, since } = shown;
	return {
		label: playerLabel(player),
		stateWord: playerState(shown).word,
		ageMs: past.length > 0 ? now() - since : player.createdAt && serverNow() - player.createdAt.getTime(),
	};
}
