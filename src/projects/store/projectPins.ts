import type * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Disposable } from '../../common/disposable';
import { Emitter } from '../../common/emitter';

/** Which projects stand first: kept for each account, in all windows. Ids of projects that are gone do no harm. */
export class ProjectPins implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #memory: vscode.Memento;
	readonly #sessions: SessionSource;

	readonly onDidChange = this.#changed.event;

	constructor(memory: vscode.Memento, sessions: SessionSource) {
		this.#memory = memory;
		this.#sessions = sessions;
	}

	/** Ids of the projects pinned in the current account. */
	get ids(): ReadonlySet<string> {
		const key = this.#key();
		const stored = key === undefined ? undefined : this.#memory.get<unknown>(key);
		return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []);
	}

	/** Does nothing for a session that is over: its projects are those of another account. */
	async set(session: AgoraSession, projects: readonly Project[], pinned: boolean): Promise<void> {
		const key = this.#key();
		if (key !== undefined && this.#sessions.current === session) {
			const ids = new Set(this.ids);
			for (const { id } of projects) {
				ids.delete(id);
				if (pinned) {
					ids.add(id);
				}
			}
			await this.#memory.update(key, ids.size === 0 ? undefined : [...ids]);
			this.#changed.fire();
		}
	}

	dispose(): void {
		this.#changed.dispose();
	}

	#key(): string | undefined {
		const accountId = this.#sessions.current?.accountId;
		return accountId === undefined ? undefined : `agora.pinnedProjects.${accountId}`;
	}
}
