import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import { LEASE_MS, type RestartNote, type RestartNotes } from './lifecycleMemory';

interface LeaseDeps {
	readonly sessions: SessionSource;
	readonly notes: RestartNotes;
	readonly clock: Clock;
}

/** The restarts that run in this window, which it renews the leases of, and those that a reload interrupted. */
export class RestartLeases implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #found = this.#subscriptions.add(new Emitter<RestartNote>());
	readonly #deps: LeaseDeps;
	readonly #running = new Set<string>();
	readonly #renewals = new Map<string, Disposable>();
	/** The restarts of this window and those that were reported as interrupted. */
	readonly #reported = new Set<string>();
	#accountId: string | undefined;
	#session: unknown;
	#nextCheck: Disposable | undefined;

	/** Fires once for each restart that a reload interrupted. */
	readonly onDidFindInterrupted = this.#found.event;

	constructor(deps: LeaseDeps) {
		this.#deps = deps;
		this.#subscriptions.add(deps.sessions.onDidChange(() => this.#followSession()));
		this.#followSession();
	}

	isRunning(playerId: string): boolean {
		return this.#running.has(playerId);
	}

	/** Stores the restart and renews its lease until `end`. */
	async start(note: Omit<RestartNote, 'leasedUntil'>): Promise<void> {
		const { notes, clock } = this.#deps;
		const { playerId } = note;
		this.#running.add(playerId);
		// This window reports the failure itself.
		this.#reported.add(playerId);
		await notes.set({ ...note, leasedUntil: clock.now() + LEASE_MS });
		this.#renewLater(playerId);
	}

	end(playerId: string): void {
		this.#running.delete(playerId);
		this.#renewals.get(playerId)?.dispose();
		this.#renewals.delete(playerId);
	}

	/** The restarts that a reload interrupted and that no other window holds the lease of. */
	interrupted(accountId: string): readonly RestartNote[] {
		return this.#notRunning(accountId).flatMap(({ note, leftMs }) => (leftMs > 0 ? [] : [note]));
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#nextCheck?.dispose();
		for (const renewal of this.#renewals.values()) {
			renewal.dispose();
		}
		this.#renewals.clear();
	}

	#followSession(): void {
		const { sessions, clock } = this.#deps;
		if (sessions.current !== this.#session) {
			this.#session = sessions.current;
			this.#accountId = sessions.current?.accountId;
			this.#nextCheck?.dispose();
			this.#nextCheck = sessions.current && clock.setTimeout(() => this.#findInterrupted(), 0);
		}
	}

	/** Checks again when the lease of another window ends, which may be this one before its reload. */
	#findInterrupted(): void {
		let nextMs = Number.POSITIVE_INFINITY;
		for (const { note, leftMs } of this.#accountId === undefined ? [] : this.#notRunning(this.#accountId)) {
			if (leftMs > 0) {
				nextMs = Math.min(nextMs, leftMs);
			} else if (!this.#reported.has(note.playerId)) {
				this.#reported.add(note.playerId);
				this.#found.fire(note);
			}
		}
		this.#nextCheck = Number.isFinite(nextMs)
			? this.#deps.clock.setTimeout(() => this.#findInterrupted(), nextMs)
			: undefined;
	}

	#notRunning(accountId: string): readonly { note: RestartNote; leftMs: number }[] {
		const { notes, clock } = this.#deps;
		return notes
			.of(accountId)
			.filter(({ playerId }) => !this.#running.has(playerId))
			.map((note) => {
				const leftMs = note.leasedUntil - clock.now();
				// A longer lease means that the clock was set back.
				return { note, leftMs: leftMs > LEASE_MS ? 0 : leftMs };
			});
	}

	#renewLater(playerId: string): void {
		const { notes, clock } = this.#deps;
		const renewal = clock.setTimeout(() => {
			void notes.lease(playerId, clock.now());
			this.#renewLater(playerId);
		}, LEASE_MS / 3);
		this.#renewals.set(playerId, renewal);
	}
}
