import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { type Disposable, DisposableStore } from '../../common/disposable';
import type { CommandId } from '../../ui/commandIds';
import { isEnvFile } from '../env/envKeys';
import type { ProjectArgument } from '../projectPicker';
import { searchableText } from './appIdHints';
import { envReplacement } from './envReference';
import { findValues, HEX_WORD_LENGTH } from './hexValues';

const LEAK_SOURCE = 'Agora';
const LEAK_CODE = 'leakedCertificate';

const NOTEBOOK_CELL_SCHEME = 'vscode-notebook-cell';

/** The delay after the last key press, so that typing is not slowed down. */
const DEBOUNCE_MS = 300;

/** Reports App Certificates in the open files of the workspace. No diagnostic contains the value. */
export class LeakDiagnostics implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #byCertificate: ReadonlyMap<string, Project>;
	readonly #diagnostics = this.#subscriptions.add(vscode.languages.createDiagnosticCollection('agora'));
	readonly #timers = new Map<string, NodeJS.Timeout>();

	constructor(byCertificate: ReadonlyMap<string, Project>) {
		this.#byCertificate = byCertificate;
		this.#subscriptions.add(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
		// The document of a cell can be opened before its notebook.
		this.#subscriptions.add(
			vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#checkCells(notebook.getCells())),
		);
		this.#subscriptions.add(
			vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) =>
				this.#checkCells(contentChanges.flatMap(({ addedCells }) => addedCells)),
			),
		);
		this.#subscriptions.add(vscode.workspace.onDidSaveTextDocument((document) => this.#check(document)));
		this.#subscriptions.add(
			vscode.workspace.onDidChangeTextDocument(({ document }) => this.#scheduleCheck(document)),
		);
		this.#subscriptions.add(
			vscode.workspace.onDidCloseTextDocument((document) => this.#onDidClose(document)),
		);
		for (const document of vscode.workspace.textDocuments) {
			this.#check(document);
		}
	}

	dispose(): void {
		for (const timer of this.#timers.values()) {
			clearTimeout(timer);
		}
		this.#subscriptions.dispose();
	}

	#checkCells(cells: readonly vscode.NotebookCell[]): void {
		for (const { document } of cells) {
			this.#check(document);
		}
	}

	#scheduleCheck(document: vscode.TextDocument): void {
		const key = document.uri.toString();
		clearTimeout(this.#timers.get(key));
		this.#timers.set(
			key,
			setTimeout(() => this.#check(document), DEBOUNCE_MS),
		);
	}

	#check(document: vscode.TextDocument): void {
		this.#clearTimer(document);
		if (document.isClosed || !isWatched(document)) {
			return;
		}
		const found = findValues(searchableText(document), this.#byCertificate);
		this.#diagnostics.set(
			document.uri,
			found.map(({ start, value }) => diagnosticAt(document, start, value)),
		);
	}

	#onDidClose(document: vscode.TextDocument): void {
		this.#clearTimer(document);
		this.#diagnostics.delete(document.uri);
	}

	#clearTimer({ uri }: vscode.TextDocument): void {
		const key = uri.toString();
		clearTimeout(this.#timers.get(key));
		this.#timers.delete(key);
	}
}

/** Files of the workspace, or any file where no folder is open. Not untitled or virtual documents, nor earlier versions from Git. */
function isWatched(document: vscode.TextDocument): boolean {
	const uri = fileOf(document);
	const isInWorkspace = vscode.workspace.workspaceFolders
		? vscode.workspace.getWorkspaceFolder(uri) !== undefined
		: uri.scheme === 'file';
	return isInWorkspace && !isEnvFile(uri.path);
}

/** The file of a document; for a cell, that of its notebook. */
function fileOf(document: vscode.TextDocument): vscode.Uri {
	if (document.uri.scheme !== NOTEBOOK_CELL_SCHEME) {
		return document.uri;
	}
	const hasCell = (notebook: vscode.NotebookDocument) =>
		notebook.getCells().some((cell) => cell.document === document);
	return vscode.workspace.notebookDocuments.find(hasCell)?.uri ?? document.uri;
}

function diagnosticAt(document: vscode.TextDocument, start: number, { name }: Project): vscode.Diagnostic {
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

/** The key in the env files of this extension and of the Agora CLI (docs/agora-api.md, The official CLI). */
const VARIABLE = 'AGORA_APP_CERTIFICATE';

/** Quick fixes for an App Certificate in a file: replace it by a reference, or reset it. */
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
		// The text may have changed after the diagnostic was created.
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
