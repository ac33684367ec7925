import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { Loadable } from '../../common/loadable';
import type { ContextKeySetter } from '../../ui/commands';
import { knownMessage } from '../../ui/errorText';
import { withViewProgress } from '../../ui/progress';
import { ageText, countText } from '../../ui/text';
import { LazyTree, RedrawTimer } from '../../ui/treeLifecycle';
import type { PlayerOrigins } from '../details/playerOrigins';
import type { LivePlayers } from '../livePlayers';
import type { WatchPeriods } from '../polling/pollPeriods';
import type { ProjectSource } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';
import { overdueMs, type ReadingSummary, readingSummary, staleMs } from '../store/readingAges';
import type { PlayerFilter } from './channelFilter';
import type { PlayerTree, PlayerTreeNode } from './playerTree';

const VIEW_ID = 'agora.players';

/** Up to so many projects are all read within one or two rounds, which needs no words. */
const READ_TOGETHER = 20;

/** From this age on it is told when the projects without players were read. */
const NEWS_MS = 120_000;

interface PlayerViewDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly live: Pick<LivePlayers, 'refresh' | 'setVisible'>;
	readonly filter: PlayerFilter;
	readonly loadOrigins: () => Promise<PlayerOrigins>;
	readonly context: ContextKeySetter;
	readonly clock: Clock;
	readonly periods: { readonly current: WatchPeriods; readonly onDidChange: Event<void> };
	/** Signs in with the stored account and reads the projects, if that was not done yet. */
	readonly ensureProjects: () => Promise<void>;
}

/** The Cloud Players view: its tree, its badge with the number of running players, and its welcome texts. */
export class PlayerView implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PlayerViewDeps;
	readonly #view: vscode.TreeView<PlayerTreeNode>;
	readonly #tree: LazyTree<PlayerTreeNode, PlayerTree>;
	readonly #aging: RedrawTimer;

	constructor(deps: PlayerViewDeps) {
		this.#deps = deps;
		const { projects, store, filter, sessions } = deps;
		const tree = this.#subscriptions.add(
			new LazyTree<PlayerTreeNode, PlayerTree>(async () => {
				const code = await import('./playerTree');
				const origins = await deps.loadOrigins();
				return new code.PlayerTree({
					...deps,
					origins,
					overdueMs: () => overdueMs(deps.periods.current, store),
				});
			}),
		);
		this.#tree = tree;
		this.#view = this.#subscriptions.add(
			vscode.window.createTreeView(VIEW_ID, {
				treeDataProvider: tree,
				canSelectMany: true,
				showCollapseAll: true,
			}),
		);
		this.#aging = this.#subscriptions.add(
			new RedrawTimer(() => {
				if (this.#view.visible) {
					void tree.loaded?.then((loaded) => loaded.redrawAges());
				}
				this.#draw();
			}, 15_000),
		);
		this.#subscriptions.add(store.onDidChange(() => this.#draw()));
		this.#subscriptions.add(projects.onDidChange(() => this.#draw()));
		this.#subscriptions.add(filter.onDidChange(() => this.#draw()));
		this.#subscriptions.add(deps.periods.onDidChange(() => this.#draw()));
		this.#subscriptions.add(sessions.onDidChange(() => this.#onVisibilityChange()));
		this.#subscriptions.add(this.#view.onDidChangeVisibility(() => this.#onVisibilityChange()));
		this.#draw();
		this.#onVisibilityChange();
	}

	/** Reads the players again under the view's progress bar. */
	async refresh(): Promise<void> {
		await withViewProgress(VIEW_ID, async () => {
			await this.#deps.ensureProjects();
			await this.#deps.live.refresh();
		});
	}

	/** Shows more rows of a group, or more groups for `''`. */
	async showMore(groupId: string): Promise<void> {
		(await this.#tree.ready()).showMore(groupId);
	}

	/**
	 * Brings the row of a player on the screen, for which a filter that hides it is cleared, or only the view where there is no such
	 * row.
	 */
	async reveal(appId: string | undefined, playerId: string | undefined): Promise<void> {
		await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
		const row = (await this.#tree.ready()).rowOf(appId, playerId);
		if (row) {
			await this.#view.reveal(row, { select: true, focus: true });
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#onVisibilityChange(): void {
		this.#draw();
		this.#deps.live.setVisible(this.#view.visible);
		if (this.#view.visible) {
			void this.#deps.ensureProjects();
		}
	}

	#draw(): void {
		const { sessions, context, projects, store, periods, clock } = this.#deps;
		const all = [...store.appIdsWithPlayers].flatMap((appId) => store.players(appId));
		const running = all.filter(({ condition }) => condition === 'running').length;
		const readings = readingSummary(projects, store);
		const message = [this.#filtered(), this.#failure(), this.#unread(readings)]
			.filter((line) => line !== undefined)
			.join(' — ');
		this.#show(
			sessions.current?.accountLabel ?? '',
			running > 0
				? { value: running, tooltip: runningText(running, staleMs(store, periods.current, clock)) }
				: undefined,
			message,
		);
		context.set('agora.players.filtered', this.#deps.filter.text !== '');
		context.set('agora.players.state', stateOf(readings, all.length));
		// The age of the badge also while the view is hidden.
		this.#aging.keep(running > 0 || (this.#view.visible && (all.length > 0 || message !== '')));
	}

	/** Sets only what is new: VS Code sends each of them to the window, new or not. */
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

	/** What the filter shows, in one line. */
	#filtered(): string | undefined {
		const { filter, store } = this.#deps;
		return filter.text === ''
			? undefined
			: vscode.l10n.t('Channel: {0} · {1}', filter.text, filterCount(filter, store));
	}

	/**
	 * Why projects could not be read again, in one line: the reason of the first project with players, with the age of its rows,
	 * else the first reason. That a project without players may not use Media Pull is no news.
	 */
	#failure(): string | undefined {
		const { store, clock } = this.#deps;
		let first: Loadable<unknown> | undefined;
		for (const appId of store.failingAppIds) {
			const known = store.known(appId);
			if (store.appIdsWithPlayers.has(appId)) {
				return knownMessage(known, clock.monotonic());
			}
			if (!isAgoraError(known.error, 'forbidden')) {
				first ??= known;
			}
		}
		return first && knownMessage(first, clock.monotonic());
	}

	/** Where there are so many projects that they are read in turn: how far that is. */
	#unread({ total, unread, oldestReadAt }: ReadingSummary): string | undefined {
		if (total <= READ_TOGETHER || this.#deps.sessions.current === undefined) {
			return undefined;
		}
		if (unread > 0) {
			return vscode.l10n.t('{0} of {1} projects not read yet', countText(unread), countText(total));
		}
		const now = this.#deps.clock.monotonic();
		return oldestReadAt === undefined || now - oldestReadAt <= NEWS_MS
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
	players: number,
): 'unknown' | 'empty' | 'notEnabled' | 'ready' {
	if (players > 0) {
		return 'ready';
	}
	if (total > 0 && forbidden === total) {
		return 'notEnabled';
	}
	return total > 0 && answered === total ? 'empty' : 'unknown';
}

/** @param ageMs how old that is, where it is older than expected. */
function runningText(count: number, ageMs: number | undefined): string {
	const text =
		count === 1 ? vscode.l10n.t('1 cloud player running') : vscode.l10n.t('{0} cloud players running', count);
	return ageMs === undefined ? text : vscode.l10n.t('{0}, read {1}', text, ageText(-ageMs, 0));
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
