import * as vscode from 'vscode';
import type { ProjectCommand } from './projectCommand';

export const selectProject: ProjectCommand = async ({ picker, active }, _session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Select Active Project'));
	if (project) {
		await active.choose(project.id);
	}
};
