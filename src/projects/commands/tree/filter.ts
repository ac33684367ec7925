import * as vscode from 'vscode';
import { askFilter } from '../../../ui/filterInput';
import { matchCount } from '../../filter/matchCount';
import type { ProjectCommand } from '../projectCommand';

export const filterProjects: ProjectCommand = async ({ picker, store, filter }, session) => {
	await picker.ready();
	await vscode.commands.executeCommand('agora.projects.focus');
	await askFilter(filter, session, {
		title: vscode.l10n.t('Filter Projects'),
		placeholder: vscode.l10n.t('Part of a name, App ID or project ID'),
		count: () => vscode.l10n.t('Projects: {0}', matchCount(filter, store)),
		onDidChangeRows: store.onDidChange,
	});
};
