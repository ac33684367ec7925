import * as vscode from 'vscode';
import type { SessionSource } from '../agora/session';
import type { Clock } from '../platform/clock';
import { type Disposable, DisposableStore } from '../platform/disposable';
import type { ContextKeySetter } from '../ui/contextKeys';
import { knownMessage } from '../ui/knownMessage';
import { withViewProgress } from '../ui/progress';
import { RedrawTimer } from '../ui/redrawTimer';
import type { ActiveProject } from './activeProject';
import type { ProjectReader } from './projectReader';
import type { ProjectStore } from './projectStore';
import { ProjectTree } from './tree/projectTree';

const VIEW_ID = 'agora.projects';

interface ProjectViewParts {
	readonly sessions: SessionSource;
	readonly store: ProjectStore;
	readonly reader: ProjectReader;
	readonly active: ActiveProject;
	readonly context: ContextKeySetter;
	readonly clock: Clock;
	/** Signs in with the stored account, if that was not done yet. */
	readonly restore: () => Promise<void>;
	/** What becomes of files that are dropped on the view. */
	readonly drop: vscode.TreeDragAndDropController<unknown>;
}

/** The Projects view: its tree, the account in its title, the reason and age above it, and its welcome texts. */
export class ProjectView implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly parts: ProjectViewParts;
	private readonly tree: ProjectTree;
	private readonly view: vscode.TreeView<unknown>;
	private readonly aging = this.subscriptions.add(new RedrawTimer(() => this.draw(), 15_000));

	constructor(parts: ProjectViewParts) {
		this.parts = parts;
		this.tree = this.subscriptions.add(new ProjectTree(parts.store, parts.active, parts.clock));
		this.view = this.subscriptions.add(
			vscode.window.createTreeView(VIEW_ID, {
				treeDataProvider: this.tree,
				showCollapseAll: true,
				dragAndDropController: parts.drop,
			}),
		);
		this.subscriptions.add(parts.store.onDidChange(() => this.draw()));
		this.subscriptions.add(parts.sessions.onDidChange(() => this.load()));
		this.subscriptions.add(this.view.onDidChangeVisibility(() => this.load()));
		this.draw();
		this.load();
	}

	/** Reads the projects again under the view's progress bar. */
	async refresh(): Promise<void> {
		await withViewProgress(VIEW_ID, () => this.parts.reader.refresh());
	}

	/** Brings the view to the front with the project's row selected and opened. */
	async reveal(projectId: string): Promise<void> {
		const row = this.tree.rowOf(projectId);
		if (row) {
			await this.view.reveal(row, { select: true, focus: true, expand: true });
		}
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private load(): void {
		this.draw();
		if (this.view.visible && this.parts.store.known.value === undefined) {
			void withViewProgress(VIEW_ID, async () => {
				await this.parts.restore();
				await this.parts.reader.ready();
			});
		}
	}

	private draw(): void {
		const { sessions, store, context, clock } = this.parts;
		const { known } = store;
		this.view.description = sessions.current?.accountLabel ?? '';
		const message = knownMessage(known, clock.now());
		this.view.message = message ?? '';
		this.aging.keep(message !== undefined && this.view.visible);
		context.set('agora.projects.state', stateOf(known.value?.length, known.error !== undefined));
	}
}

function stateOf(count: number | undefined, failed: boolean): 'unknown' | 'empty' | 'failed' | 'ready' {
	if (count === undefined) {
		return failed ? 'failed' : 'unknown';
	}
	return count === 0 ? 'empty' : 'ready';
}
