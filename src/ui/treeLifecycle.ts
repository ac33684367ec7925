import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable';
import { Lazy } from '../common/lazy';

/** A tree that tells which of its rows changed, or undefined for all. */
interface Tree<Node> extends vscode.TreeDataProvider<Node>, Disposable {
	readonly onDidChangeTreeData: vscode.Event<Node[] | undefined>;
}

/** Loads the code of a tree when VS Code first asks for its rows: many windows never show it. */
export class LazyTree<Node, T extends Tree<Node>> implements Tree<Node> {
	readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
	readonly #tree: Lazy<T>;

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(load: () => Promise<T>) {
		this.#tree = new Lazy(async () => {
			const tree = await load();
			tree.onDidChangeTreeData((changed) => this.#changed.fire(changed));
			return tree;
		});
	}

	/** The tree, once it is asked for; undefined before. */
	get loaded(): Promise<T> | undefined {
		return this.#tree.started;
	}

	async getChildren(node?: Node): Promise<Node[]> {
		return (await (await this.ready()).getChildren(node)) ?? [];
	}

	async getTreeItem(node: Node): Promise<vscode.TreeItem> {
		return await (await this.ready()).getTreeItem(node);
	}

	async getParent(node: Node): Promise<Node | undefined> {
		return (await (await this.ready()).getParent?.(node)) ?? undefined;
	}

	async resolveTreeItem(
		item: vscode.TreeItem,
		node: Node,
		token: vscode.CancellationToken,
	): Promise<vscode.TreeItem> {
		const tree = await this.ready();
		return (await tree.resolveTreeItem?.(item, node, token)) ?? item;
	}

	dispose(): void {
		this.#changed.dispose();
		void this.#tree.started?.then((tree) => tree.dispose());
	}

	/** The tree, loaded if need be. */
	ready(): Promise<T> {
		return this.#tree.get();
	}
}

/** Redraws from time to time while something on the screen tells its age. */
export class RedrawTimer implements Disposable {
	readonly #redraw: () => void;
	readonly #everyMs: number;
	#timer: NodeJS.Timeout | undefined;

	constructor(redraw: () => void, everyMs: number) {
		this.#redraw = redraw;
		this.#everyMs = everyMs;
	}

	/** Runs while `needed`; calling it again with the same value changes nothing. */
	keep(needed: boolean): void {
		if (needed) {
			this.#timer ??= setInterval(this.#redraw, this.#everyMs);
		} else {
			clearInterval(this.#timer);
			this.#timer = undefined;
		}
	}

	dispose(): void {
		this.keep(false);
	}
}

/** Whether this window has the focus. */
export const windowFocus = {
	get focused(): boolean {
		return vscode.window.state.focused;
	},
	onDidChange: (listener: () => void): vscode.Disposable =>
		vscode.window.onDidChangeWindowState(() => listener()),
};
