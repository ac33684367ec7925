import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { FoundProject } from './findProject';
import type { SearchableWorkspace } from './projectFinder';

/** The window's workspace. What searches it is loaded with the first search, and watched is only what was looked at. */
export class WorkspaceFiles implements SearchableWorkspace, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new Emitter<void>());
	#watched: Disposable | undefined;
	/** Counts searches, so that only the latest one's files stay watched. */
	#turn = 0;

	readonly onDidChange = this.#changed.event;

	constructor() {
		const fire = () => this.#changed.fire();
		this.#subscriptions.add(vscode.workspace.onDidGrantWorkspaceTrust(fire));
		this.#subscriptions.add(vscode.workspace.onDidChangeWorkspaceFolders(fire));
	}

	get trusted(): boolean {
		return vscode.workspace.isTrusted;
	}

	async search(projects: readonly Project[]): Promise<FoundProject | undefined> {
		this.#turn += 1;
		const turn = this.#turn;
		const { searchWorkspace } = await import('./searchWorkspace');
		const { found, watched } = await searchWorkspace(projects, () => this.#changed.fire());
		const replaced = turn === this.#turn ? this.#watched : watched;
		if (turn === this.#turn) {
			this.#watched = watched;
		}
		replaced?.dispose();
		return found;
	}

	dispose(): void {
		this.#turn += 1;
		this.#watched?.dispose();
		this.#subscriptions.dispose();
	}
}
