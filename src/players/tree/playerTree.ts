import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/http/error';
import type { Clock } from '../../platform/clock';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import type { PlayerStore } from '../playerStore';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { RegionMemory } from '../regionMemory';
import type { PlayerDetailNode } from './playerDetailNode';
import { PlayerGroupNode } from './playerGroupNode';
import { PlayerNode } from './playerNode';

type Node = PlayerGroupNode | PlayerNode | PlayerDetailNode;

/** Draws the players from the store, grouped by project. Knows no server. */
export class PlayerTree implements vscode.TreeDataProvider<Node>, Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new vscode.EventEmitter<void>());
	private readonly projects: ProjectSource;
	private readonly store: PlayerStore;
	private readonly regions: RegionMemory;
	private readonly clock: Clock;

	readonly onDidChangeTreeData = this.changed.event;

	constructor(projects: ProjectSource, store: PlayerStore, regions: RegionMemory, clock: Clock) {
		this.projects = projects;
		this.store = store;
		this.regions = regions;
		this.clock = clock;
		this.subscriptions.add(store.onDidChange(() => this.changed.fire()));
		this.subscriptions.add(projects.onDidChange(() => this.changed.fire()));
	}

	/** Draws again without news, so that ages on the rows stay true. */
	redraw(): void {
		this.changed.fire();
	}

	getTreeItem(node: Node): vscode.TreeItem {
		return node.toTreeItem();
	}

	getParent(node: Node): Node | undefined {
		return node instanceof PlayerGroupNode ? undefined : node.parent;
	}

	getChildren(node?: Node): Node[] {
		if (node instanceof PlayerGroupNode) {
			return this.playersOf(node);
		}
		if (node instanceof PlayerNode) {
			return node.details();
		}
		return node ? [] : this.groups();
	}

	/** The row of a player, if it is shown. */
	rowOf(appId: string | undefined, playerId: string | undefined): PlayerNode | undefined {
		const group = this.groups().find(({ project }) => project.appId === appId);
		return group && this.playersOf(group).find(({ shown }) => shown.player.id === playerId);
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private playersOf(group: PlayerGroupNode): PlayerNode[] {
		return this.store
			.players(group.project.appId)
			.map((shown) => new PlayerNode(group, shown, this.regions.ofPlayer(shown.player.id), this.clock.now()));
	}

	/** The projects with players, and those that could never be read; not those without Media Pull. */
	private groups(): PlayerGroupNode[] {
		return watchedProjects(this.projects).flatMap((project) => {
			const known = this.store.known(project.appId);
			const count = this.store.players(project.appId).length;
			const unread = known.value === undefined && known.error !== undefined;
			return count > 0 || (unread && !isAgoraError(known.error, 'forbidden'))
				? [new PlayerGroupNode(project, known, count, this.clock.now())]
				: [];
		});
	}
}
