import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type Disposable, DisposableStore } from '../../platform/disposable';
import { textWithin } from './documentText';
import { findKnown, HEX_WORD_LENGTH } from './hexWords';
import { isEnvFile } from './leakPlaces';

export const LEAK_SOURCE = 'Agora';
export const LEAK_CODE = 'leakedCertificate';

const NOTEBOOK_CELL_SCHEME = 'vscode-notebook-cell';

/** After the last key press, so that typing is not slowed down. */
const QUIET_MS = 300;

/** Warns of App Certificates in the open files of the workspace. No message and no range holds the value. */
export class LeakWatch implements Disposable {
	private readonly owned = new DisposableStore();
	private readonly byCertificate: ReadonlyMap<string, Project>;
	private readonly warnings = this.owned.add(vscode.languages.createDiagnosticCollection('agora'));
	private readonly waiting = new Map<string, NodeJS.Timeout>();

	constructor(byCertificate: ReadonlyMap<string, Project>) {
		this.byCertificate = byCertificate;
		this.owned.add(vscode.workspace.onDidOpenTextDocument((document) => this.check(document)));
		// A cell's document may be opened before the notebook that it belongs to is known.
		this.owned.add(
			vscode.workspace.onDidOpenNotebookDocument((notebook) => this.checkCells(notebook.getCells())),
		);
		this.owned.add(
			vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) =>
				this.checkCells(contentChanges.flatMap(({ addedCells }) => addedCells)),
			),
		);
		this.owned.add(vscode.workspace.onDidSaveTextDocument((document) => this.check(document)));
		this.owned.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)));
		this.owned.add(vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)));
		for (const document of vscode.workspace.textDocuments) {
			this.check(document);
		}
	}

	dispose(): void {
		for (const timer of this.waiting.values()) {
			clearTimeout(timer);
		}
		this.owned.dispose();
	}

	private checkCells(cells: readonly vscode.NotebookCell[]): void {
		for (const { document } of cells) {
			this.check(document);
		}
	}

	private checkSoon(document: vscode.TextDocument): void {
		const key = document.uri.toString();
		clearTimeout(this.waiting.get(key));
		this.waiting.set(
			key,
			setTimeout(() => this.check(document), QUIET_MS),
		);
	}

	private check(document: vscode.TextDocument): void {
		this.stopWaiting(document);
		if (document.isClosed || !isWatched(document)) {
			return;
		}
		const found = findKnown(textWithin(document), this.byCertificate);
		this.warnings.set(
			document.uri,
			found.map(({ start, value }) => warningAt(document, start, value)),
		);
	}

	private forget(document: vscode.TextDocument): void {
		this.stopWaiting(document);
		this.warnings.delete(document.uri);
	}

	private stopWaiting({ uri }: vscode.TextDocument): void {
		const key = uri.toString();
		clearTimeout(this.waiting.get(key));
		this.waiting.delete(key);
	}
}

/** Files of the workspace, or any file where no folder is open; not what is unsaved, generated or from a repository's past. */
function isWatched(document: vscode.TextDocument): boolean {
	const uri = fileOf(document);
	const ours = vscode.workspace.workspaceFolders
		? vscode.workspace.getWorkspaceFolder(uri) !== undefined
		: uri.scheme === 'file';
	return ours && !isEnvFile(uri.path);
}

/** The file that a document is saved to: that of its notebook for a cell. */
function fileOf(document: vscode.TextDocument): vscode.Uri {
	if (document.uri.scheme !== NOTEBOOK_CELL_SCHEME) {
		return document.uri;
	}
	const holds = (notebook: vscode.NotebookDocument) =>
		notebook.getCells().some((cell) => cell.document === document);
	return vscode.workspace.notebookDocuments.find(holds)?.uri ?? document.uri;
}

function warningAt(document: vscode.TextDocument, start: number, { name }: Project): vscode.Diagnostic {
	const range = new vscode.Range(document.positionAt(start), document.positionAt(start + HEX_WORD_LENGTH));
	const warning = new vscode.Diagnostic(
		range,
		vscode.l10n.t(
			'This is the App Certificate of the Agora project “{0}”. Anyone who can read this file can sign tokens for all its channels.',
			name,
		),
		vscode.DiagnosticSeverity.Warning,
	);
	warning.source = LEAK_SOURCE;
	warning.code = LEAK_CODE;
	return warning;
}
