import * as vscode from 'vscode';
import { setProjectEnabled } from '../../agora/console/changeProject';
import { confirm } from '../../ui/confirm';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const disableProject: ProjectCommand = async ({ picker, calls }, session, argument) => {
	const title = vscode.l10n.t('Disable Project');
	const project = await picker.resolve(argument, title, ({ enabled }) => enabled);
	if (!project) {
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Disable project “{0}”?', project.name),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'Nobody can join a channel of this project until it is enabled again. Applications that use its App ID stop working.',
		),
		verb: title,
	});
	if (!sure) {
		return;
	}
	const changed = await calls.change(
		session,
		vscode.l10n.t('Disable project “{0}”', project.name),
		(client) => setProjectEnabled(client, project, false),
	);
	if (changed) {
		notifyDone(vscode.l10n.t('Project {0} disabled', project.name));
	}
};
