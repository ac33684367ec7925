import type * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { HowActive } from '../../ui/text';
import type { ProjectStore } from '../store/projectStore';
import type { ProjectFinder } from './projectFinder';

/**
 * The project this workspace works on, the default of every command: the one chosen by hand, kept per workspace and
 * account, else the one that the files of the workspace name.
 */
export class ActiveProject implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #memory: vscode.Memento;
	readonly #sessions: SessionSource;
	readonly #store: ProjectStore;
	readonly #finder: ProjectFinder;

	readonly onDidChange = this.#changed.event;

	constructor(memory: vscode.Memento, sessions: SessionSource, store: ProjectStore, finder: ProjectFinder) {
		this.#memory = memory;
		this.#sessions = sessions;
		this.#store = store;
		this.#finder = finder;
		this.#subscriptions.add(finder.onDidChange(() => this.#changed.fire()));
	}

	get current(): Project | undefined {
		return this.#chosen ?? this.found?.project;
	}

	/** How `current` came to be the active one; undefined where there is none. */
	get how(): HowActive | undefined {
		if (this.#chosen) {
			return { chosen: true };
		}
		return this.found && { foundIn: this.found.file };
	}

	/** Whether one was chosen by hand, be it known to the account any more or not. */
	get isChosen(): boolean {
		return this.#chosenId !== undefined;
	}

	/** What the files of the workspace name, whether or not another project was chosen by hand. */
	get found(): { readonly project: Project; readonly file: string } | undefined {
		const { found } = this.#finder;
		const project = found && this.#byId(found.projectId);
		return project && { project, file: found.file };
	}

	/** Whether the files of the workspace may be looked at: not while it is not trusted. */
	get canSearch(): boolean {
		return this.#finder.canSearch;
	}

	/** Makes sure that the files of the workspace were looked at, for commands that come right after the projects. */
	async ensureSearched(): Promise<void> {
		await this.#finder.ensureSearched();
	}

	/** Does nothing for a session that is over: its projects are those of another account. */
	async choose(session: AgoraSession, projectId: string): Promise<void> {
		await this.#keep(session, projectId);
	}

	/** Takes back the choice by hand. */
	async findAutomatically(session: AgoraSession): Promise<void> {
		await this.#keep(session, undefined);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	get #chosen(): Project | undefined {
		const id = this.#chosenId;
		return id === undefined ? undefined : this.#byId(id);
	}

	get #chosenId(): string | undefined {
		const key = this.#key();
		const id = key === undefined ? undefined : this.#memory.get<unknown>(key);
		return typeof id === 'string' ? id : undefined;
	}

	#byId(id: string): Project | undefined {
		return this.#store.projects.find((project) => project.id === id);
	}

	async #keep(session: AgoraSession, projectId: string | undefined): Promise<void> {
		const key = this.#key();
		if (key !== undefined && this.#sessions.current === session) {
			await this.#memory.update(key, projectId);
			this.#changed.fire();
		}
	}

	#key(): string | undefined {
		const accountId = this.#sessions.current?.accountId;
		return accountId === undefined ? undefined : `agora.activeProject.${accountId}`;
	}
}
