import * as vscode from 'vscode';
import type { Disposable } from '../platform/disposable';

/** A tree that tells which of its rows changed, or undefined for all. */
interface Tree<Node> extends vscode.TreeDataProvider<Node>, Disposable {
	readonly onDidChangeTreeData: vscode.Event<Node[] | undefined>;
}

/** Loads the code of a tree when VS Code first asks for its rows: many windows never show it. */
export class LazyTree<Node, T extends Tree<Node>> implements Tree<Node> {
	private readonly changed = new vscode.EventEmitter<Node[] | undefined>();
	private readonly load: () => Promise<T>;
	private loading: Promise<T> | undefined;

	readonly onDidChangeTreeData = this.changed.event;

	constructor(load: () => Promise<T>) {
		this.load = load;
	}

	/** The tree, once it is asked for; undefined before. */
	get loaded(): Promise<T> | undefined {
		return this.loading;
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
		this.changed.dispose();
		void this.loading?.then((tree) => tree.dispose());
	}

	/** The tree, loaded if need be. */
	ready(): Promise<T> {
		this.loading ??= this.load().then((tree) => {
			tree.onDidChangeTreeData((changed) => this.changed.fire(changed));
			return tree;
		});
		return this.loading;
	}
}
