import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { NotificationFilter } from '../notificationFilter';
import type { ReceivedNotification, ReceivedNotifications } from '../receivedNotifications';
import { type ItemFacts, moreItem, notificationHover, notificationItem } from './notificationItems';
import { NotificationNode, NotificationRows, type NotificationTreeNode } from './notificationNodes';

interface NotificationTreeDeps {
	readonly received: Pick<ReceivedNotifications, 'all'>;
	readonly filter: NotificationFilter;
	readonly facts: ItemFacts;
	/** The notifications or the filter may have changed. Fires a few times in a second at most. */
	readonly onDidChange: Event<void>;
	/** What rows show beside the notifications may have changed. */
	readonly onDidChangeFacts: Event<void>;
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
		this.#subscriptions.add(deps.onDidChange(() => this.#redraw()));
		this.#subscriptions.add(deps.onDidChangeFacts(() => this.redrawAges()));
		this.#rows.update(this.#shown);
	}

	/** Redraws the rows whose ages or projects changed. Redrawing a row closes its hover, so this should be rare. */
	redrawAges(): void {
		const stale = [...this.#drawn].filter(([node, drawn]) => drawn !== appearanceOf(this.#itemOf(node)));
		this.#fire(stale.map(([node]) => node));
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
		this.#redraw();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	get #shown(): readonly ReceivedNotification[] {
		const { received, filter, facts } = this.#deps;
		return filter.apply(received.all, facts);
	}

	#redraw(): void {
		const changed = this.#rows.update(this.#shown);
		if (changed === 'all') {
			this.#drawn.clear();
			this.#changed.fire(undefined);
		} else {
			this.#fire(changed);
		}
	}

	#fire(nodes: readonly NotificationTreeNode[]): void {
		if (nodes.length > 0) {
			this.#changed.fire([...nodes]);
		}
	}

	#itemOf(node: NotificationTreeNode): vscode.TreeItem {
		return node instanceof NotificationNode ? notificationItem(node, this.#deps.facts) : moreItem(node);
	}
}

function appearanceOf({ label, description, contextValue }: vscode.TreeItem): string {
	return [label, description, contextValue].join('\n');
}
