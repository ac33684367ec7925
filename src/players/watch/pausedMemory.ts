import type * as vscode from 'vscode';

const PAUSED = 'agora.pausedPlayers';
const KEPT_AT_MOST = 500;

/** Remembers over reloads which players were paused from here: List has no word for it, and nothing else tells it. */
export class PausedMemory {
	private readonly memory: vscode.Memento;
	private ids: Set<string> | undefined;

	constructor(memory: vscode.Memento) {
		this.memory = memory;
	}

	has(id: string): boolean {
		return this.read().has(id);
	}

	async set(id: string, paused: boolean): Promise<void> {
		const ids = this.read();
		ids.delete(id);
		if (paused) {
			ids.add(id);
		}
		this.ids = new Set([...ids].slice(-KEPT_AT_MOST));
		await this.memory.update(PAUSED, [...this.ids]);
	}

	/** Read once: every player of every reading is looked up. */
	private read(): Set<string> {
		if (!this.ids) {
			const stored = this.memory.get<unknown>(PAUSED);
			this.ids = new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []);
		}
		return this.ids;
	}
}
