import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';

/**
 * Remembers over reloads the sequence that each player's last update was sent with. The next one must be larger, and no
 * call reads it back (docs/agora-api.md, Media Pull: Update).
 */
export class SequenceMemory {
	readonly #sequences: BoundedMemento<number>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#sequences = new BoundedMemento(memento, 'agora.playerSequences', 500, readSequence);
	}

	/**
	 * A sequence for the player's next update, stored before it is given out: one that was sent is used up even when its
	 * answer is lost. It is Unix time in seconds or larger, so that it also follows what others sent by that rule.
	 *
	 * @param now Milliseconds since 1970.
	 */
	async next(playerId: string, now: number): Promise<number> {
		return await this.#take(playerId, Math.floor(now / 1000));
	}

	/**
	 * Likewise, after Agora refused one: somebody else counts in larger numbers. Unix time in milliseconds exceeds all that
	 * count up or take the time in seconds.
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
	/** What the player is should the write not be done. */
	was: Paused;
}

/**
 * Remembers over reloads which players were paused from here: List has no status for it, and no call reads it back. A write is
 * stored before it is sent, so that a player whose response is lost, be it by a reload, is known to be perhaps paused.
 */
export class PausedMemory {
	readonly #states: BoundedMemento<Paused>;
	/** The writes of this window, oldest first. Until one ends, its player is shown as it was. */
	readonly #writes = new Set<PauseWrite>();

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#states = new BoundedMemento(memento, 'agora.pausedPlayers', 500, readState);
	}

	of(id: string): Paused {
		return this.#writesOf(id)[0]?.was ?? this.#states.get(id) ?? false;
	}

	/** To be called, and to be awaited, before a player is paused or resumed. */
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

	/** To be called once for each `begin`. `of` tells the new state at once; resolves when it is stored. */
	async end(write: PauseWrite, outcome: 'done' | 'notDone' | 'unknown'): Promise<void> {
		const { id, paused, was } = write;
		this.#writes.delete(write);
		const now = { done: paused, notDone: was, unknown: 'perhaps' as const }[outcome];
		const others = this.#writesOf(id);
		for (const other of others) {
			other.was = now;
		}
		// While another write is under way, `perhaps` stays stored.
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
