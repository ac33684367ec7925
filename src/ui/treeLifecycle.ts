import * as vscode from 'vscode';
import { systemClock } from '../common/clock';
import { type Disposable, DisposableStore } from '../common/disposable';
import { Lazy } from '../common/lazy';

/** A tree whose change events list the changed rows; undefined means all rows. */
interface Tree<Node> extends vscode.TreeDataProvider<Node>, Disposable {
	readonly onDidChangeTreeData: vscode.Event<Node[] | undefined>;
}

/** The rows that were expanded or collapsed, so that they look the same when they come back after a filter hid them. */
export class RowExpansion implements Disposable {
	readonly #subscriptions = new DisposableStore();
	/** By the id of the row. */
	readonly #expanded = new Map<string, boolean>();

	follow(view: Pick<vscode.TreeView<unknown>, 'onDidExpandElement' | 'onDidCollapseElement'>): void {
		this.#subscriptions.add(view.onDidExpandElement(({ element }) => this.#remember(element, true)));
		this.#subscriptions.add(view.onDidCollapseElement(({ element }) => this.#remember(element, false)));
	}

	/** Sets the state in which the user left the row, whose id is that of its object. */
	apply(item: vscode.TreeItem): vscode.TreeItem {
		const expanded = this.#expanded.get(item.id ?? '');
		if (expanded !== undefined && item.collapsibleState) {
			item.collapsibleState = expanded
				? vscode.TreeItemCollapsibleState.Expanded
				: vscode.TreeItemCollapsibleState.Collapsed;
		}
		return item;
	}

	/** VS Code asks for the children of expanded rows only, but does not always report that a row was expanded. */
	addRequested(node: unknown): void {
		const id = idOf(node);
		if (id !== undefined && !this.#expanded.has(id)) {
			this.#remember(node, true);
		}
	}

	/** Undefined for a row that was never expanded or collapsed. */
	isExpanded(id: string): boolean | undefined {
		return this.#expanded.get(id);
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#remember(node: unknown, expanded: boolean): void {
		const id = idOf(node);
		if (id === undefined) {
			return;
		}
		// The latest one is the last.
		this.#expanded.delete(id);
		this.#expanded.set(id, expanded);
		const [oldest] = this.#expanded.keys();
		if (this.#expanded.size > REMEMBERED_ROWS && oldest !== undefined) {
			this.#expanded.delete(oldest);
		}
	}
}

const REMEMBERED_ROWS = 2000;

function idOf(node: unknown): string | undefined {
	const hasId = typeof node === 'object' && node !== null && 'id' in node && typeof node.id === 'string';
	return hasId ? String(node.id) : undefined;
}

/** Loads the code of a tree when VS Code first requests its rows, because many windows never show it. */
export class LazyTree<Node, T extends Tree<Node>> implements Tree<Node> {
	readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
	readonly #tree: Lazy<T>;
	readonly expansion = new RowExpansion();

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(load: () => Promise<T>) {
		this.#tree = new Lazy(async () => {
			const tree = await load();
			tree.onDidChangeTreeData((changed) => this.#changed.fire(changed));
			return tree;
		});
	}

	/** The tree, if loading has started. */
	get loaded(): Promise<T> | undefined {
		return this.#tree.started;
	}

	async getChildren(node?: Node): Promise<Node[]> {
		this.expansion.addRequested(node);
		return (await (await this.ensureLoaded()).getChildren(node)) ?? [];
	}

	async getTreeItem(node: Node): Promise<vscode.TreeItem> {
		return this.expansion.apply(await (await this.ensureLoaded()).getTreeItem(node));
	}

	async getParent(node: Node): Promise<Node | undefined> {
		return (await (await this.ensureLoaded()).getParent?.(node)) ?? undefined;
	}

	async resolveTreeItem(
		item: vscode.TreeItem,
		node: Node,
		token: vscode.CancellationToken,
	): Promise<vscode.TreeItem> {
		const tree = await this.ensureLoaded();
		return (await tree.resolveTreeItem?.(item, node, token)) ?? item;
	}

	dispose(): void {
		this.#changed.dispose();
		this.expansion.dispose();
		void this.#tree.started?.then((tree) => tree.dispose());
	}

	ensureLoaded(): Promise<T> {
		return this.#tree.get();
	}
}

/** The argument of commands that a key runs on the rows of a view: package.json contains it. */
export const FOCUSED_ROW = 'focusedRow';

export interface FocusedRows<Node> {
	/** Undefined if the view has no focused row. */
	readonly focused: Node | undefined;
	/** What a key acts on: all selected rows if the focused row is one of them, otherwise only the focused row. */
	readonly rows: readonly Node[];
}

/** Finds the focused row, which the API does not return: `list.toggleSelection` toggles exactly that row, and restores it the second time. */
export async function focusedRows<Node>(
	view: Pick<vscode.TreeView<Node>, 'selection'>,
): Promise<FocusedRows<Node>> {
	const before = view.selection;
	await vscode.commands.executeCommand('list.toggleSelection');
	const toggled = view.selection;
	await vscode.commands.executeCommand('list.toggleSelection');
	const added = toggled.find((node) => !before.includes(node));
	if (added) {
		return { focused: added, rows: [added] };
	}
	const focused = before.find((node) => !toggled.includes(node));
	return { focused, rows: focused ? before : [] };
}

/** How long to wait before a row is revealed again, in milliseconds. */
const REVEAL_AGAIN_MS = [0, 100, 300, 1000];

/**
 * Shows and selects a row. VS Code ignores that while a view that was just opened has not loaded its rows, so it is repeated.
 *
 * @param find returns the row; undefined if there is none.
 * @param options whether to focus and to expand it, too.
 * @returns whether there is such a row.
 */
export async function selectRow<Node>(
	view: Pick<vscode.TreeView<Node>, 'reveal' | 'selection'>,
	find: () => Node | undefined,
	options: { readonly focus: boolean; readonly expand?: boolean },
): Promise<boolean> {
	for (const ms of REVEAL_AGAIN_MS) {
		await systemClock.sleep(ms);
		const row = find();
		if (!row) {
			return false;
		}
		await view.reveal(row, { select: true, ...options });
		if (view.selection.includes(row)) {
			break;
		}
	}
	return true;
}

/** The default action of Enter on a row: it expands or collapses the row. */
export async function selectFocusedRow(): Promise<void> {
	await vscode.commands.executeCommand('list.select');
}

/** The time between the two clicks of a double click, in milliseconds. */
const DOUBLE_CLICK_MS = 500;

/**
 * Calls `open` after a double click on a row with children. Each click expands or collapses the row, so a double click does both. A
 * command of the `TreeItem` would be simpler, but VS Code does not expand rows with a command on a click.
 */
export function onDoubleClick<Node>(
	view: Pick<vscode.TreeView<Node>, 'onDidExpandElement' | 'onDidCollapseElement'>,
	open: (node: Node) => void,
): Disposable {
	let last: { readonly node: Node; readonly expanded: boolean; readonly at: number } | undefined;
	const onToggle = (node: Node, expanded: boolean) => {
		const at = performance.now();
		const isSecond = last?.node === node && last.expanded !== expanded && at - last.at <= DOUBLE_CLICK_MS;
		last = isSecond ? undefined : { node, expanded, at };
		if (isSecond) {
			open(node);
		}
	};
	return vscode.Disposable.from(
		view.onDidExpandElement(({ element }) => onToggle(element, true)),
		view.onDidCollapseElement(({ element }) => onToggle(element, false)),
	);
}

/** Calls `redraw` at an interval while something on screen shows its age. */
export class RedrawTimer implements Disposable {
	readonly #redraw: () => void;
	readonly #everyMs: number;
	#timer: NodeJS.Timeout | undefined;

	constructor(redraw: () => void, everyMs: number) {
		this.#redraw = redraw;
		this.#everyMs = everyMs;
	}

	/** Starts or stops the timer; the same value again changes nothing. */
	setRunning(isRunning: boolean): void {
		if (isRunning) {
			this.#timer ??= setInterval(this.#redraw, this.#everyMs);
		} else {
			clearInterval(this.#timer);
			this.#timer = undefined;
		}
	}

	dispose(): void {
		this.setRunning(false);
	}
}

/** Whether this window has focus. */
export const windowFocus = {
	get focused(): boolean {
		return vscode.window.state.focused;
	},
	onDidChange: (listener: () => void): vscode.Disposable =>
		vscode.window.onDidChangeWindowState(() => listener()),
};
