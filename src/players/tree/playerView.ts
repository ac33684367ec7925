import * as vscode from 'vscode';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { Loadable } from '../../common/loadable';
import { type ContextKeySetter, runCommand } from '../../ui/commands';
import { refreshErrorMessage } from '../../ui/errorText';
import { withViewProgress } from '../../ui/progress';
import { ageText, attentionTexts, countText, listText } from '../../ui/text';
import {
	type FocusedRows,
	focusedRows,
	LazyTree,
	onDoubleClick,
	RedrawTimer,
	selectRow,
} from '../../ui/treeLifecycle';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import type { PlayerCounts } from '../store/playerSummary';
import { type ReadingSummary, readingSummary } from '../store/readingAges';
import { isRefused, type PlayerFilter } from './grouping';
import { PlayerNode } from './playerNodes';
import type { PlayerTree, PlayerTreeNode } from './playerTree';

const VIEW_ID = 'agora.players';

/** Up to this number of projects, all are read within one or two rounds, and no progress is shown. */
const READ_TOGETHER = 20;

/** From this age on, the view shows when the projects without players were read. */
const SHOWN_AGE_MS = 120_000;

interface PlayerViewDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly filter: PlayerFilter;
	readonly contextKeys: ContextKeySetter;
	readonly clock: Clock;
	readonly summary: { count(): PlayerCounts; readonly onDidChange: Event<void> };
	readonly live: {
		/** Signs in with the stored account if needed, and reads the players. */
		refresh(): Promise<void>;
		/** Polls faster while the view is visible. */
		setVisible(visible: boolean): void;
	};
}

/** The Cloud Players view: its tree, its badge with the number of players that need attention, and its message. */
export class PlayerView implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PlayerViewDeps;
	readonly #view: vscode.TreeView<PlayerTreeNode>;
	readonly #tree: LazyTree<PlayerTreeNode, PlayerTree>;
	readonly #aging: RedrawTimer;

	constructor(deps: PlayerViewDeps, loadTree: () => Promise<PlayerTree>) {
		this.#deps = deps;
		this.#tree = this.#subscriptions.add(
			new LazyTree<PlayerTreeNode, PlayerTree>(async () => {
				const tree = await loadTree();
				tree.follow(this.#view);
				return tree;
			}),
		);
		this.#view = this.#subscriptions.add(
			vscode.window.createTreeView(VIEW_ID, {
				treeDataProvider: this.#tree,
				canSelectMany: true,
				showCollapseAll: true,
			}),
		);
		this.#tree.expansion.follow(this.#view);
		this.#subscriptions.add(
			onDoubleClick(this.#view, (node) => {
				if (node instanceof PlayerNode) {
					void runCommand('agora.player.show', node);
				}
			}),
		);
		this.#aging = this.#subscriptions.add(
			new RedrawTimer(() => {
				if (this.#view.visible) {
					void this.#tree.loaded?.then((loaded) => loaded.redrawAges());
				}
				this.#update();
			}, 15_000),
		);
		const { store, projects, filter, summary, sessions } = deps;
		for (const { onDidChange } of [projects, filter, summary]) {
			this.#subscriptions.add(onDidChange(() => this.#update()));
		}
		this.#subscriptions.add(store.onDidChange(() => this.#update()));
		this.#subscriptions.add(sessions.onDidChange(() => this.#updateVisibility()));
		this.#subscriptions.add(this.#view.onDidChangeVisibility(() => this.#updateVisibility()));
		this.#updateVisibility();
	}

	/** Reads the players again and shows progress in the view. */
	async refresh(): Promise<void> {
		await withViewProgress(VIEW_ID, () => this.#deps.live.refresh());
	}

	/** Shows more rows of a group, or more groups for `''`. */
	async showMore(groupId: string): Promise<void> {
		(await this.#tree.ensureLoaded()).showMore(groupId);
	}

	/** The rows that a key acts on. */
	focusedRows(): Promise<FocusedRows<PlayerTreeNode>> {
		return focusedRows(this.#view);
	}

	/**
	 * Shows and selects the row of a player, if there is one. Clears a filter that hides it.
	 *
	 * @param focus whether to focus the view and the row, too.
	 */
	async reveal(appId: string | undefined, playerId: string | undefined, focus = true): Promise<void> {
		if (focus) {
			await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
		}
		const tree = await this.#tree.ensureLoaded();
		await selectRow(this.#view, () => tree.rowOf(appId, playerId), { focus });
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#updateVisibility(): void {
		this.#update();
		this.#deps.live.setVisible(this.#view.visible);
	}

	#update(): void {
		const { sessions, contextKeys, projects, store, filter, summary } = this.#deps;
		const badge = badgeOf(summary.count());
		const isEmpty = store.appIdsWithPlayers.size === 0;
		const readings = readingSummary(projects, store);
		const failure = this.#failureMessage();
		const message = [this.#filterMessage(), failure, this.#unreadMessage(readings)]
			.filter((line) => line !== undefined)
			.join(' — ');
		this.#show(sessions.current?.accountLabel ?? '', badge, message);
		// Shows Retry in the title of the view, because a message cannot contain a link.
		contextKeys.set('agora.players.failing', failure !== undefined);
		contextKeys.set('agora.players.filtered', filter.text !== '');
		contextKeys.set('agora.players.state', stateOf(readings, isEmpty));
		// The badge shows an age while the view is hidden, too.
		this.#aging.setRunning(badge !== undefined || (this.#view.visible && (!isEmpty || message !== '')));
	}

	/** Sets only what changed: VS Code sends each assignment to the window. */
	#show(description: string, badge: vscode.ViewBadge | undefined, message: string): void {
		if (this.#view.description !== description) {
			this.#view.description = description;
		}
		if (this.#view.badge?.value !== badge?.value || this.#view.badge?.tooltip !== badge?.tooltip) {
			this.#view.badge = badge;
		}
		if ((this.#view.message ?? '') !== message) {
			this.#view.message = message;
		}
	}

	#filterMessage(): string | undefined {
		const { filter, store } = this.#deps;
		return filter.text === ''
			? undefined
			: vscode.l10n.t('Channel: {0} · {1}', filter.text, filterCount(filter, store));
	}

	/**
	 * Why projects could not be read again, in one line: the reason of the first project with players, with the age of its rows,
	 * else the first reason. A project without players that Agora refuses to list has a row that says so.
	 */
	#failureMessage(): string | undefined {
		const { store, clock } = this.#deps;
		let first: Loadable<unknown> | undefined;
		for (const appId of store.failingAppIds) {
			const reading = store.loadable(appId);
			if (store.appIdsWithPlayers.has(appId)) {
				return refreshErrorMessage(reading, clock.monotonic());
			}
			if (!isRefused(reading.error)) {
				first ??= reading;
			}
		}
		return first && refreshErrorMessage(first, clock.monotonic());
	}

	/** The progress of reading, if there are so many projects that they are read in turn. */
	#unreadMessage({ total, unread, oldestReadAt }: ReadingSummary): string | undefined {
		if (total <= READ_TOGETHER || this.#deps.sessions.current === undefined) {
			return undefined;
		}
		if (unread > 0) {
			return vscode.l10n.t('{0} of {1} projects not read yet', countText(unread), countText(total));
		}
		const now = this.#deps.clock.monotonic();
		return oldestReadAt === undefined || now - oldestReadAt <= SHOWN_AGE_MS
			? undefined
			: vscode.l10n.t(
					'{0} projects are read in turn; oldest reading: {1}',
					countText(total),
					ageText(oldestReadAt, now),
				);
	}
}

function stateOf(
	{ total, answered, forbidden }: ReadingSummary,
	isEmpty: boolean,
): 'unknown' | 'empty' | 'notEnabled' | 'ready' {
	if (!isEmpty) {
		return 'ready';
	}
	if (total > 0 && forbidden === total) {
		return 'notEnabled';
	}
	return total > 0 && answered === total ? 'empty' : 'unknown';
}

/** The number of players that need attention; undefined if none does. */
export function badgeOf(counts: PlayerCounts): vscode.ViewBadge | undefined {
	const { failed, gone, stuck, staleMs } = counts;
	const value = failed + gone + stuck;
	const text = vscode.l10n.t('Cloud players: {0}', listText(attentionTexts(counts)));
	const tooltip = staleMs === undefined ? text : vscode.l10n.t('{0}, read {1}', text, ageText(-staleMs, 0));
	return value > 0 ? { value, tooltip } : undefined;
}

/** How many of the players the filter shows: "3 of 40". */
export function filterCount(
	{ matches }: Pick<PlayerFilter, 'matches'>,
	store: Pick<PlayerStore, 'appIdsWithPlayers' | 'players'>,
): string {
	const all = [...store.appIdsWithPlayers].flatMap((appId) => store.players(appId));
	return vscode.l10n.t(
		'{0} of {1}',
		countText(matches ? all.filter(matches).length : all.length),
		countText(all.length),
	);
}
