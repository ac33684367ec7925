import type { Memento } from 'vscode';
import { BoundedMemento } from '../../ui/boundedMemento';

/** Remembers over reloads which players were paused from here: List has no status for it, and no call reads it back. */
export class PausedMemory {
	private readonly ids: BoundedMemento<true>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.ids = new BoundedMemento(
			memento,
			'agora.pausedPlayers',
			500,
			(stored) => stored === true || undefined,
		);
	}

	has(id: string): boolean {
		return this.ids.get(id) !== undefined;
	}

	async set(id: string, paused: boolean): Promise<void> {
		await (paused ? this.ids.set(id, true) : this.ids.delete(id));
	}
}
