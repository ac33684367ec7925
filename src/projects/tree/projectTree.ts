import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../common/disposable';
import { RowExpansion } from '../../ui/treeLifecycle';
import { certificateState } from '../projectFacts';
import type { ProjectPins } from '../store/projectPins';
import type { ProjectStore } from '../store/projectStore';
import type { ActiveProject } from '../workspace/activeProject';
import { detailItem, projectItem, projectTooltip } from './projectItems';
import { type DetailNode, ProjectNode } from './projectNodes';
import { type ProjectFilter, ProjectRows } from './projectRows';

type Node = ProjectNode | DetailNode;

interface ProjectTreeDeps {
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly store: ProjectStore;
	readonly active: Pick<ActiveProject, 'current' | 'onDidChange'>;
	readonly pins: ProjectPins;
	readonly filter: ProjectFilter;
	readonly clock: Clock;
}

/** Provides the rows of the stored projects. Refreshes only the rows that look different. */
export class ProjectTree implements vscode.TreeDataProvider<Node>, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<Node[] | undefined>());
	readonly #rows = new ProjectRows();
	readonly #deps: ProjectTreeDeps;
	/** The ages that are shown, to find those that change with time. */
	readonly #ages = new Map<DetailNode, string>();
	#timer: NodeJS.Timeout | undefined;
	readonly expansion = this.#subscriptions.add(new RowExpansion());

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(deps: ProjectTreeDeps) {
		this.#deps = deps;
		for (const { onDidChange } of [deps.store, deps.active, deps.pins, deps.filter]) {
			this.#subscriptions.add(onDidChange(() => this.#redrawSoon()));
		}
		this.#subscriptions.add(toDisposable(() => clearTimeout(this.#timer)));
		this.#update();
	}

	/** Refreshes the ages that have changed. */
	redrawAges(): void {
		const shown = new Set(this.#rows.roots);
		const stale: DetailNode[] = [];
		for (const [node, text] of this.#ages) {
			if (!shown.has(node.parent)) {
				this.#ages.delete(node);
			} else if (detailItem(node, this.#deps.clock.now()).description !== text) {
				stale.push(node);
			}
		}
		this.#fire(stale);
	}

	getTreeItem(node: Node): vscode.TreeItem {
		return this.expansion.apply(node instanceof ProjectNode ? projectItem(node) : this.#detailItem(node));
	}

	resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
		if (node instanceof ProjectNode) {
			item.tooltip = projectTooltip(node);
		}
		return item;
	}

	rowOf(projectId: string): ProjectNode | undefined {
		if (this.#timer) {
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
		const item = detailItem(node, this.#deps.clock.now());
		if (node.detail === 'created') {
			this.#ages.set(node, String(item.description));
		}
		return item;
	}

	/** Combines changes that occur together, such as a response and the end of its expectation. */
	#redrawSoon(): void {
		this.#timer ??= setTimeout(() => this.#redrawNow());
	}

	#redrawNow(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const changed = this.#update();
		if (changed === 'all') {
			this.#changed.fire(undefined);
		} else {
			this.#fire(changed);
		}
	}

	#update(): 'all' | readonly ProjectNode[] {
		const { sessions, store, active, pins, filter } = this.#deps;
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
