import * as vscode from 'vscode';
import { showQuickPick } from '../../../ui/dialogs';
import { isDefinitionFile } from './definitionFile';

/**
 * The definition a command is for: the file it was called on, else the one in front, else one of the workspace that the user
 * picks. Undefined when the user left. Anything else passed in is ignored, since any extension may call a command.
 *
 * @throws Error for a file that is neither in a folder of the workspace nor open in an editor.
 */
export async function pickDefinition(
	argument: unknown,
	title: string,
): Promise<vscode.TextDocument | undefined> {
	if (argument instanceof vscode.Uri && isDefinitionFile(argument)) {
		if (!isInWorkspace(argument) && !isInEditor(argument)) {
			throw new Error(
				vscode.l10n.t(
					'The file “{0}” is neither in a folder of this workspace nor open in an editor, so it is not used. Open it first.',
					argument.path,
				),
			);
		}
		return await vscode.workspace.openTextDocument(argument);
	}
	const inFront = vscode.window.activeTextEditor?.document;
	if (inFront && isDefinitionFile(inFront.uri)) {
		return inFront;
	}
	const files = await vscode.workspace.findFiles('**/*.agora-player.{json,jsonc}', '**/node_modules/**', 200);
	if (files.length === 0) {
		throw new Error(
			vscode.l10n.t('There is no definition file here. Create one with New Cloud Player Definition.'),
		);
	}
	const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
	const placeHolder = vscode.l10n.t('Choose a definition file');
	const item = await showQuickPick(items, { title, placeHolder });
	return item && (await vscode.workspace.openTextDocument(item.uri));
}

/** `..` could lead out of the folder. */
function isInWorkspace(uri: vscode.Uri): boolean {
	return !uri.path.split(/[\\/]/).includes('..') && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** A document may be open without an editor: any extension can open one. */
function isInEditor(uri: vscode.Uri): boolean {
	const wanted = uri.toString();
	const inTab = vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === wanted);
	return inTab || vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === wanted);
}
