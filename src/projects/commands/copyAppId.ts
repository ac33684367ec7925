import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const copyAppId: ProjectCommand = async ({ picker }, _session, argument) => {
	const title = vscode.l10n.t('Copy App ID');
	const project = await picker.resolve(argument, title, ({ appId }) => appId !== '');
	if (project?.appId === '') {
		throw new Error(vscode.l10n.t('Agora did not return the App ID of this project. Refresh to ask again.'));
	}
	if (project) {
		await vscode.env.clipboard.writeText(project.appId);
		notifyDone(vscode.l10n.t('App ID of {0} copied', project.name));
	}
};
