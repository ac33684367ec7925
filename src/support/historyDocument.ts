import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../platform/disposable';
import type { History } from './history';

const SCHEME = 'agora-history';

/** The history as a read-only document, which follows what is done while it is open. */
export class HistoryDocument implements vscode.TextDocumentContentProvider, Disposable {
	private readonly subscriptions = new DisposableStore();
	private readonly changed = this.subscriptions.add(new vscode.EventEmitter<vscode.Uri>());
	private readonly history: History;
	private readonly uri = vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Agora History')}.log` });

	readonly onDidChange = this.changed.event;

	constructor(history: History) {
		this.history = history;
		this.subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
		this.subscriptions.add(history.onDidChange(() => this.changed.fire(this.uri)));
	}

	async provideTextDocumentContent(): Promise<string> {
		const { historyText } = await import('./historyText');
		return historyText(this.history.entries);
	}

	/** What was done to a player, as in the document; undefined where nothing was. */
	async textOf(playerId: string): Promise<string | undefined> {
		const entries = this.history.entries.filter((entry) => entry.playerId === playerId);
		const { historyText } = await import('./historyText');
		return entries.length > 0 ? historyText(entries) : undefined;
	}

	async show(): Promise<void> {
		const document = await vscode.workspace.openTextDocument(this.uri);
		await vscode.window.showTextDocument(document, { preview: true });
	}

	dispose(): void {
		this.subscriptions.dispose();
	}
}
