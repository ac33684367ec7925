import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../common/disposable';
import type { History, HistoryEntry } from './history';

const SCHEME = 'agora-history';

/** The history as a read-only document, updated while it is open. */
export class HistoryDocument implements vscode.TextDocumentContentProvider, Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #changed = this.#subscriptions.add(new vscode.EventEmitter<vscode.Uri>());
	readonly #history: History;
	readonly #uri = vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Agora History')}.log` });

	readonly onDidChange = this.#changed.event;

	constructor(history: History) {
		this.#history = history;
		this.#subscriptions.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
		this.#subscriptions.add(history.onDidChange(() => this.#changed.fire(this.#uri)));
	}

	provideTextDocumentContent(): string {
		return historyText(this.#history.entries);
	}

	/** The entries of a player, in the form of the document; undefined where it has none. */
	textOf(playerId: string): string | undefined {
		const entries = this.#history.entries.filter((entry) => entry.playerId === playerId);
		return entries.length > 0 ? historyText(entries) : undefined;
	}

	async show(): Promise<void> {
		const document = await vscode.workspace.openTextDocument(this.#uri);
		await vscode.window.showTextDocument(document, { preview: true });
	}

	dispose(): void {
		this.#subscriptions.dispose();
	}
}

/** One line for each entry, newest first: time, outcome, operation, subject and project, account and request id. */
function historyText(entries: readonly HistoryEntry[]): string {
	if (entries.length === 0) {
		return vscode.l10n.t('Nothing has been created, changed or deleted from here yet.');
	}
	const rows = entries.toReversed().map(cells);
	const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
	return rows
		.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
		.map((line) => line.trimEnd())
		.join('\n');
}

function cells(entry: HistoryEntry): string[] {
	const { at, account, project, operation, subject, change, outcome, reason, requestId } = entry;
	const words = {
		pending: vscode.l10n.t('no response yet'),
		done: vscode.l10n.t('done'),
		notDone: vscode.l10n.t('not done'),
		unknown: vscode.l10n.t('outcome unknown'),
	};
	return [
		new Date(at).toISOString(),
		reason === undefined || outcome === 'done' ? words[outcome] : `${words[outcome]} (${reason})`,
		[operationWords(operation), change].filter((part) => part).join(': '),
		[subject, project].filter((part) => part).join(' · '),
		[account, requestId && vscode.l10n.t('request {0}', requestId)].filter((part) => part).join(' · '),
	];
}

export function operationWords(operation: string): string {
	switch (operation) {
		case 'createProject':
			return vscode.l10n.t('Create project');
		case 'setProjectEnabled':
			return vscode.l10n.t('Enable or disable project');
		case 'setRecordingServer':
			return vscode.l10n.t('Set recording server');
		case 'setCertificateEnabled':
			return vscode.l10n.t('Enable or disable App Certificate');
		case 'resetCertificate':
			return vscode.l10n.t('Reset App Certificate');
		case 'createPlayer':
			return vscode.l10n.t('Create cloud player');
		case 'deletePlayer':
			return vscode.l10n.t('Delete cloud player');
		case 'updatePlayer':
			return vscode.l10n.t('Change cloud player');
		default:
			return operation;
	}
}
