import type * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { HowActive } from '../../ui/text';
import type { ProjectStore } from '../store/projectStore';
import type { ProjectFinder } from './projectFinder';

/**
 * The project of this workspace and the default of every command: the one that the user chose, stored per workspace and account,
 * otherwise the one that the files of the workspace name.
 */
export class ActiveProject implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	readonly #memento: vscode.Memento;
	readonly #sessions: SessionSource;
	readonly #store: ProjectStore;
	readonly #finder: ProjectFinder;

	readonly onDidChange = this.#changed.event;

	constructor(memento: vscode.Memento, sessions: SessionSource, store: ProjectStore, finder: ProjectFinder) {
		this.#memento = memento;
		this.#sessions = sessions;
		this.#store = store;
		this.#finder = finder;
		this.#subscriptions.add(finder.onDidChange(() => this.#changed.fire()));
	}

	get current(): Project | undefined {
		return this.#chosen ?? this.found?.project;
	}

	/** Why `current` is the active project; undefined where there is none. */
	get how(): HowActive | undefined {
		if (this.#chosen) {
			return { chosen: true };
		}
		return this.found && { foundIn: this.found.file };
	}

	/** Whether the user chose a project, even if the account no longer has it. */
	get isChosen(): boolean {
		return this.#chosenId !== undefined;
	}

	/** The project that the files of the workspace name, even if the user chose another one. */
	get found(): { readonly project: Project; readonly file: string } | undefined {
		const { found } = this.#finder;
		const project = found && this.#projectWith(found.projectId);
		return project && { project, file: found.file };
	}

	/** False while the workspace is not trusted: its files are not read. */
	get canSearch(): boolean {
		return this.#finder.canSearch;
	}

	/** Waits for a search of the workspace that runs or is scheduled. */
	async ensureSearched(): Promise<void> {
		await this.#finder.ensureSearched();
	}

	/**
	 * Stores the choice. Does nothing when `session` has ended: its projects are those of another account.
	 *
	 * @param projectId undefined to use the project that the files name.
	 */
	async choose(session: AgoraSession, projectId: string | undefined): Promise<void> {
		const key = this.#key();
		if (key !== undefined && this.#sessions.current === session) {
			await this.#memento.update(key, projectId);
			this.#changed.fire();
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	get #chosen(): Project | undefined {
		const id = this.#chosenId;
		return id === undefined ? undefined : this.#projectWith(id);
	}

	get #chosenId(): string | undefined {
		const key = this.#key();
		const id = key === undefined ? undefined : this.#memento.get<unknown>(key);
		return typeof id === 'string' ? id : undefined;
	}

	#projectWith(id: string): Project | undefined {
		return this.#store.projects.find((project) => project.id === id);
	}

	#key(): string | undefined {
		const accountId = this.#sessions.current?.accountId;
		return accountId === undefined ? undefined : `agora.activeProject.${accountId}`;
	}
}
