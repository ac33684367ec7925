import * as vscode from 'vscode';
import type { Disposable } from '../platform/disposable';
import { LoadOnce } from '../platform/loadOnce';

/** A tree that tells which of its rows changed, or undefined for all. */
interface Tree<Node> extends vscode.TreeDataProvider<Node>, Disposable {
	readonly onDidChangeTreeData: vscode.Event<Node[] | undefined>;
}

/** Loads the code of a tree when VS Code first asks for its rows: many windows never show it. */
export class LazyTree<Node, T extends Tree<Node>> implements Tree<Node> {
	private readonly changed = new vscode.EventEmitter<Node[] | undefined>();
	private readonly tree: LoadOnce<T>;

	readonly onDidChangeTreeData = this.changed.event;

	constructor(load: () => Promise<T>) {
		this.tree = new LoadOnce(async () => {
			const tree = await load();
			tree.onDidChangeTreeData((changed) => this.changed.fire(changed));
			return tree;
		});
	}

	/** The tree, once it is asked for; undefined before. */
	get loaded(): Promise<T> | undefined {
		return this.tree.started;
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
		void this.tree.started?.then((tree) => tree.dispose());
	}

	/** The tree, loaded if need be. */
	ready(): Promise<T> {
		return this.tree.get();
	}
}
