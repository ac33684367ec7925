import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { NotificationFilter } from '../notificationFilter';
import type { ReceivedNotifications } from '../receivedNotifications';
import { type ItemFacts, moreItem, notificationHover, notificationItem } from './notificationItems';
import { NotificationNode, NotificationRows, type NotificationTreeNode } from './notificationNodes';

interface NotificationTreeDeps {
	readonly received: Pick<ReceivedNotifications, 'all'>;
	readonly filter: NotificationFilter;
	readonly facts: ItemFacts;
	/** The rows may have changed. Fires a few times in a second at most. */
	readonly onDidChange: Event<void>;
}

/** The rows of the Notifications view, newest first. */
export class NotificationTree implements vscode.TreeDataProvider<NotificationTreeNode>, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<NotificationTreeNode[] | undefined>());
	readonly #deps: NotificationTreeDeps;
	readonly #rows = new NotificationRows();
	/** The appearance of each row that VS Code asked for, to find those whose ages or projects changed. */
	readonly #drawn = new Map<NotificationTreeNode, string>();

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(deps: NotificationTreeDeps) {
		this.#deps = deps;
		this.#subscriptions.add(deps.onDidChange(() => this.redraw()));
		this.#update();
	}

	/** Redraws the rows that changed, or look different by now. */
	redraw(): void {
		const changed = this.#update();
		if (changed === 'all') {
			this.#drawn.clear();
			this.#changed.fire(undefined);
			return;
		}
		const stale = [...this.#drawn].filter(([node, drawn]) => drawn !== appearanceOf(this.#itemOf(node)));
		const nodes = new Set([...changed, ...stale.map(([node]) => node)]);
		if (nodes.size > 0) {
			this.#changed.fire([...nodes]);
		}
	}

	getTreeItem(node: NotificationTreeNode): vscode.TreeItem {
		const item = this.#itemOf(node);
		this.#drawn.set(node, appearanceOf(item));
		return item;
	}

	resolveTreeItem(item: vscode.TreeItem, node: NotificationTreeNode): vscode.TreeItem {
		if (node instanceof NotificationNode) {
			item.tooltip = notificationHover(node.notification, this.#deps.facts);
		}
		return item;
	}

	getParent(): undefined {
		return undefined;
	}

	getChildren(node?: NotificationTreeNode): NotificationTreeNode[] {
		return node === undefined ? [...this.#rows.rows] : [];
	}

	/** Undefined for a notification that has no row. */
	rowOf(id: string): NotificationNode | undefined {
		return this.#rows.rowOf(id);
	}

	showMore(): void {
		this.#rows.showMore();
		this.redraw();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#update(): 'all' | readonly NotificationTreeNode[] {
		const { received, filter, facts } = this.#deps;
		return this.#rows.update(filter.apply(received.all, facts));
	}

	#itemOf(node: NotificationTreeNode): vscode.TreeItem {
		return node instanceof NotificationNode ? notificationItem(node, this.#deps.facts) : moreItem(node);
	}
}

function appearanceOf({ label, description, contextValue }: vscode.TreeItem): string {
	return [label, description, contextValue].join('\n');
}
