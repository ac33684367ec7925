import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const copyProjectId: ProjectCommand = async ({ picker }, _session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Copy Project ID'));
	if (project) {
		await vscode.env.clipboard.writeText(project.id);
		notifyDone(vscode.l10n.t('Project ID of {0} copied', project.name));
	}
};
