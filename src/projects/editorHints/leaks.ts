import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { CommandId } from '../../ui/commandIds';
import { isEnvFile } from '../env/envKeys';
import type { ProjectArgument } from '../projectPicker';
import { textWithin } from './appIdHints';
import { envReplacement } from './envReference';
import { findValues, HEX_WORD_LENGTH } from './hexValues';

export const LEAK_SOURCE = 'Agora';
export const LEAK_CODE = 'leakedCertificate';

const NOTEBOOK_CELL_SCHEME = 'vscode-notebook-cell';

/** After the last key press, so that typing is not slowed down. */
const QUIET_MS = 300;

/** Warns of App Certificates in the open files of the workspace. No message and no range holds the value. */
export class LeakDiagnostics implements Disposable {
	readonly #owned = new DisposableStore();
	readonly #byCertificate: ReadonlyMap<string, Project>;
	readonly #warnings = this.#owned.add(vscode.languages.createDiagnosticCollection('agora'));
	readonly #waiting = new Map<string, NodeJS.Timeout>();

	constructor(byCertificate: ReadonlyMap<string, Project>) {
		this.#byCertificate = byCertificate;
		this.#owned.add(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
		// A cell's document may be opened before the notebook that it belongs to is known.
		this.#owned.add(
			vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#checkCells(notebook.getCells())),
		);
		this.#owned.add(
			vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) =>
				this.#checkCells(contentChanges.flatMap(({ addedCells }) => addedCells)),
			),
		);
		this.#owned.add(vscode.workspace.onDidSaveTextDocument((document) => this.#check(document)));
		this.#owned.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)));
		this.#owned.add(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
		for (const document of vscode.workspace.textDocuments) {
			this.#check(document);
		}
	}

	dispose(): void {
		for (const timer of this.#waiting.values()) {
			clearTimeout(timer);
		}
		this.#owned.dispose();
	}

	#checkCells(cells: readonly vscode.NotebookCell[]): void {
		for (const { document } of cells) {
			this.#check(document);
		}
	}

	#checkSoon(document: vscode.TextDocument): void {
		const key = document.uri.toString();
		clearTimeout(this.#waiting.get(key));
		this.#waiting.set(
			key,
			setTimeout(() => this.#check(document), QUIET_MS),
		);
	}

	#check(document: vscode.TextDocument): void {
		this.#stopWaiting(document);
		if (document.isClosed || !isWatched(document)) {
			return;
		}
		const found = findValues(textWithin(document), this.#byCertificate);
		this.#warnings.set(
			document.uri,
			found.map(({ start, value }) => warningAt(document, start, value)),
		);
	}

	#forget(document: vscode.TextDocument): void {
		this.#stopWaiting(document);
		this.#warnings.delete(document.uri);
	}

	#stopWaiting({ uri }: vscode.TextDocument): void {
		const key = uri.toString();
		clearTimeout(this.#waiting.get(key));
		this.#waiting.delete(key);
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

/** The key of the Agora CLI's and this extension's env files (docs/agora-api.md, The official CLI). */
const VARIABLE = 'AGORA_APP_CERTIFICATE';

/** What can be done about an App Certificate in a file: a reference in its place, or a new certificate. */
export class LeakFixes implements vscode.CodeActionProvider {
	readonly #byCertificate: ReadonlyMap<string, Project>;

	constructor(byCertificate: ReadonlyMap<string, Project>) {
		this.#byCertificate = byCertificate;
	}

	provideCodeActions(
		document: vscode.TextDocument,
		_range: vscode.Range,
		{ diagnostics }: vscode.CodeActionContext,
	): vscode.CodeAction[] {
		return diagnostics
			.filter(({ source, code }) => source === LEAK_SOURCE && code === LEAK_CODE)
			.flatMap((warning) => this.#fixesOf(document, warning));
	}

	#fixesOf(document: vscode.TextDocument, warning: vscode.Diagnostic): vscode.CodeAction[] {
		// The text may have changed since the warning was written.
		const project = this.#byCertificate.get(document.getText(warning.range).toLowerCase());
		if (!project) {
			return [];
		}
		const replace = replaceFix(document, warning);
		return [...(replace ? [replace] : []), resetFix(project, warning)];
	}
}

function replaceFix(
	document: vscode.TextDocument,
	warning: vscode.Diagnostic,
): vscode.CodeAction | undefined {
	const { start, end } = warning.range;
	const { languageId, uri } = document;
	const line = document.lineAt(start.line).text;
	const file = { languageId, path: uri.path };
	const replacement = envReplacement(file, line, start.character, end.character, VARIABLE);
	if (!replacement) {
		return undefined;
	}
	const fix = new vscode.CodeAction(
		vscode.l10n.t('Replace with {0}', replacement.text),
		vscode.CodeActionKind.QuickFix,
	);
	fix.edit = new vscode.WorkspaceEdit();
	fix.edit.replace(
		uri,
		new vscode.Range(start.line, replacement.start, start.line, replacement.end),
		replacement.text,
	);
	fix.diagnostics = [warning];
	fix.isPreferred = true;
	return fix;
}

function resetFix({ id, name }: Project, warning: vscode.Diagnostic): vscode.CodeAction {
	const title = vscode.l10n.t('Reset the App Certificate of “{0}”…', name);
	const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
	const command: CommandId = 'agora.certificate.reset';
	const argument: ProjectArgument = { projectId: id };
	fix.command = { command, title, arguments: [argument] };
	fix.diagnostics = [warning];
	return fix;
}
