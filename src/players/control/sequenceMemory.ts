import type { Memento } from 'vscode';

const SEQUENCES = 'agora.playerSequences';
const KEPT_AT_MOST = 500;

/**
 * Remembers over reloads the sequence that each player's last update was sent with. The next one must be larger, and no
 * call reads it back (api-facts §3, Update).
 */
export class SequenceMemory {
	private readonly memory: Pick<Memento, 'get' | 'update'>;

	constructor(memory: Pick<Memento, 'get' | 'update'>) {
		this.memory = memory;
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
		const stored = this.memory.get<unknown>(SEQUENCES);
		const entries = Object.entries(typeof stored === 'object' && stored !== null ? stored : {});
		const last: unknown = entries.find(([id]) => id === playerId)?.[1];
		const sequence = Math.max(Number.isSafeInteger(last) ? Number(last) + 1 : 0, atLeast);
		const others = entries.filter(([id]) => id !== playerId);
		const kept = [...others, [playerId, sequence] as const].slice(-KEPT_AT_MOST);
		await this.memory.update(SEQUENCES, Object.fromEntries(kept));
		return sequence;
	}
}
