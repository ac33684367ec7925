import * as vscode from 'vscode';
import type { ProjectCommand } from './projectCommand';

export const revealProject: ProjectCommand = async ({ picker, reveal }, _session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Show in Projects View'));
	if (project) {
		await reveal(project.id);
	}
};
