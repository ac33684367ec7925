import * as vscode from 'vscode';
import { projectUri } from '../document/projectUri';
import type { ProjectCommand } from './projectCommand';

export const showProject: ProjectCommand = async ({ picker }, session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Show Project as JSON'));
	if (project) {
		const document = await vscode.workspace.openTextDocument(projectUri(session, project));
		await vscode.window.showTextDocument(document);
	}
};
