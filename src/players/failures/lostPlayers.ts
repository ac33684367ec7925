import type { AlarmClock } from '../../platform/clock';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import { Emitter } from '../../platform/emitter';
import type { PlayerStore } from '../playerStore';
import { type LostPlayer, lostBy } from './lostPlayer';

/** How long a loss counts as recent. */
export const RECENT_MS = 5 * 60_000;

/** A round reads the projects one after the other: what they lost together is told together. */
const GATHERED_MS = 3000;

/** Between two messages. What is lost meanwhile is told in the next one. */
const QUIET_MS = 60_000;

/** Gathers the players that failed or vanished, so that they are told once, and together. */
export class LostPlayers implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new Emitter<void>());
	private readonly clock: AlarmClock;
	private readonly tell: (lost: readonly LostPlayer[]) => void;
	private kept: readonly LostPlayer[] = [];
	private untold: readonly LostPlayer[] = [];
	private toldAt = Number.NEGATIVE_INFINITY;
	private telling: Disposable | undefined;
	private forgetting: Disposable | undefined;

	readonly onDidChange = this.changed.event;

	/** @param tell tells of players that were not told of before. */
	constructor(
		store: Pick<PlayerStore, 'onDidTransition' | 'onDidAct' | 'onDidChange'>,
		clock: AlarmClock,
		tell: (lost: readonly LostPlayer[]) => void,
	) {
		this.clock = clock;
		this.tell = tell;
		this.subscriptions.add(
			store.onDidTransition((transitions) => this.add(transitions.flatMap((each) => lostBy(each) ?? []))),
		);
		this.subscriptions.add(
			store.onDidAct(({ id, act }) => (act === 'deleted' || act === 'deleting') && this.forget(id)),
		);
		this.subscriptions.add(store.onDidChange(({ appId }) => appId === undefined && this.forgetAll()));
	}

	/** Those of the last five minutes, the latest loss of each player, the oldest first. */
	get recent(): readonly LostPlayer[] {
		return this.kept;
	}

	dispose(): void {
		this.subscriptions.dispose();
		this.forgetAll();
	}

	private add(lost: readonly LostPlayer[]): void {
		if (lost.length === 0) {
			return;
		}
		const ids = new Set(lost.map(({ id }) => id));
		const others = (each: LostPlayer) => !ids.has(each.id);
		this.kept = [...this.kept.filter(others), ...lost];
		this.untold = [...this.untold.filter(others), ...lost];
		const now = this.clock.monotonic();
		this.telling ??= this.clock.after(Math.max(GATHERED_MS, this.toldAt + QUIET_MS - now), () => {
			const { untold } = this;
			this.telling = undefined;
			this.untold = [];
			if (untold.length > 0) {
				this.toldAt = this.clock.monotonic();
				this.tell(untold);
			}
		});
		this.forgetOld();
	}

	private forgetOld(): void {
		const now = this.clock.monotonic();
		this.kept = this.kept.filter(({ at }) => now < at + RECENT_MS);
		this.forgetting?.dispose();
		const [oldest] = this.kept;
		this.forgetting = oldest && this.clock.after(oldest.at + RECENT_MS - now, () => this.forgetOld());
		this.changed.fire();
	}

	/** It was deleted here: nobody need be told of it any more. */
	private forget(id: string): void {
		const others = (each: LostPlayer) => each.id !== id;
		this.untold = this.untold.filter(others);
		if (!this.kept.every(others)) {
			this.kept = this.kept.filter(others);
			this.changed.fire();
		}
	}

	/** The account was left. */
	private forgetAll(): void {
		this.telling?.dispose();
		this.forgetting?.dispose();
		this.telling = undefined;
		this.untold = [];
		this.kept = [];
		this.changed.fire();
	}
}
