import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { CommandId } from '../../ui/commandIds';
import type { ProjectArgument } from '../projectArgument';
import { LEAK_CODE, LEAK_SOURCE } from './leakWatch';
import { envReplacement } from './replacement';

/** The key of the Agora CLI's and this extension's env files (api-facts §7). */
const VARIABLE = 'AGORA_APP_CERTIFICATE';

/** What can be done about an App Certificate in a file: a reference in its place, or a new certificate. */
export class LeakFixes implements vscode.CodeActionProvider {
	private readonly byCertificate: ReadonlyMap<string, Project>;

	constructor(byCertificate: ReadonlyMap<string, Project>) {
		this.byCertificate = byCertificate;
	}

	provideCodeActions(
		document: vscode.TextDocument,
		_range: vscode.Range,
		{ diagnostics }: vscode.CodeActionContext,
	): vscode.CodeAction[] {
		return diagnostics
			.filter(({ source, code }) => source === LEAK_SOURCE && code === LEAK_CODE)
			.flatMap((warning) => this.fixesOf(document, warning));
	}

	private fixesOf(document: vscode.TextDocument, warning: vscode.Diagnostic): vscode.CodeAction[] {
		// The text may have changed since the warning was written.
		const project = this.byCertificate.get(document.getText(warning.range).toLowerCase());
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
