import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';

/**
 * Stores over reloads the sequence of each player's last update. The next one must be larger, and no operation returns it
 * (docs/agora-api.md, Media Pull: Update).
 */
export class UpdateSequences {
	readonly #sequences: BoundedMemento<number>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#sequences = new BoundedMemento(memento, 'agora.playerSequences', 500, readSequence);
	}

	/**
	 * Returns a sequence for the player's next update. It is stored first, since a sent one is used up even if its response is
	 * lost. It is at least the Unix time in seconds, so that it is larger than those of other clients that follow that rule.
	 *
	 * @param now Milliseconds since 1970.
	 */
	async next(playerId: string, now: number): Promise<number> {
		return await this.#take(playerId, Math.floor(now / 1000));
	}

	/**
	 * The same after Agora refused one because another client uses larger numbers. Unix time in milliseconds is larger than
	 * counters and times in seconds.
	 */
	async leap(playerId: string, now: number): Promise<number> {
		return await this.#take(playerId, now);
	}

	async #take(playerId: string, atLeast: number): Promise<number> {
		let sequence = atLeast;
		await this.#sequences.update(playerId, (last) => {
			sequence = Math.max(last === undefined ? 0 : last + 1, atLeast);
			return sequence;
		});
		return sequence;
	}
}

function readSequence(stored: unknown): number | undefined {
	return typeof stored === 'number' && Number.isSafeInteger(stored) ? stored : undefined;
}

/** Whether a player is paused; `perhaps` where the response to a pause or a resume was lost. */
export type Paused = boolean | 'perhaps';

/** A pause or a resume that is being sent. */
export interface PauseWrite {
	readonly id: string;
	readonly paused: boolean;
	/** The state of the player if the write is not done. */
	was: Paused;
}

/**
 * Stores over reloads which players were paused from here: List has no status for it. A write is stored before it is sent, so that a
 * player is perhaps paused if the response is lost, also by a reload.
 */
export class PausedPlayers {
	readonly #states: BoundedMemento<Paused>;
	/** The writes of this window, oldest first. Until a write ends, its player keeps its state. */
	readonly #writes = new Set<PauseWrite>();

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#states = new BoundedMemento(memento, 'agora.pausedPlayers', 500, readState);
	}

	of(id: string): Paused {
		return this.#writesOf(id)[0]?.was ?? this.#states.get(id) ?? false;
	}

	/** Call and await this before a player is paused or resumed. */
	async begin(id: string, paused: boolean): Promise<PauseWrite> {
		const write: PauseWrite = { id, paused, was: this.of(id) };
		this.#writes.add(write);
		try {
			await this.#states.set(id, 'perhaps');
		} catch (error) {
			this.#writes.delete(write);
			throw error;
		}
		return write;
	}

	/** Call this once for each `begin`. `of` returns the new state at once. Resolves when it is stored. */
	async end(write: PauseWrite, outcome: 'done' | 'notDone' | 'unknown'): Promise<void> {
		const { id, paused, was } = write;
		this.#writes.delete(write);
		const now = { done: paused, notDone: was, unknown: 'perhaps' as const }[outcome];
		const others = this.#writesOf(id);
		for (const other of others) {
			other.was = now;
		}
		// `perhaps` stays stored until all writes have ended.
		if (others.length === 0) {
			await (now === false ? this.#states.delete(id) : this.#states.set(id, now));
		}
	}

	#writesOf(id: string): PauseWrite[] {
		return [...this.#writes].filter((write) => write.id === id);
	}
}

function readState(stored: unknown): Paused | undefined {
	return stored === true || stored === 'perhaps' ? stored : undefined;
}
