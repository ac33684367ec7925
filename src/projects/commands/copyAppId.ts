import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const copyAppId: ProjectCommand = async ({ picker }, _session, argument) => {
	const project = await picker.resolve(argument, vscode.l10n.t('Copy App ID'));
	if (project) {
		await vscode.env.clipboard.writeText(project.appId);
		notifyDone(vscode.l10n.t('App ID of {0} copied', project.name));
	}
};
