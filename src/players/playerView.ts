import * as vscode from 'vscode';
import { isAgoraError } from '../agora/http/error';
import type { SessionSource } from '../agora/session';
import type { Clock } from '../platform/clock';
import { type Disposable, DisposableStore } from '../platform/disposable';
import type { ContextKeySetter } from '../ui/contextKeys';
import { knownMessage } from '../ui/knownMessage';
import { LazyTree } from '../ui/lazyTree';
import { withViewProgress } from '../ui/progress';
import { RedrawTimer } from '../ui/redrawTimer';
import type { PlayerKnowledge } from './details/playerKnowledge';
import { filterCount } from './filter/filterCount';
import type { PlayerFilter } from './filter/playerFilter';
import type { LivePlayers } from './livePlayers';
import type { PlayerStore } from './playerStore';
import { type ProjectSource, watchedProjects } from './projectSource';
import type { PlayerTree, PlayerTreeNode } from './tree/playerTree';

const VIEW_ID = 'agora.players';

interface PlayerViewParts {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly live: Pick<LivePlayers, 'refresh' | 'setVisible'>;
	readonly filter: PlayerFilter;
	readonly knowledge: () => Promise<PlayerKnowledge>;
	readonly context: ContextKeySetter;
	readonly clock: Clock;
	/** Signs in with the stored account and reads the projects, if that was not done yet. */
	readonly prepare: () => Promise<void>;
}

/** The Cloud Players view: its tree, its badge with the number of running players, and its welcome texts. */
export class PlayerView implements Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly parts: PlayerViewParts;
	private readonly view: vscode.TreeView<PlayerTreeNode>;
	private readonly tree: LazyTree<PlayerTreeNode, PlayerTree>;
	private readonly aging: RedrawTimer;

	constructor(parts: PlayerViewParts) {
		this.parts = parts;
		const { projects, store, filter, sessions } = parts;
		const tree = this.subscriptions.add(
			new LazyTree<PlayerTreeNode, PlayerTree>(async () => {
				const code = await import('./tree/playerTree');
				return new code.PlayerTree({ ...parts, knowledge: await parts.knowledge() });
			}),
		);
		this.tree = tree;
		this.view = this.subscriptions.add(
			vscode.window.createTreeView(VIEW_ID, {
				treeDataProvider: tree,
				canSelectMany: true,
				showCollapseAll: true,
			}),
		);
		this.aging = this.subscriptions.add(
			new RedrawTimer(() => {
				void tree.loaded?.then((loaded) => loaded.redrawAges());
				this.draw();
			}, 15_000),
		);
		this.subscriptions.add(store.onDidChange(() => this.draw()));
		this.subscriptions.add(projects.onDidChange(() => this.draw()));
		this.subscriptions.add(filter.onDidChange(() => this.draw()));
		this.subscriptions.add(sessions.onDidChange(() => this.prepare()));
		this.subscriptions.add(this.view.onDidChangeVisibility(() => this.prepare()));
		this.draw();
		this.prepare();
	}

	/** Reads the players again under the view's progress bar. */
	async refresh(): Promise<void> {
		await withViewProgress(VIEW_ID, async () => {
			await this.parts.prepare();
			await this.parts.live.refresh();
		});
	}

	/** Shows more rows of a group, or more groups for `''`. */
	async showMore(groupId: string): Promise<void> {
		(await this.tree.ready()).showMore(groupId);
	}

	/**
	 * Brings the row of a player on the screen, for which a filter that hides it is cleared, or only the view where there is no such
	 * row.
	 */
	async reveal(appId: string | undefined, playerId: string | undefined): Promise<void> {
		await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
		const row = (await this.tree.ready()).rowOf(appId, playerId);
		if (row) {
			await this.view.reveal(row, { select: true, focus: true });
		}
	}

	dispose(): void {
		this.subscriptions.dispose();
	}

	private prepare(): void {
		this.draw();
		this.parts.live.setVisible(this.view.visible);
		if (this.view.visible) {
			void this.parts.prepare();
		}
	}

	private draw(): void {
		const { sessions, context, projects, store } = this.parts;
		const watched = watchedProjects(projects);
		const all = watched.flatMap(({ appId }) => store.players(appId));
		const running = all.filter(({ condition }) => condition === 'running').length;
		this.view.description = sessions.current?.accountLabel ?? '';
		this.view.badge = running > 0 ? { value: running, tooltip: runningText(running) } : undefined;
		const message = [this.filtered(), this.failure()].filter((line) => line !== undefined).join(' — ');
		this.view.message = message;
		context.set('agora.players.filtered', this.parts.filter.text !== '');
		context.set('agora.players.state', this.state(all.length));
		this.aging.keep(this.view.visible && (all.length > 0 || message !== ''));
	}

	/** What the filter shows, in one line. */
	private filtered(): string | undefined {
		const { filter, projects, store } = this.parts;
		return filter.text === ''
			? undefined
			: vscode.l10n.t('Channel: {0} · {1}', filter.text, filterCount(filter, projects, store));
	}

	/** Why projects could not be read again, in one line: the first reason, with the age of its rows. */
	private failure(): string | undefined {
		const { projects, store, clock } = this.parts;
		return watchedProjects(projects)
			.map(({ appId }) => store.known(appId))
			.filter(({ error }) => error !== undefined && !isAgoraError(error, 'forbidden'))
			.map((known) => knownMessage(known, clock.monotonic()))
			.at(0);
	}

	private state(count: number): 'unknown' | 'empty' | 'notEnabled' | 'ready' {
		const { projects, store } = this.parts;
		const known = watchedProjects(projects).map(({ appId }) => store.known(appId));
		if (count > 0) {
			return 'ready';
		}
		if (known.length > 0 && known.every(({ error }) => isAgoraError(error, 'forbidden'))) {
			return 'notEnabled';
		}
		const answered = known.filter(
			({ value, error }) => value !== undefined || isAgoraError(error, 'forbidden'),
		);
		return known.length > 0 && answered.length === known.length ? 'empty' : 'unknown';
	}
}

function runningText(count: number): string {
	return count === 1
		? vscode.l10n.t('1 cloud player running')
		: vscode.l10n.t('{0} cloud players running', count);
}
