import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../common/disposable';
import { Lazy } from '../../common/lazy';
import type { TargetPlayer } from '../targetPlayers';
import type { PlayerDocumentParts, PlayerDocuments } from './playerDocuments';
import type { PlayerOrigins } from './playerOrigins';
import { PLAYER_SCHEME } from './playerUri';

interface PlayerDetailsParts extends Omit<PlayerDocumentParts, 'knowledge'> {
	readonly knowledge: () => Promise<PlayerOrigins>;
}

/** Read-only documents with everything that is known of a player. Their code is loaded with the first one. */
export class PlayerDetails implements vscode.TextDocumentContentProvider, Disposable {
	readonly #owned = new DisposableStore();
	readonly #changed = this.#owned.add(new vscode.EventEmitter<vscode.Uri>());
	readonly #parts: PlayerDetailsParts;
	readonly #loading = new Lazy(() => this.#load());

	readonly onDidChange = this.#changed.event;

	constructor(parts: PlayerDetailsParts) {
		this.#parts = parts;
		this.#owned.add(vscode.workspace.registerTextDocumentContentProvider(PLAYER_SCHEME, this));
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		return (await this.#documents()).text(uri);
	}

	async show(session: AgoraSession, target: TargetPlayer): Promise<void> {
		await (await this.#documents()).show(session, target);
	}

	dispose(): void {
		this.#owned.dispose();
	}

	#documents(): Promise<PlayerDocuments> {
		return this.#loading.get();
	}

	async #load(): Promise<PlayerDocuments> {
		const { PlayerDocuments } = await import('./playerDocuments');
		const knowledge = await this.#parts.knowledge();
		return this.#owned.add(
			new PlayerDocuments({ ...this.#parts, knowledge }, (uri) => this.#changed.fire(uri)),
		);
	}
}
