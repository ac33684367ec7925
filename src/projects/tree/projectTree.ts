import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../common/disposable';
import type { ProjectPins } from '../store/projectPins';
import type { ProjectStore } from '../store/projectStore';
import type { ActiveProject } from '../workspace/activeProject';
import { detailItem, projectItem, projectTooltip } from './projectItems';
import type { DetailNode } from './projectNodes';
import { certificateState, ProjectNode } from './projectNodes';
import type { ProjectFilter } from './projectRows';
import { ProjectRows } from './projectRows';

type Node = ProjectNode | DetailNode;

interface ProjectTreeDeps {
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly store: ProjectStore;
	readonly active: Pick<ActiveProject, 'current' | 'onDidChange'>;
	readonly pins: ProjectPins;
	readonly filter: ProjectFilter;
	readonly clock: Clock;
}

/** Draws the projects from the store, and anew only the rows that look different. Knows no server. */
export class ProjectTree implements vscode.TreeDataProvider<Node>, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<Node[] | undefined>());
	readonly #rows = new ProjectRows();
	readonly #parts: ProjectTreeDeps;
	/** The ages on the screen, since they change by themselves. */
	readonly #ages = new Map<DetailNode, string>();
	#soon: NodeJS.Timeout | undefined;

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(parts: ProjectTreeDeps) {
		this.#parts = parts;
		for (const { onDidChange } of [parts.store, parts.active, parts.pins, parts.filter]) {
			this.#subscriptions.add(onDidChange(() => this.#redrawSoon()));
		}
		this.#subscriptions.add(toDisposable(() => clearTimeout(this.#soon)));
		this.#update();
	}

	/** Draws again the ages that are no longer true. */
	redrawAges(): void {
		const known = new Set(this.#rows.roots);
		const stale: DetailNode[] = [];
		for (const [node, text] of this.#ages) {
			if (!known.has(node.parent)) {
				this.#ages.delete(node);
			} else if (detailItem(node, this.#parts.clock.now()).description !== text) {
				stale.push(node);
			}
		}
		this.#fire(stale);
	}

	getTreeItem(node: Node): vscode.TreeItem {
		return node instanceof ProjectNode ? projectItem(node) : this.#detailItem(node);
	}

	resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
		if (node instanceof ProjectNode) {
			item.tooltip = projectTooltip(node);
		}
		return item;
	}

	/** The row of a project, for revealing it. */
	rowOf(projectId: string): ProjectNode | undefined {
		if (this.#soon) {
			this.#redrawNow();
		}
		return this.#rows.roots.find(({ project }) => project.id === projectId);
	}

	getParent(node: Node): ProjectNode | undefined {
		return node instanceof ProjectNode ? undefined : node.parent;
	}

	getChildren(node?: Node): Node[] {
		if (node instanceof ProjectNode) {
			return node.details();
		}
		return node ? [] : [...this.#rows.roots];
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#detailItem(node: DetailNode): vscode.TreeItem {
		const item = detailItem(node, this.#parts.clock.now());
		if (node.detail === 'created') {
			this.#ages.set(node, String(item.description));
		}
		return item;
	}

	/** Once for all that changes together, such as an answer and the end of what was expected of it. */
	#redrawSoon(): void {
		this.#soon ??= setTimeout(() => this.#redrawNow());
	}

	#redrawNow(): void {
		clearTimeout(this.#soon);
		this.#soon = undefined;
		const changed = this.#update();
		if (changed === 'all') {
			this.#changed.fire(undefined);
		} else {
			this.#fire(changed);
		}
	}

	#update(): 'all' | readonly ProjectNode[] {
		const { sessions, store, active, pins, filter } = this.#parts;
		return this.#rows.update({
			projects: store.projects,
			expected: (project) => store.expected(project),
			activeId: active.current?.id,
			pinned: pins.ids,
			certificateOf: (project) => certificateState(project, sessions.current),
			matches: filter.matcher,
		});
	}

	#fire(nodes: readonly Node[]): void {
		if (nodes.length > 0) {
			this.#changed.fire([...nodes]);
		}
	}
}
