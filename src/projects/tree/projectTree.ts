import * as vscode from 'vscode';
import type { Clock } from '../../platform/clock';
import { compareNames } from '../../platform/compareNames';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import type { ActiveProject } from '../activeProject';
import type { ProjectStore } from '../projectStore';
import { DetailNode } from './detailNode';
import { ProjectNode } from './projectNode';

type Node = ProjectNode | DetailNode;

/** Draws the projects from the store. Knows no server. */
export class ProjectTree implements vscode.TreeDataProvider<Node>, Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new vscode.EventEmitter<void>());
	private readonly store: ProjectStore;
	private readonly active: ActiveProject;
	private readonly clock: Clock;

	readonly onDidChangeTreeData = this.changed.event;

	constructor(store: ProjectStore, active: ActiveProject, clock: Clock) {
		this.store = store;
		this.active = active;
		this.clock = clock;
		this.subscriptions.add(store.onDidChange(() => this.changed.fire()));
		this.subscriptions.add(active.onDidChange(() => this.changed.fire()));
	}

	getTreeItem(node: Node): vscode.TreeItem {
		return node.toTreeItem();
	}

	getParent(node: Node): Node | undefined {
		return node instanceof DetailNode ? node.parent : undefined;
	}

	/** The row of a project, for revealing it. */
	rowOf(projectId: string): ProjectNode | undefined {
		return this.roots().find(({ project }) => project.id === projectId);
	}

	getChildren(node?: Node): Node[] {
		if (node instanceof ProjectNode) {
			return node.details(this.clock);
		}
		return node ? [] : this.roots();
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private roots(): ProjectNode[] {
		const active = this.active.current;
		return this.store.projects
			.toSorted(compareNames)
			.map((project) => new ProjectNode(project, project === active));
	}
}
