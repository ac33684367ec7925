import * as vscode from 'vscode';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../common/disposable';
import type { PlayerOrigins } from '../details/playerOrigins';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import { GROUPINGS, type Grouping, groupPlayers, listedProjects, type PlayerFilter } from './grouping';
import { groupHover, playerHover } from './playerHovers';
import { moreItem, playerDetailItem, playerGroupItem, playerItem } from './playerItems';
import { MoreNode, type PlayerDetailNode, PlayerGroupNode, PlayerNode } from './playerNodes';
import { PlayerRows } from './playerRows';
import { Readings } from './readings';

export type PlayerTreeNode = PlayerGroupNode | PlayerNode | PlayerDetailNode | MoreNode;

interface PlayerTreeDeps {
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly filter: PlayerFilter;
	readonly clock: Clock;
	/** The age from which on rows show when their project was read. */
	readonly overdueMs: () => number;
	readonly origins: PlayerOrigins;
}

/** The rows of the Cloud Players view. Fires changes only for the rows that look different. */
export class PlayerTree implements vscode.TreeDataProvider<PlayerTreeNode>, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<PlayerTreeNode[] | undefined>());
	readonly #deps: PlayerTreeDeps;
	readonly #rows = new PlayerRows();
	/** The appearance of each row that VS Code asked for, to find those whose counts, ages or amounts changed. */
	readonly #drawn = new Map<PlayerTreeNode, string>();
	/** The hovers that were shown since their rows were drawn. */
	readonly #hovers = new Map<PlayerTreeNode, { readonly text: string; readonly at: number }>();
	#redrawTimer: NodeJS.Timeout | undefined;
	readonly #readings: Readings;

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(deps: PlayerTreeDeps) {
		this.#deps = deps;
		const { store, clock, overdueMs } = deps;
		this.#readings = new Readings(store, clock, overdueMs);
		for (const { onDidChange } of [deps.projects, deps.filter]) {
			this.#subscriptions.add(onDidChange(() => this.#redrawSoon()));
		}
		this.#subscriptions.add(store.onDidChange(() => this.#redrawSoon()));
		this.#subscriptions.add(
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (SETTINGS.some((setting) => event.affectsConfiguration(setting))) {
					this.#redrawSoon();
				}
			}),
		);
		this.#subscriptions.add(toDisposable(() => clearTimeout(this.#redrawTimer)));
		this.#update();
	}

	/** Redraws the rows whose ages or amounts changed, in the row or in its hover, which VS Code keeps. */
	redrawAges(): void {
		this.#fire([...this.#drawn.keys()].filter((node) => this.#isStale(node) || this.#isHoverStale(node)));
	}

	getTreeItem(node: PlayerTreeNode): vscode.TreeItem {
		const item = this.#itemOf(node);
		this.#drawn.set(node, appearanceOf(item));
		this.#hovers.delete(node);
		return item;
	}

	resolveTreeItem(item: vscode.TreeItem, node: PlayerTreeNode): vscode.TreeItem {
		const hover = this.#hoverOf(node);
		if (hover) {
			item.tooltip = hover;
			this.#hovers.set(node, { text: hover.value, at: this.#deps.clock.monotonic() });
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

	/** The row of a player, shown even if it is behind “Load more…”. Clears a filter that hides it. */
	rowOf(appId: string | undefined, playerId: string | undefined): PlayerNode | undefined {
		this.#redraw();
		let row = this.#rows.rowOf(appId, playerId);
		if (!row && this.#deps.filter.text !== '' && this.#isStored(appId, playerId)) {
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

	#isStored(appId: string | undefined, playerId: string | undefined): boolean {
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

	/** Undefined for rows whose item contains its tooltip. */
	#hoverOf(node: PlayerTreeNode): vscode.MarkdownString | undefined {
		const { origins } = this.#deps;
		if (node instanceof PlayerGroupNode) {
			return groupHover(node, origins, this.#readings);
		}
		return node instanceof PlayerNode ? playerHover(node, origins, this.#readings) : undefined;
	}

	/** Redraws once for changes that arrive together, such as the responses for several projects. */
	#redrawSoon(): void {
		this.#redrawTimer ??= setTimeout(() => this.#redraw());
	}

	#redraw(): void {
		clearTimeout(this.#redrawTimer);
		this.#redrawTimer = undefined;
		const changed = this.#update();
		if (changed === 'all') {
			this.#drawn.clear();
			this.#hovers.clear();
			this.#changed.fire(undefined);
		} else {
			const stale = [...this.#drawn.keys()].filter(
				(node) => this.#showsReadings(node) && this.#isStale(node),
			);
			this.#fire([...new Set([...stale, ...changed])]);
		}
	}

	#update(): 'all' | readonly PlayerTreeNode[] {
		const { projects, store, filter } = this.#deps;
		return this.#rows.update(
			groupPlayers(listedProjects(projects, store), groupingSetting(), filter.matches),
		);
	}

	/** Player rows show it only if they are grouped by status: the other groups show it themselves. */
	#showsReadings(node: PlayerTreeNode): boolean {
		return (
			node instanceof PlayerGroupNode || (node instanceof PlayerNode && node.parent.group.kind === 'status')
		);
	}

	#isStale(node: PlayerTreeNode): boolean {
		return this.#drawn.get(node) !== appearanceOf(this.#itemOf(node));
	}

	#isHoverStale(node: PlayerTreeNode): boolean {
		const shown = this.#hovers.get(node);
		return (
			shown !== undefined &&
			this.#deps.clock.monotonic() - shown.at > HOVER_AGE_MS &&
			shown.text !== this.#hoverOf(node)?.value
		);
	}

	/** Skips rows that VS Code did not ask for yet. */
	#fire(nodes: readonly PlayerTreeNode[]): void {
		const drawn = nodes.filter((node) => this.#drawn.has(node));
		if (drawn.length > 0) {
			this.#changed.fire(drawn);
		}
	}
}

/** Redrawing a row closes its hover, so a hover may be this old. */
const HOVER_AGE_MS = 60_000;

function appearanceOf({ label, description, iconPath }: vscode.TreeItem): string {
	const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
	return [label, description, icon].join('\n');
}

const GROUP_BY = 'players.groupBy';

/** The settings that change the rows. */
const SETTINGS = [`agora.${GROUP_BY}`, 'agora.players.prices'];

/** The setting `agora.players.groupBy`. */
export function groupingSetting(): Grouping {
	const setting = vscode.workspace.getConfiguration('agora').get<string>(GROUP_BY);
	return GROUPINGS.find((each) => each === setting) ?? 'project';
}

export async function setGrouping(by: Grouping): Promise<void> {
	await vscode.workspace.getConfiguration('agora').update(GROUP_BY, by, vscode.ConfigurationTarget.Global);
}
