import * as vscode from 'vscode';
import { type SessionSource, serverTime } from '../../agora/session';
import { type Clock, wallTime } from '../../common/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../common/disposable';
import type { ChannelPlayers } from '../channelPlayers';
import { SHARE_MS } from '../channelPoller';
import type { ChannelReader } from '../channelReader';
import type { ChannelScope } from '../channelScope';
import type { ChannelStore } from '../channelStore';
import { type ChannelFilter, listedProjects } from './channelFilter';
import {
	banHover,
	channelHover,
	channelProjectHover,
	groupHover,
	type HoverFacts,
	userHover,
} from './channelHovers';
import {
	banItem,
	bansItem,
	channelItem,
	channelProjectItem,
	moreItem,
	noteItem,
	userDetailItem,
	userGroupItem,
	userItem,
} from './channelItems';
import {
	BanNode,
	BansNode,
	ChannelNode,
	ChannelProjectNode,
	type ChannelTreeNode,
	ChannelUserNode,
	NoteNode,
	UserDetailNode,
	UserGroupNode,
} from './channelNodes';
import { ChannelRows } from './channelRows';
import { UserRows, usersWith } from './userRows';

/** A user's state is read again on a hover or when the row is expanded, if it is older than this. */
const STATE_AGE_MS = 60_000;

/** Redrawing a row closes its hover, so a hover may be this old. */
const HOVER_AGE_MS = 60_000;

interface ChannelTreeDeps {
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly clock: Clock;
	readonly store: ChannelStore;
	readonly scope: ChannelScope;
	readonly filter: ChannelFilter;
	readonly reader: Pick<ChannelReader, 'readUsers' | 'readUser'>;
	readonly players: Pick<ChannelPlayers, 'inChannel' | 'onDidChange'>;
	/** The setting `agora.channels.refreshSeconds`, in milliseconds. */
	readonly period: { readonly ms: number };
}

/** The rows of the Channels view. Fires changes only for the rows that look different. */
export class ChannelTree implements vscode.TreeDataProvider<ChannelTreeNode>, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<ChannelTreeNode[] | undefined>());
	readonly #deps: ChannelTreeDeps;
	readonly #rows = new ChannelRows();
	readonly #users = new UserRows(this.#rows.limits);
	readonly #details = new WeakMap<ChannelUserNode, readonly UserDetailNode[]>();
	readonly #notes = new WeakMap<ChannelNode | ChannelUserNode, NoteNode>();
	/** The appearance of each row that VS Code asked for, to find those that changed. */
	readonly #drawn = new Map<ChannelTreeNode, string>();
	/** The hovers that were shown since their rows were drawn. */
	readonly #hovers = new Map<ChannelTreeNode, { readonly text: string; readonly at: number }>();
	#redrawTimer: NodeJS.Timeout | undefined;

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(deps: ChannelTreeDeps) {
		this.#deps = deps;
		const { store, scope, filter, players } = deps;
		for (const { onDidChange } of [scope, filter]) {
			this.#subscriptions.add(onDidChange(() => this.#redrawSoon()));
		}
		this.#subscriptions.add(players.onDidChange(() => this.#redrawSoon()));
		this.#subscriptions.add(
			store.onDidChange((change) => {
				if (change.what === 'users') {
					this.#fire(
						this.channels.filter(
							(node) => node.project.appId === change.appId && node.channelName === change.channelName,
						),
					);
				} else if (change.what !== 'user') {
					this.#redrawSoon();
				}
			}),
		);
		this.#subscriptions.add(toDisposable(() => clearTimeout(this.#redrawTimer)));
		this.#update();
	}

	/** The rows of channels that VS Code may show. */
	get channels(): readonly ChannelNode[] {
		return this.#rows.channels;
	}

	/** Redraws the rows whose ages changed, in the row or in its hover, which VS Code keeps. */
	redrawAges(): void {
		this.#fire([...this.#drawn.keys()].filter((node) => this.#isStale(node) || this.#isHoverStale(node)));
	}

	getTreeItem(node: ChannelTreeNode): vscode.TreeItem {
		const item = this.#itemOf(node, this.#facts());
		this.#drawn.set(node, appearanceOf(item));
		this.#hovers.delete(node);
		return item;
	}

	async resolveTreeItem(item: vscode.TreeItem, node: ChannelTreeNode): Promise<vscode.TreeItem> {
		if (node instanceof ChannelUserNode) {
			await this.#readUser(node);
		}
		const hover = hoverOf(node, this.#facts());
		if (hover) {
			item.tooltip = hover;
			this.#hovers.set(node, { text: hover.value, at: this.#deps.clock.monotonic() });
		}
		return item;
	}

	getParent(node: ChannelTreeNode): ChannelTreeNode | undefined {
		return node instanceof ChannelProjectNode ? undefined : node.parent;
	}

	async getChildren(node?: ChannelTreeNode): Promise<ChannelTreeNode[]> {
		if (node === undefined) {
			return [...this.#rows.roots];
		}
		if (node instanceof ChannelProjectNode) {
			return [...this.#rows.rowsOf(node)];
		}
		if (node instanceof BansNode) {
			return [...this.#rows.bansOf(node)];
		}
		if (node instanceof ChannelNode) {
			return await this.#channelChildren(node);
		}
		if (node instanceof UserGroupNode) {
			const { project, channelName } = node.parent;
			const { value } = this.#deps.store.users(project.appId, channelName);
			return [...this.#users.usersOf(node, usersWith(value, node.role))];
		}
		return node instanceof ChannelUserNode ? await this.#userChildren(node) : [];
	}

	/** The row of a channel, shown even if it is behind “Load more…”. Clears a filter that hides it. */
	rowOf(appId: string, channelName: string): ChannelNode | undefined {
		const { filter, store } = this.#deps;
		this.#redraw();
		if (!this.#rows.showUpTo(appId, channelName) && store.channel(appId, channelName)) {
			filter.clear();
			this.#redraw();
			this.#rows.showUpTo(appId, channelName);
		}
		this.#redraw();
		return this.#rows.rowOf(appId, channelName);
	}

	/** Shows more rows below a row, or more on the first level for `''`. */
	showMore(parentId: string): void {
		this.#rows.showMore(parentId);
		this.#update();
		this.#fireAll();
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	/** Reads the users unless that was tried: polling reads them again. */
	async #channelChildren(node: ChannelNode): Promise<ChannelTreeNode[]> {
		const { store, reader } = this.#deps;
		const { value, error } = store.users(node.project.appId, node.channelName);
		if (value === undefined && error === undefined) {
			await reader.readUsers(node.project, node.channelName);
		}
		const reading = store.users(node.project.appId, node.channelName);
		const groups = reading.value ? this.#users.groupsOf(node, reading.value) : [];
		const hasNote = reading.error !== undefined || reading.value?.exists === false;
		return [...(hasNote ? [this.#noteOf(node)] : []), ...groups];
	}

	async #userChildren(node: ChannelUserNode): Promise<ChannelTreeNode[]> {
		await this.#readUser(node);
		const { user, project, channelName } = node;
		if (!('uid' in user)) {
			return [];
		}
		const { value, error } = this.#deps.store.user(project.appId, channelName, user.uid);
		const hasNote = error !== undefined || value?.inChannel === false;
		return [...(hasNote ? [this.#noteOf(node)] : []), ...(value?.inChannel ? this.#detailsOf(node) : [])];
	}

	async #readUser({ user, project, channelName }: ChannelUserNode): Promise<void> {
		const { store, reader, clock } = this.#deps;
		if ('uid' in user) {
			const { loadedAt = Number.NEGATIVE_INFINITY } = store.user(project.appId, channelName, user.uid);
			if (clock.monotonic() - loadedAt > STATE_AGE_MS) {
				await reader.readUser(project, channelName, user.uid);
			}
		}
	}

	#noteOf(parent: ChannelNode | ChannelUserNode): NoteNode {
		const note = this.#notes.get(parent) ?? new NoteNode(parent);
		this.#notes.set(parent, note);
		return note;
	}

	#detailsOf(node: ChannelUserNode): readonly UserDetailNode[] {
		const details =
			this.#details.get(node) ??
			(['joined', 'platform', 'role'] as const).map((detail) => new UserDetailNode(node, detail));
		this.#details.set(node, details);
		return details;
	}

	#facts(): HoverFacts {
		const { store, players, clock, sessions, period } = this.#deps;
		return {
			...{ store, players },
			now: clock.monotonic(),
			serverNow: serverTime(sessions, clock),
			// The more projects have rows, the less often each is read.
			overdueMs: 2 * Math.max(period.ms, this.#rows.roots.length * SHARE_MS),
			wallTime: (moment) => wallTime(moment, clock),
		};
	}

	#itemOf(node: ChannelTreeNode, facts: HoverFacts): vscode.TreeItem {
		if (node instanceof ChannelProjectNode) {
			const { channels = [], bans = [], hasBansRow = false } = this.#rows.listedOf(node) ?? {};
			return channelProjectItem(node, { channels }, hasBansRow || channels.length + bans.length > 0, facts);
		}
		if (node instanceof ChannelNode) {
			return channelItem(node);
		}
		if (node instanceof ChannelUserNode) {
			return userItem(node, facts);
		}
		if (node instanceof UserGroupNode) {
			return userGroupItem(node, facts);
		}
		if (node instanceof UserDetailNode) {
			return userDetailItem(node, facts);
		}
		if (node instanceof NoteNode) {
			return noteItem(node, facts);
		}
		if (node instanceof BansNode) {
			return bansItem(node, { bans: this.#rows.listedOf(node)?.bans ?? [] }, facts);
		}
		return node instanceof BanNode ? banItem(node, facts) : moreItem(node);
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
			this.#fireAll();
		} else {
			const stale = [...this.#drawn.keys()].filter((node) => this.#isStale(node));
			this.#fire([...new Set([...changed, ...stale])]);
		}
	}

	#update(): 'all' | readonly ChannelTreeNode[] {
		const { scope, store, filter } = this.#deps;
		return this.#rows.update(listedProjects(scope, store, filter), scope.isAll);
	}

	#isStale(node: ChannelTreeNode): boolean {
		return this.#drawn.get(node) !== appearanceOf(this.#itemOf(node, this.#facts()));
	}

	#isHoverStale(node: ChannelTreeNode): boolean {
		const shown = this.#hovers.get(node);
		return (
			shown !== undefined &&
			this.#deps.clock.monotonic() - shown.at > HOVER_AGE_MS &&
			shown.text !== hoverOf(node, this.#facts())?.value
		);
	}

	#fireAll(): void {
		this.#drawn.clear();
		this.#hovers.clear();
		this.#changed.fire(undefined);
	}

	/** Skips rows that VS Code did not ask for yet. */
	#fire(nodes: readonly ChannelTreeNode[]): void {
		const drawn = nodes.filter((node) => this.#drawn.has(node));
		if (drawn.length > 0) {
			this.#changed.fire(drawn);
		}
	}
}

/** Undefined for rows whose item contains its tooltip. */
function hoverOf(node: ChannelTreeNode, facts: HoverFacts): vscode.MarkdownString | undefined {
	if (node instanceof ChannelNode) {
		return channelHover(node, facts);
	}
	if (node instanceof ChannelUserNode) {
		return userHover(node, facts);
	}
	if (node instanceof UserGroupNode) {
		return groupHover(node, facts);
	}
	if (node instanceof ChannelProjectNode) {
		return channelProjectHover(node, facts);
	}
	return node instanceof BanNode ? banHover(node, facts) : undefined;
}

function appearanceOf({ label, description, iconPath, contextValue }: vscode.TreeItem): string {
	const icon = iconPath instanceof vscode.ThemeIcon ? `${iconPath.id} ${iconPath.color?.id}` : '';
	return [label, description, icon, contextValue].join('\n');
}
