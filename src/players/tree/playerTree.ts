import * as vscode from 'vscode';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../common/disposable';
import type { PlayerOrigins } from '../details/playerOrigins';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import type { PlayerFilter } from './channelFilter';
import { groupPlayers, listedProjects } from './grouping';
import { changesGrouping, grouping } from './groupingSetting';
import { moreItem, playerDetailItem, playerGroupItem, playerItem, playerTooltip } from './playerItems';
import type { PlayerDetailNode } from './playerNodes';
import { MoreNode, PlayerGroupNode, PlayerNode } from './playerNodes';
import { PlayerRows } from './playerRows';
import { Readings } from './readings';

export type PlayerTreeNode = PlayerGroupNode | PlayerNode | PlayerDetailNode | MoreNode;

export interface PlayerTreeDeps {
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly filter: PlayerFilter;
	readonly clock: Clock;
	/** How old a reading may be without its rows saying so. */
	readonly overdueMs: () => number;
	readonly origins: PlayerOrigins;
}

/** Draws the players from the store, and anew only the rows that look different. Knows no server. */
export class PlayerTree implements vscode.TreeDataProvider<PlayerTreeNode>, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<PlayerTreeNode[] | undefined>());
	readonly #deps: PlayerTreeDeps;
	readonly #rows = new PlayerRows();
	/** What the rows on the screen say that changes by itself: counts, ages, amounts. */
	readonly #drawn = new Map<PlayerTreeNode, string>();
	#soon: NodeJS.Timeout | undefined;
	readonly #readings: Readings;

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(deps: PlayerTreeDeps) {
		this.#deps = deps;
		const { store, clock, overdueMs } = deps;
		this.#readings = new Readings(store, clock, overdueMs);
		for (const { onDidChange } of [deps.projects, deps.filter]) {
			this.#subscriptions.add(onDidChange(() => this.#redrawSoon()));
		}
		this.#subscriptions.add(deps.store.onDidChange(() => this.#redrawSoon()));
		this.#subscriptions.add(
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (changesGrouping(event) || event.affectsConfiguration('agora.players.prices')) {
					this.#redrawSoon();
				}
			}),
		);
		this.#subscriptions.add(toDisposable(() => clearTimeout(this.#soon)));
		this.#update();
	}

	/** Draws again the rows whose ages and amounts are no longer true. */
	redrawAges(): void {
		this.#fire([...this.#drawn.keys()].filter((node) => this.#isStale(node)));
	}

	getTreeItem(node: PlayerTreeNode): vscode.TreeItem {
		const item = this.#itemOf(node);
		this.#drawn.set(node, looksOf(item));
		return item;
	}

	resolveTreeItem(item: vscode.TreeItem, node: PlayerTreeNode): vscode.TreeItem {
		if (node instanceof PlayerNode) {
			item.tooltip = playerTooltip(node, this.#deps.origins, this.#readings);
		}
		return item;
	}

	getParent(node: PlayerTreeNode): PlayerTreeNode | undefined {
		return node instanceof PlayerGroupNode ? undefined : node.parent;
	}

	getChildren(node?: PlayerTreeNode): PlayerTreeNode[] {
		if (node === undefined) {
			return [...this.#rows.roots];
		}
		if (node instanceof PlayerGroupNode) {
			return [...this.#rows.rowsOf(node)];
		}
		return node instanceof PlayerNode ? node.details() : [];
	}

	/** The row of a player, shown if it is behind “Load more…”; a filter that hides it is cleared. */
	rowOf(appId: string | undefined, playerId: string | undefined): PlayerNode | undefined {
		this.#redraw();
		let row = this.#rows.rowOf(appId, playerId);
		if (!row && this.#deps.filter.text !== '' && this.#isKnown(appId, playerId)) {
			this.#deps.filter.clear();
			this.#redraw();
			row = this.#rows.rowOf(appId, playerId);
		}
		this.#redraw();
		return row;
	}

	/** Shows more rows of a group, or more groups for `''`. */
	showMore(groupId: string): void {
		this.#rows.showMore(groupId);
		this.#redraw();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#isKnown(appId: string | undefined, playerId: string | undefined): boolean {
		const { store } = this.#deps;
		return appId !== undefined && store.players(appId).some(({ player }) => player.id === playerId);
	}

	#itemOf(node: PlayerTreeNode): vscode.TreeItem {
		const readings = this.#readings;
		const { origins } = this.#deps;
		if (node instanceof PlayerGroupNode) {
			return playerGroupItem(node, readings);
		}
		if (node instanceof PlayerNode) {
			return playerItem(node, origins, readings);
		}
		return node instanceof MoreNode ? moreItem(node) : playerDetailItem(node, origins);
	}

	/** Once for all that changes together, such as the answers for several projects. */
	#redrawSoon(): void {
		this.#soon ??= setTimeout(() => this.#redraw());
	}

	#redraw(): void {
		clearTimeout(this.#soon);
		this.#soon = undefined;
		const changed = this.#update();
		if (changed === 'all') {
			this.#drawn.clear();
			this.#changed.fire(undefined);
		} else {
			const stale = [...this.#drawn.keys()].filter(
				(node) => this.#saysOfReadings(node) && this.#isStale(node),
			);
			this.#fire([...new Set([...stale, ...changed])]);
		}
	}

	#update(): 'all' | readonly PlayerTreeNode[] {
		const { projects, store, filter } = this.#deps;
		return this.#rows.update(groupPlayers(listedProjects(projects, store), grouping(), filter.matches));
	}

	/** Of players, those that are grouped by status: the other groups say it themselves. */
	#saysOfReadings(node: PlayerTreeNode): boolean {
		return (
			node instanceof PlayerGroupNode || (node instanceof PlayerNode && node.parent.group.kind === 'status')
		);
	}

	#isStale(node: PlayerTreeNode): boolean {
		return this.#drawn.get(node) !== looksOf(this.#itemOf(node));
	}

	/** Only rows that VS Code knows: it draws the others when it asks for them. */
	#fire(nodes: readonly PlayerTreeNode[]): void {
		const drawn = nodes.filter((node) => this.#drawn.has(node));
		if (drawn.length > 0) {
			this.#changed.fire(drawn);
		}
	}
}

function looksOf({ label, description, iconPath }: vscode.TreeItem): string {
	const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
	return [label, description, icon].join('\n');
}
