import * as vscode from 'vscode';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../common/disposable';
import type { PlayerOrigins } from '../details/playerOrigins';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import { GROUPINGS, type Grouping, groupPlayers, listedProjects, type PlayerFilter } from './grouping';
import { groupHover, playerHover } from './playerHovers';
import { moreItem, playerDetailItem, playerGroupItem, playerItem } from './playerItems';
import { MoreNode, PlayerDetailNode, PlayerGroupNode, PlayerNode } from './playerNodes';
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

type FollowedView = Pick<
	vscode.TreeView<PlayerTreeNode>,
	'visible' | 'onDidChangeVisibility' | 'onDidExpandElement' | 'onDidCollapseElement'
>;

/** The rows of the Cloud Players view. Fires changes only for the rows that look different. */
export class PlayerTree implements vscode.TreeDataProvider<PlayerTreeNode>, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<PlayerTreeNode[] | undefined>());
	readonly #deps: PlayerTreeDeps;
	readonly #rows = new PlayerRows();
	/** The appearance of each row that VS Code asked for, to find those whose counts, ages or amounts changed. */
	readonly #drawn = new Map<PlayerTreeNode, string>();
	/** Players whose details are shown, and groups whose players are not. */
	readonly #expanded = new WeakSet<PlayerTreeNode>();
	readonly #collapsed = new WeakSet<PlayerTreeNode>();
	#view: FollowedView | undefined;
	#watchTimer: NodeJS.Timeout | undefined;
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
		const { presences } = deps.origins;
		this.#subscriptions.add(
			presences.onDidChange(({ appId, channelName }) => this.#redrawPresences(appId, channelName)),
		);
		this.#subscriptions.add(
			toDisposable(() => {
				clearTimeout(this.#redrawTimer);
				clearTimeout(this.#watchTimer);
				presences.poller.watchRows([]);
			}),
		);
		this.#update();
	}

	/** Redraws the rows whose ages or amounts changed, in the row or in its hover, which VS Code keeps. */
	redrawAges(): void {
		this.#fire([...this.#drawn.keys()].filter((node) => this.#isStale(node) || this.#isHoverStale(node)));
	}

	/** Reads whether players are in their channels while the view is visible: those of the rows that it shows. */
	follow(view: FollowedView): void {
		this.#view = view;
		this.#subscriptions.add(view.onDidChangeVisibility(() => this.#watchSoon()));
		this.#subscriptions.add(view.onDidExpandElement(({ element }) => this.#setExpanded(element, true)));
		this.#subscriptions.add(view.onDidCollapseElement(({ element }) => this.#setExpanded(element, false)));
		this.#watchSoon();
	}

	#setExpanded(node: PlayerTreeNode, isExpanded: boolean): void {
		if (isExpanded) {
			this.#expanded.add(node);
			this.#collapsed.delete(node);
		} else {
			this.#expanded.delete(node);
			this.#collapsed.add(node);
		}
		this.#watchSoon();
	}

	getTreeItem(node: PlayerTreeNode): vscode.TreeItem {
		const item = this.#itemOf(node);
		this.#drawn.set(node, appearanceOf(item));
		this.#hovers.delete(node);
		if (node instanceof PlayerNode) {
			this.#watchSoon();
		}
		return item;
	}

	async resolveTreeItem(item: vscode.TreeItem, node: PlayerTreeNode): Promise<vscode.TreeItem> {
		if (node instanceof PlayerNode) {
			const { clock, origins } = this.#deps;
			const { project, shown } = node;
			const reading = origins.presences.poller.readForHover(project.appId, shown.player.id);
			await Promise.race([reading, clock.sleep(HOVER_WAIT_MS)]);
		}
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
		if (node instanceof PlayerNode) {
			this.#setExpanded(node, true);
			return node.details();
		}
		return [];
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

	/** Tells the poller which rows VS Code shows, as far as extensions know: it asks for the rows of expanded groups only. */
	#watchSoon(): void {
		this.#watchTimer ??= setTimeout(() => {
			this.#watchTimer = undefined;
			const nodes = this.#view?.visible ? [...this.#drawn.keys()] : [];
			const rows = nodes.flatMap((node) =>
				node instanceof PlayerNode && !this.#collapsed.has(node.parent)
					? {
							appId: node.project.appId,
							playerId: node.shown.player.id,
							isOpen: this.#expanded.has(node),
						}
					: [],
			);
			this.#deps.origins.presences.poller.watchRows(rows);
		});
	}

	#redrawPresences(appId: string | undefined, channelName: string | undefined): void {
		const concerns = ({ project, shown }: PlayerNode) =>
			(appId === undefined || project.appId === appId) &&
			(channelName === undefined || shown.player.channelName === channelName);
		const rows = [...this.#drawn.keys()].filter((node) => {
			const player = node instanceof PlayerDetailNode ? node.parent : node;
			return player instanceof PlayerNode && concerns(player) && this.#isStale(node);
		});
		this.#fire(rows);
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

/** How long a hover waits for whether its player is in its channel, in milliseconds. */
const HOVER_WAIT_MS = 1500;

function appearanceOf({ label, description, iconPath, contextValue }: vscode.TreeItem): string {
	const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
	return [label, description, icon, contextValue].join('\n');
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
