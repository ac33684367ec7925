import * as vscode from 'vscode';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { VisibleRequest } from '../definitions/storedRequests';
import type { ProjectSource } from '../projectSource';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import type { TargetPlayer } from '../targetPlayers';
import type { PlayerOrigins } from './playerOrigins';
import { idsOf, PLAYER_SCHEME, type PlayerIds, playerUri } from './playerUri';

/** The changes that were made to players from here. */
export interface PlayerHistory {
	readonly onDidChange: Event<void>;
	/** As lines of text with request ids, the newest first; undefined if there are none. */
	of(playerId: string): Promise<string | undefined>;
}

interface PlayerDocumentsDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: Pick<PlayerStore, 'players' | 'loadable' | 'onDidChange'>;
	readonly history: PlayerHistory;
	readonly loadOrigins: () => Promise<PlayerOrigins>;
	/** Signs in with the stored account if needed, and reads the players. */
	readonly refresh: () => Promise<void>;
}

interface OpenDocument {
	readonly uri: vscode.Uri;
	/** The last known state: the document keeps it when the player is gone. */
	shown: ShownPlayer | undefined;
	/** The definition that the player was created from, which is no longer stored once the player is gone. */
	definition: VisibleRequest | undefined;
	/** When it was deleted, by the monotonic clock: its cost ends there. Undefined while it may exist. */
	endedAt: number | undefined;
	text: string;
}

/** Read-only documents with the details of a player. */
export class PlayerDocuments implements vscode.TextDocumentContentProvider, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<vscode.Uri>());
	readonly #deps: PlayerDocumentsDeps;
	readonly #open = new Map<string, OpenDocument>();

	readonly onDidChange = this.#changed.event;

	constructor(deps: PlayerDocumentsDeps) {
		this.#deps = deps;
		this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(PLAYER_SCHEME, this));
		this.#subscriptions.add(
			deps.store.onDidChange(({ appId, players }) =>
				this.#update(
					(ids) =>
						(appId === undefined || ids.appId === appId) && (players === 'all' || players.has(ids.playerId)),
				),
			),
		);
		this.#subscriptions.add(deps.history.onDidChange(() => this.#update(() => true)));
		this.#subscriptions.add(
			vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#open.delete(uri.toString())),
		);
	}

	async show(session: AgoraSession, target: TargetPlayer): Promise<void> {
		const uri = playerUri(session, target);
		this.#open.set(uri.toString(), { ...documentAt(uri), shown: target.shown });
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, { preview: true });
		// VS Code does not request the content of a document that is already open.
		this.#changed.fire(uri);
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const key = uri.toString();
		const document = this.#open.get(key) ?? documentAt(uri);
		this.#open.set(key, document);
		if (!document.shown) {
			await this.#deps.refresh();
		}
		document.text = await this.#report(document);
		return document.text;
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#update(concerns: (ids: PlayerIds) => boolean): void {
		for (const document of this.#open.values()) {
			if (concerns(idsOf(document.uri))) {
				void this.#report(document).then((text) => {
					if (text !== document.text) {
						this.#changed.fire(document.uri);
					}
				});
			}
		}
	}

	async #report(document: OpenDocument): Promise<string> {
		const { playerReport } = await import('./playerReport');
		const origins = await this.#deps.loadOrigins();
		const { sessions, projects, store, history } = this.#deps;
		const { accountId, appId, playerId } = idsOf(document.uri);
		if (sessions.current?.accountId !== accountId) {
			return vscode.l10n.t('This window is not signed in to the account that this cloud player belongs to.');
		}
		const now = store.players(appId).find(({ player }) => player.id === playerId);
		document.shown = now ?? document.shown;
		document.endedAt = now ? undefined : (document.endedAt ?? origins.now);
		document.definition = origins.definition(appId, playerId) ?? document.definition;
		const { shown, definition, endedAt } = document;
		return playerReport({
			ids: { appId, playerId },
			projectName: projects.projects.find((project) => project.appId === appId)?.name,
			shown,
			isListed: now !== undefined,
			readAt: store.loadable(appId).loadedAt,
			source: shown && origins.source(appId, shown.player),
			region: origins.region(playerId),
			definition,
			cost: shown && origins.costOf(shown, definition, endedAt),
			history: await history.of(playerId),
			serverNow: origins.serverTime(),
			wallTime: (moment) => origins.wallTime(moment),
		});
	}
}

function documentAt(uri: vscode.Uri): OpenDocument {
	return { uri, shown: undefined, definition: undefined, endedAt: undefined, text: '' };
}
