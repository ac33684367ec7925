import * as vscode from 'vscode';
import type { AgoraSession, SessionSource } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { Event } from '../../common/emitter';
import type { RememberedDefinition } from '../definitions/definitionMemory';
import type { ProjectSource } from '../projectSource';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';
import type { TargetPlayer } from '../targetPlayers';
import type { PlayerOrigins } from './playerOrigins';
import { playerReport } from './playerReport';
import { idsOf, type PlayerIds, playerUri } from './playerUri';

/** What was done to players from here. */
export interface PlayerHistory {
	readonly onDidChange: Event<void>;
	/** As lines of text with request ids, the newest first; undefined where nothing was done. */
	of(playerId: string): string | undefined;
}

export interface PlayerDocumentParts {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly knowledge: PlayerOrigins;
	readonly history: PlayerHistory;
	/** Signs in with the stored account and reads the players, where that was not done yet. */
	readonly prepare: () => Promise<void>;
}

interface OpenDocument {
	readonly uri: vscode.Uri;
	/** As it was last known: what is gone is still told of. */
	shown: ShownPlayer | undefined;
	/** What it was created from, which is forgotten with the player. */
	definition: RememberedDefinition | undefined;
	/** When it was deleted, by the monotonic clock: it costs nothing from then on. Undefined while it may live. */
	endedAt: number | undefined;
	text: string;
}

/** What the documents about players hold, and when that changes. */
export class PlayerDocuments implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #parts: PlayerDocumentParts;
	readonly #changed: (uri: vscode.Uri) => void;
	readonly #open = new Map<string, OpenDocument>();

	constructor(parts: PlayerDocumentParts, changed: (uri: vscode.Uri) => void) {
		this.#parts = parts;
		this.#changed = changed;
		this.#subscriptions.add(
			parts.store.onDidChange(({ appId, players }) =>
				this.#lookAgain(
					(ids) =>
						(appId === undefined || ids.appId === appId) && (players === 'all' || players.has(ids.playerId)),
				),
			),
		);
		this.#subscriptions.add(parts.history.onDidChange(() => this.#lookAgain(() => true)));
		this.#subscriptions.add(
			vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#open.delete(uri.toString())),
		);
	}

	async show(session: AgoraSession, target: TargetPlayer): Promise<void> {
		const uri = playerUri(session, target);
		this.#open.set(uri.toString(), { ...documentAt(uri), shown: target.shown });
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, { preview: true });
		// One that is open already is not asked for again.
		this.#changed(uri);
	}

	async text(uri: vscode.Uri): Promise<string> {
		const key = uri.toString();
		const document = this.#open.get(key) ?? documentAt(uri);
		this.#open.set(key, document);
		if (!document.shown) {
			await this.#parts.prepare();
		}
		document.text = await this.#report(document);
		return document.text;
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}

	#lookAgain(concerns: (ids: PlayerIds) => boolean): void {
		for (const document of this.#open.values()) {
			if (concerns(idsOf(document.uri))) {
				void this.#report(document).then((text) => {
					if (text !== document.text) {
						this.#changed(document.uri);
					}
				});
			}
		}
	}

	async #report(document: OpenDocument): Promise<string> {
		const { sessions, projects, store, knowledge, history } = this.#parts;
		const { accountId, appId, playerId } = idsOf(document.uri);
		if (sessions.current?.accountId !== accountId) {
			return vscode.l10n.t('This window is not signed in to the account that this cloud player belongs to.');
		}
		const now = store.players(appId).find(({ player }) => player.id === playerId);
		document.shown = now ?? document.shown;
		document.endedAt = now ? undefined : (document.endedAt ?? knowledge.now);
		document.definition = knowledge.definition(appId, playerId) ?? document.definition;
		const { shown, definition, endedAt } = document;
		return playerReport({
			ids: { appId, playerId },
			projectName: projects.projects.find((project) => project.appId === appId)?.name,
			shown,
			isListed: now !== undefined,
			readAt: store.known(appId).loadedAt,
			source: shown && knowledge.source(appId, shown.player),
			region: knowledge.region(playerId),
			definition,
			cost: shown && knowledge.costOf(shown, definition, endedAt),
			history: history.of(playerId),
			serverNow: knowledge.serverTime(),
			wallTime: (moment) => knowledge.wallTime(moment),
		});
	}
}

function documentAt(uri: vscode.Uri): OpenDocument {
	return { uri, shown: undefined, definition: undefined, endedAt: undefined, text: '' };
}
