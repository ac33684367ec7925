import type * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { SessionSource } from '../agora/session';
import type { Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import type { ProjectStore } from './projectStore';

/** The project this workspace works on: chosen once per workspace and account, the default of every command. */
export class ActiveProject implements Disposable {
	private readonly changed = new Emitter<void>();
	private readonly memory: vscode.Memento;
	private readonly sessions: SessionSource;
	private readonly store: ProjectStore;

	readonly onDidChange = this.changed.event;

	constructor(memory: vscode.Memento, sessions: SessionSource, store: ProjectStore) {
		this.memory = memory;
		this.sessions = sessions;
		this.store = store;
	}

	get current(): Project | undefined {
		const key = this.key();
		const id = key === undefined ? undefined : this.memory.get<unknown>(key);
		return this.store.projects.find((project) => project.id === id);
	}

	async choose(projectId: string): Promise<void> {
		const key = this.key();
		if (key !== undefined) {
			await this.memory.update(key, projectId);
			this.changed.fire();
		}
	}

	dispose(): void {
		this.changed.dispose();
	}

	private key(): string | undefined {
		const accountId = this.sessions.current?.accountId;
		return accountId === undefined ? undefined : `agora.activeProject.${accountId}`;
	}
}
