import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import type { TargetPlayer } from '../targetPlayers';
import type { PlayerDocuments } from './playerDocuments';
import { PLAYER_SCHEME } from './playerScheme';

/** Read-only documents with everything that is known of a player. Their code is loaded with the first one. */
export class PlayerDetails implements vscode.TextDocumentContentProvider, Disposable {
	private readonly owned = new DisposableStore();
	private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri>());
	private readonly load: (changed: (uri: vscode.Uri) => void) => Promise<PlayerDocuments>;
	private loading: Promise<PlayerDocuments> | undefined;

	readonly onDidChange = this.changed.event;

	constructor(load: (changed: (uri: vscode.Uri) => void) => Promise<PlayerDocuments>) {
		this.load = load;
		this.owned.add(vscode.workspace.registerTextDocumentContentProvider(PLAYER_SCHEME, this));
	}

	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		return (await this.documents()).text(uri);
	}

	async show(session: AgoraSession, target: TargetPlayer): Promise<void> {
		await (await this.documents()).show(session, target);
	}

	dispose(): void {
		this.owned.dispose();
	}

	private documents(): Promise<PlayerDocuments> {
		this.loading ??= this.load((uri) => this.changed.fire(uri)).then((documents) =>
			this.owned.add(documents),
		);
		return this.loading;
	}
}
