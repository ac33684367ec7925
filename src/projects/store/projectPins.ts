import type * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Disposable } from '../../common/disposable';
import { Emitter } from '../../common/emitter';

/** The pinned projects, stored per account for all windows. The IDs may include projects that no longer exist. */
export class ProjectPins implements Disposable {
	readonly #changed = new Emitter<void>();
	readonly #memento: vscode.Memento;
	readonly #sessions: SessionSource;

	readonly onDidChange = this.#changed.event;

	constructor(memento: vscode.Memento, sessions: SessionSource) {
		this.#memento = memento;
		this.#sessions = sessions;
	}

	/** The IDs of the pinned projects of the current account. */
	get ids(): ReadonlySet<string> {
		const key = this.#key();
		const stored = key === undefined ? undefined : this.#memento.get<unknown>(key);
		return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []);
	}

	/** Does nothing when `session` has ended: its projects are those of another account. */
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
			await this.#memento.update(key, ids.size === 0 ? undefined : [...ids]);
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
