import type { Clock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Emitter } from '../common/emitter';
import { playerLabel } from './playerNames';
import { conditionBefore, type ShownPlayer } from './store/playerConditions';
import type { PlayerStore, PlayerTransition } from './store/playerStore';

/** A player that stopped playing though nobody here stopped it. */
export interface FailedPlayer {
	readonly appId: string;
	readonly id: string;
	readonly label: string;
	readonly shown: ShownPlayer;
	/** `gone` where List no longer tells of it, and certainly will not. */
	readonly how: 'failed' | 'gone';
	/** When that was seen, by the monotonic clock. */
	readonly at: number;
}

/**
 * The player that a change lost; undefined for any other change. One that was idle is gone because its `idleTimeout` passed,
 * as it should (Media Pull REST API, Create API), and one that had failed was lost before.
 */
export function failedBy({ appId, shown }: PlayerTransition): FailedPlayer | undefined {
	const { condition, player, since } = shown;
	if (condition !== 'failed' && condition !== 'gone') {
		return undefined;
	}
	const before = conditionBefore(shown);
	return before === 'failed' || (before === 'idle' && condition === 'gone')
		? undefined
		: { appId, id: player.id, label: playerLabel(player), shown, how: condition, at: since };
}

/** How long a loss counts as recent. */
export const RECENT_MS = 5 * 60_000;

/** A round reads the projects one after the other: what they lost together is told together. */
const GATHERED_MS = 3000;

/** Between two messages. What is lost meanwhile is told in the next one. */
const QUIET_MS = 60_000;

/** Gathers the players that failed or vanished, so that they are told once, and together. */
export class FailedPlayers implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #clock: Clock;
	readonly #tell: (lost: readonly FailedPlayer[]) => void;
	#kept: readonly FailedPlayer[] = [];
	#untold: readonly FailedPlayer[] = [];
	#toldAt = Number.NEGATIVE_INFINITY;
	#telling: Disposable | undefined;
	#forgetting: Disposable | undefined;

	readonly onDidChange = this.#changed.event;

	/** @param tell tells of players that were not told of before. */
	constructor(
		store: Pick<PlayerStore, 'onDidTransition' | 'onDidAct' | 'onDidChange'>,
		clock: Clock,
		tell: (lost: readonly FailedPlayer[]) => void,
	) {
		this.#clock = clock;
		this.#tell = tell;
		this.#subscriptions.add(
			store.onDidTransition((transitions) => this.#add(transitions.flatMap((each) => failedBy(each) ?? []))),
		);
		this.#subscriptions.add(
			store.onDidAct(({ id, act }) => (act === 'deleted' || act === 'deleting') && this.#forget(id)),
		);
		this.#subscriptions.add(store.onDidChange(({ appId }) => appId === undefined && this.#forgetAll()));
	}

	/** Those of the last five minutes, the latest loss of each player, the oldest first. */
	get recent(): readonly FailedPlayer[] {
		return this.#kept;
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#forgetAll();
	}

	#add(lost: readonly FailedPlayer[]): void {
		if (lost.length === 0) {
			return;
		}
		const ids = new Set(lost.map(({ id }) => id));
		const others = (each: FailedPlayer) => !ids.has(each.id);
		this.#kept = [...this.#kept.filter(others), ...lost];
		this.#untold = [...this.#untold.filter(others), ...lost];
		const now = this.#clock.monotonic();
		this.#telling ??= this.#clock.setTimeout(
			() => {
				const untold = this.#untold;
				this.#telling = undefined;
				this.#untold = [];
				if (untold.length > 0) {
					this.#toldAt = this.#clock.monotonic();
					this.#tell(untold);
				}
			},
			Math.max(GATHERED_MS, this.#toldAt + QUIET_MS - now),
		);
		this.#forgetOld();
	}

	#forgetOld(): void {
		const now = this.#clock.monotonic();
		this.#kept = this.#kept.filter(({ at }) => now < at + RECENT_MS);
		this.#forgetting?.dispose();
		const [oldest] = this.#kept;
		this.#forgetting = oldest && this.#clock.setTimeout(() => this.#forgetOld(), oldest.at + RECENT_MS - now);
		this.#changed.fire();
	}

	/** It was deleted here: nobody need be told of it any more. */
	#forget(id: string): void {
		const others = (each: FailedPlayer) => each.id !== id;
		this.#untold = this.#untold.filter(others);
		if (!this.#kept.every(others)) {
			this.#kept = this.#kept.filter(others);
			this.#changed.fire();
		}
	}

	/** The account was left. */
	#forgetAll(): void {
		this.#telling?.dispose();
		this.#forgetting?.dispose();
		this.#telling = undefined;
		this.#untold = [];
		this.#kept = [];
		this.#changed.fire();
	}
}
