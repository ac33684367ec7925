import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Emitter } from '../../common/emitter';
import type { ContextKeySetter } from '../../ui/commands';
import { refreshErrorMessage } from '../../ui/errorText';
import { withViewProgress } from '../../ui/progress';
import { ageText, countText } from '../../ui/text';
import {
	type FocusedRows,
	focusedRows,
	onDoubleClick,
	RedrawTimer,
	type RowExpansion,
	selectRow,
} from '../../ui/treeLifecycle';
import type { ChannelPlayers } from '../channelPlayers';
import type { WatchedView } from '../channelPoller';
import type { WatchedChannels } from '../channelReader';
import type { ChannelScope } from '../channelScope';
import type { ChannelStore } from '../channelStore';
import { type ChannelFilter, listedProjects } from './channelFilter';
import { playerOfNode } from './channelItems';
import { type ChannelNode, type ChannelTreeNode, ChannelUserNode } from './channelNodes';
import type { ListedProject } from './channelRows';
import type { ChannelTree } from './channelTree';

export const CHANNELS_VIEW = 'agora.channels';

/** Up to this number of projects, all are read within some seconds, and no progress is shown. */
const READ_TOGETHER = 20;

type ShownTree = Pick<
	vscode.TreeView<ChannelTreeNode>,
	| 'description'
	| 'message'
	| 'onDidChangeVisibility'
	| 'onDidCollapseElement'
	| 'onDidExpandElement'
	| 'reveal'
	| 'selection'
	| 'visible'
>;

/** The view, which exists before the code that fills it is loaded. */
export interface ViewShell {
	readonly view: ShownTree;
	readonly expansion: RowExpansion;
}

interface ChannelViewDeps {
	readonly sessions: SessionSource;
	readonly clock: Clock;
	readonly contextKeys: Pick<ContextKeySetter, 'set'>;
	readonly store: ChannelStore;
	readonly scope: ChannelScope;
	readonly filter: ChannelFilter;
	readonly players: Pick<ChannelPlayers, 'inChannel' | 'reveal'>;
	/** Signs in with the stored account and reads its projects, unless that is already done. */
	readonly ensureProjects: () => Promise<void>;
}

/** The Channels view around its tree: description, message, welcome texts, and what is read while it is visible. */
export class ChannelView implements Disposable, WatchedView {
	readonly #subscriptions = new DisposableStore();
	readonly #changedWatched = this.#subscriptions.add(new Emitter<void>());
	readonly #deps: ChannelViewDeps;
	readonly #view: ShownTree;
	readonly #expansion: RowExpansion;
	readonly #tree: ChannelTree;
	readonly #aging: RedrawTimer;
	#endProgress: (() => void) | undefined;

	readonly onDidChangeWatched = this.#changedWatched.event;

	constructor({ view, expansion }: ViewShell, tree: ChannelTree, deps: ChannelViewDeps) {
		this.#view = view;
		this.#expansion = expansion;
		this.#tree = tree;
		this.#deps = deps;
		this.#aging = this.#subscriptions.add(
			new RedrawTimer(() => {
				tree.redrawAges();
				this.#update();
			}, 15_000),
		);
		const { sessions, store, scope, filter, players } = deps;
		this.#subscriptions.add(sessions.onDidChange(() => this.#load()));
		this.#subscriptions.add(store.onDidChange(() => this.#update()));
		this.#subscriptions.add(scope.onDidChange(() => this.#onDidChangeWatched()));
		this.#subscriptions.add(filter.onDidChange(() => this.#onDidChangeWatched()));
		this.#subscriptions.add(tree.onDidChangeTreeData(() => this.#changedWatched.fire()));
		this.#subscriptions.add(view.onDidExpandElement(() => this.#changedWatched.fire()));
		this.#subscriptions.add(view.onDidCollapseElement(() => this.#changedWatched.fire()));
		this.#subscriptions.add(view.onDidChangeVisibility(() => this.#load()));
		this.#subscriptions.add(
			onDoubleClick(view, (node) => {
				const player = node instanceof ChannelUserNode ? playerOfNode(node, deps) : undefined;
				if (node instanceof ChannelUserNode && player) {
					void players.reveal(node.project.appId, player.id);
				}
			}),
		);
		this.#load();
	}

	get isVisible(): boolean {
		return this.#view.visible;
	}

	get watched(): WatchedChannels {
		return {
			appIds: this.#deps.scope.projects.map(({ appId }) => appId),
			expanded: this.#tree.channels
				.filter((node) => this.#isExpanded(node))
				.map(({ project, channelName }) => ({ appId: project.appId, channelName })),
		};
	}

	/** Shows more rows below a row, or more on the first level for `''`. */
	showMore(parentId: string): void {
		this.#tree.showMore(parentId);
	}

	/** The rows that a key acts on. */
	focusedRows(): Promise<FocusedRows<ChannelTreeNode>> {
		return focusedRows(this.#view);
	}

	/** Shows and selects the row of a channel, if it is listed. Clears a filter and shows all projects if that is necessary. Returns whether it is listed. */
	async reveal(appId: string, channelName: string): Promise<boolean> {
		const { scope } = this.#deps;
		await vscode.commands.executeCommand(`${CHANNELS_VIEW}.focus`);
		if (!scope.projects.some((project) => project.appId === appId)) {
			await scope.showAll(true);
		}
		return await selectRow(this.#view, () => this.#tree.rowOf(appId, channelName), { focus: true });
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#endProgress?.();
	}

	#isExpanded({ id, parent }: ChannelNode): boolean {
		return (
			this.#expansion.isExpanded(id) === true && (!parent || this.#expansion.isExpanded(parent.id) !== false)
		);
	}

	#load(): void {
		this.#onDidChangeWatched();
		if (this.#view.visible) {
			void withViewProgress(CHANNELS_VIEW, this.#deps.ensureProjects);
		}
	}

	#onDidChangeWatched(): void {
		this.#update();
		this.#changedWatched.fire();
	}

	#update(): void {
		const { contextKeys, filter, scope } = this.#deps;
		const state = this.#state();
		const failure = this.#failureMessage();
		// Where the filter hides all channels, a welcome text says so, too. VS Code shows it only without a message.
		const filtered = state === 'noMatch' && failure === undefined ? undefined : this.#filterMessage();
		const message = [filtered, failure, this.#unreadMessage()]
			.filter((line) => line !== undefined)
			.join(' — ');
		this.#show(this.#description(), message);
		this.#updateProgress(state, message);
		contextKeys.set('agora.channels.state', state);
		// Shows Retry in the title of the view, because a message cannot contain a link.
		contextKeys.set('agora.channels.failing', failure !== undefined);
		contextKeys.set('agora.channels.filtered', filter.isActive);
		contextKeys.set('agora.channels.scope', scope.isAll ? 'all' : 'active');
		this.#aging.setRunning(this.#view.visible && (state === 'ready' || message !== ''));
	}

	/** Sets only what changed: VS Code sends each assignment to the window. */
	#show(description: string, message: string): void {
		if (this.#view.description !== description) {
			this.#view.description = description;
		}
		if ((this.#view.message ?? '') !== message) {
			this.#view.message = message;
		}
	}

	/** The account, and the project if rows do not name it. */
	#description(): string {
		const { sessions, scope } = this.#deps;
		const account = sessions.current?.accountLabel ?? '';
		const [project] = scope.isAll ? [] : scope.projects;
		return project && account !== '' ? `${account} · ${project.name}` : account;
	}

	#state(): 'unknown' | 'noProject' | 'disabled' | 'empty' | 'forbidden' | 'noMatch' | 'ready' {
		const { scope, store, filter } = this.#deps;
		const { projects } = scope;
		if (projects.length === 0) {
			return scope.isDisabled ? 'disabled' : 'noProject';
		}
		if (hasRows(scope, listedProjects(scope, store, filter))) {
			return 'ready';
		}
		const readings = projects.map(({ appId }) => store.channels(appId));
		const hasHidden = projects.some(
			({ appId }) => store.channels(appId).value?.length || store.bans(appId).value?.length,
		);
		if (hasHidden) {
			return 'noMatch';
		}
		if (readings.every(({ error }) => isAgoraError(error, 'forbidden'))) {
			return 'forbidden';
		}
		const isRead = readings.every(({ value, error }) => value || isAgoraError(error, 'forbidden'));
		return isRead ? 'empty' : 'unknown';
	}

	/** Shows the progress bar until channels are read for the first time. Many projects have a message instead. */
	#updateProgress(state: string, message: string): void {
		const { sessions, scope } = this.#deps;
		const isReading =
			this.#view.visible &&
			sessions.current !== undefined &&
			state === 'unknown' &&
			message === '' &&
			scope.projects.length <= READ_TOGETHER;
		if (!isReading) {
			this.#endProgress?.();
			this.#endProgress = undefined;
		} else if (!this.#endProgress) {
			void withViewProgress(
				CHANNELS_VIEW,
				() =>
					new Promise<void>((resolve) => {
						this.#endProgress = resolve;
					}),
			);
		}
	}

	#filterMessage(): string | undefined {
		const { filter, scope, store } = this.#deps;
		return filter.isActive
			? vscode.l10n.t('Filter: “{0}” · {1}', filter.text.trim(), filterCount(filter, scope, store))
			: undefined;
	}

	/**
	 * Why channels could not be read again, in one line: the reason of the first project with channels, with the age of its rows,
	 * else the first reason. That Agora refuses to list them is said once, by a welcome text or the row of the project.
	 */
	#failureMessage(): string | undefined {
		const { scope, store, clock } = this.#deps;
		const failing = scope.projects
			.map(({ appId }) => store.channels(appId))
			.filter(({ error, value }) => error !== undefined && (value || !isAgoraError(error, 'forbidden')));
		const first = failing.find(({ value }) => value && value.length > 0) ?? failing[0];
		return first && refreshErrorMessage(first, clock.monotonic());
	}

	/** The progress of reading, if there are so many projects that they are read in turn. */
	#unreadMessage(): string | undefined {
		const { scope, store, clock } = this.#deps;
		const { projects } = scope;
		if (projects.length <= READ_TOGETHER) {
			return undefined;
		}
		const readings = projects.map(({ appId }) => store.channels(appId));
		const unread = readings.filter(({ value, error }) => value === undefined && error === undefined).length;
		if (unread > 0) {
			return vscode.l10n.t('{0} of {1} projects not read yet', countText(unread), countText(projects.length));
		}
		const oldest = Math.min(...readings.map(({ loadedAt = Number.POSITIVE_INFINITY }) => loadedAt));
		const now = clock.monotonic();
		return now - oldest <= SHOWN_AGE_MS || oldest === Number.POSITIVE_INFINITY
			? undefined
			: vscode.l10n.t(
					'{0} projects are read in turn; oldest reading: {1}',
					countText(projects.length),
					ageText(oldest, now),
				);
	}
}

/** From this age on, the view shows when the projects were read. */
const SHOWN_AGE_MS = 120_000;

function hasRows({ isAll }: Pick<ChannelScope, 'isAll'>, listed: readonly ListedProject[]): boolean {
	return isAll
		? listed.length > 0
		: listed.some(({ channels, hasBansRow }) => channels.length > 0 || hasBansRow);
}

/** How many of the channels the filter shows: “3 of 40”. */
export function filterCount(
	filter: Pick<ChannelFilter, 'channels'>,
	{ projects }: Pick<ChannelScope, 'projects'>,
	store: Pick<ChannelStore, 'channels'>,
): string {
	const all = projects.map(({ appId }) => store.channels(appId).value ?? []);
	const shown = all.reduce((sum, channels) => sum + filter.channels(channels).length, 0);
	const total = all.reduce((sum, channels) => sum + channels.length, 0);
	return vscode.l10n.t('{0} of {1}', countText(shown), countText(total));
}
