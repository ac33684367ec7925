import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';

/**
 * Remembers over reloads the sequence that each player's last update was sent with. The next one must be larger, and no
 * call reads it back (api-facts §3, Update).
 */
export class SequenceMemory {
	private readonly sequences: BoundedMemento<number>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.sequences = new BoundedMemento(memento, 'agora.playerSequences', 500, readSequence);
	}

	/**
	 * A sequence for the player's next update, stored before it is given out: one that was sent is used up even when its
	 * answer is lost. It is Unix time in seconds or larger, so that it also follows what others sent by that rule.
	 *
	 * @param now Milliseconds since 1970.
	 */
	async next(playerId: string, now: number): Promise<number> {
		return await this.take(playerId, Math.floor(now / 1000));
	}

	/**
	 * Likewise, after Agora refused one: somebody else counts in larger numbers. Unix time in milliseconds exceeds all that
	 * count up or take the time in seconds.
	 */
	async leap(playerId: string, now: number): Promise<number> {
		return await this.take(playerId, now);
	}

	private async take(playerId: string, atLeast: number): Promise<number> {
		let sequence = atLeast;
		await this.sequences.update(playerId, (last) => {
			sequence = Math.max(last === undefined ? 0 : last + 1, atLeast);
			return sequence;
		});
		return sequence;
	}
}

function readSequence(stored: unknown): number | undefined {
	return typeof stored === 'number' && Number.isSafeInteger(stored) ? stored : undefined;
}
