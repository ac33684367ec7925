import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { VisibleRequest } from '../definitions/storedRequests';
import { playerLabel } from '../playerNames';
import type { PresencePages } from '../presence/playerPresences';
import type { ProjectSource } from '../projectSource';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import type { TargetPlayer } from '../targetPlayers';
import type { PlayerOrigins } from './playerOrigins';
import type { PlayerIds } from './playerPage';

/** The changes that were made to players from here. */
export interface PlayerHistory {
	readonly onDidChange: Event<void>;
	/** As lines of text with request ids, the newest first; undefined if there are none. */
	of(playerId: string): Promise<string | undefined>;
}

interface PlayerPanelsDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: Pick<PlayerStore, 'players' | 'loadable' | 'onDidChange'>;
	readonly history: PlayerHistory;
	readonly loadOrigins: () => Promise<PlayerOrigins>;
	/** Signs in with the stored account if needed, and reads the players. */
	readonly refresh: () => Promise<void>;
}

/** A player whose details are or were shown. */
interface DetailedPlayer {
	readonly ids: PlayerIds;
	panel: vscode.WebviewPanel | undefined;
	/** The last known state: the details keep it when the player is gone. */
	shown: ShownPlayer | undefined;
	/** The definition that the player was created from, which is no longer stored once the player is gone. */
	definition: VisibleRequest | undefined;
	/** When it was deleted, by the monotonic clock: its cost ends there. Undefined while it may exist. */
	endedAt: number | undefined;
	/** The Markdown text that the panel shows. */
	text: string;
}

const VIEW_TYPE = 'agora.player';

/**
 * The panels with the details of players, one for each. They show Markdown as VS Code renders it. They are webviews because VS Code's
 * own preview runs no command from a link.
 */
export class PlayerPanels implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #deps: PlayerPanelsDeps;
	readonly #players = new Map<string, DetailedPlayer>();
	readonly #pages: PresencePages = {
		visible: () => [...this.#players.values()].filter(({ panel }) => panel?.visible).map(({ ids }) => ids),
		redraw: (project) => this.#update(({ appId }) => (project ?? appId) === appId),
	};

	constructor(deps: PlayerPanelsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(
			deps.store.onDidChange(({ appId, players }) =>
				this.#update(
					(ids) =>
						(appId === undefined || ids.appId === appId) && (players === 'all' || players.has(ids.playerId)),
				),
			),
		);
		this.#subscriptions.add(deps.history.onDidChange(() => this.#update(() => true)));
	}

	/** Shows the panels again that were open before a reload of the window. */
	restoreAfterReload(): Disposable {
		return vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
			deserializeWebviewPanel: async (panel, state: unknown) => {
				const { PAGE_OPTIONS, readIds } = await import('./playerPage');
				const ids = readIds(state);
				if (ids) {
					panel.webview.options = PAGE_OPTIONS;
					await this.#attach(this.#playerOf(ids), panel);
				} else {
					panel.dispose();
				}
			},
		});
	}

	/** Opens or reveals the panel of a player. */
	async show({ accountId }: AgoraSession, { appId, player, shown }: TargetPlayer): Promise<void> {
		const { PAGE_OPTIONS } = await import('./playerPage');
		const detailed = this.#playerOf({ accountId, appId, playerId: player.id });
		detailed.shown = shown;
		if (detailed.panel) {
			detailed.panel.reveal();
			return;
		}
		const title = playerLabel(player);
		const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active, PAGE_OPTIONS);
		await this.#attach(detailed, panel);
	}

	/** The details of a player as Markdown. Waits for the players if they are not read yet. */
	async markdown(ids: PlayerIds): Promise<string> {
		const player = this.#playerOf(ids);
		if (!player.shown) {
			await this.#deps.refresh();
		}
		return await this.#report(player);
	}

	dispose(): void {
		this.#subscriptions.dispose();
		for (const { panel } of [...this.#players.values()]) {
			panel?.dispose();
		}
	}

	#playerOf(ids: PlayerIds): DetailedPlayer {
		const key = keyOf(ids);
		const existing = this.#players.get(key);
		if (existing) {
			return existing;
		}
		const player: DetailedPlayer = {
			...{ ids, panel: undefined, shown: undefined, definition: undefined, endedAt: undefined },
			text: '',
		};
		this.#players.set(key, player);
		return player;
	}

	async #attach(player: DetailedPlayer, panel: vscode.WebviewPanel): Promise<void> {
		player.panel = panel;
		panel.onDidDispose(() => {
			this.#players.delete(keyOf(player.ids));
			void this.#followPresences();
		});
		// VS Code drops messages to a hidden page, and loads the page again when it is visible.
		panel.onDidChangeViewState(() => {
			if (panel.visible) {
				void this.#draw(player, 'page');
			}
			void this.#followPresences();
		});
		player.text = await this.markdown(player.ids);
		await this.#draw(player, 'page');
		void this.#followPresences();
	}

	/** Reads whether the players of visible pages are in their channels, and redraws the pages. */
	async #followPresences(): Promise<void> {
		const { presences } = await this.#deps.loadOrigins();
		presences.followPages(this.#pages);
	}

	#update(concerns: (ids: PlayerIds) => boolean): void {
		for (const player of this.#players.values()) {
			if (player.panel && concerns(player.ids)) {
				void this.#report(player).then(async (text) => {
					if (text !== player.text) {
						player.text = text;
						await this.#draw(player, 'body');
					}
				});
			}
		}
	}

	/** @param what the whole page, or only its body where the page is loaded. */
	async #draw({ ids, panel, shown, text }: DetailedPlayer, what: 'page' | 'body'): Promise<void> {
		const [body, { playerPage }] = await Promise.all([rendered(text), import('./playerPage')]);
		if (!panel || !this.#players.has(keyOf(ids))) {
			return;
		}
		if (shown) {
			panel.title = playerLabel(shown.player);
		}
		if (what === 'page') {
			const nonce = randomUUID();
			panel.webview.html = playerPage({ ids, body, nonce, language: vscode.env.language });
		} else if (panel.visible) {
			await panel.webview.postMessage(body);
		}
	}

	async #report(player: DetailedPlayer): Promise<string> {
		const { playerReport } = await import('./playerReport');
		const origins = await this.#deps.loadOrigins();
		const { sessions, projects, store, history } = this.#deps;
		const { accountId, appId, playerId } = player.ids;
		if (sessions.current?.accountId !== accountId) {
			return vscode.l10n.t('This window is not signed in to the account that this cloud player belongs to.');
		}
		const now = store.players(appId).find((each) => each.player.id === playerId);
		player.shown = now ?? player.shown;
		player.endedAt = now ? undefined : (player.endedAt ?? origins.now);
		player.definition = origins.definition(appId, playerId) ?? player.definition;
		const { shown, definition, endedAt } = player;
		const presence = now && origins.presence(appId, now);
		return playerReport({
			ids: { appId, playerId },
			project: projects.projects.find((project) => project.appId === appId),
			shown,
			isListed: now !== undefined,
			readAt: store.loadable(appId).loadedAt,
			source: shown && origins.source(appId, shown.player),
			region: origins.region(playerId),
			definition,
			cost: shown && origins.costOf(shown, definition, endedAt),
			presence: presence && { ...presence, reasons: origins.reasons(appId, presence.shown) },
			history: await history.of(playerId),
			serverNow: origins.serverTime(),
			wallTime: (moment) => origins.wallTime(moment),
		});
	}
}

function keyOf({ accountId, appId, playerId }: PlayerIds): string {
	return JSON.stringify([accountId, appId, playerId]);
}

/** HTML for Markdown; the plain text where VS Code's Markdown extension is disabled. */
async function rendered(markdown: string): Promise<string> {
	try {
		return await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
	} catch {
		return `<pre>${markdown.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
	}
}
