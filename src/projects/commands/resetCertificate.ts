import * as vscode from 'vscode';
import { resetCertificate } from '../../agora/console/changeProject';
import { confirm, confirmByName } from '../../ui/confirm';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const resetCertificateCommand: ProjectCommand = async ({ picker, calls }, session, argument) => {
	const title = vscode.l10n.t('Reset App Certificate');
	const project = await picker.resolve(argument, title);
	if (!project) {
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Reset the App Certificate of project “{0}”?', project.name),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'Every token signed with the present certificate stops working at once. Servers that sign tokens need the new certificate. This cannot be undone.',
		),
		verb: title,
	});
	if (!sure || !(await confirmByName(title, project.name))) {
		return;
	}
	const changed = await calls.change(
		session,
		vscode.l10n.t('Reset the App Certificate of “{0}”', project.name),
		(client) => resetCertificate(client, project),
	);
	if (changed) {
		notifyDone(vscode.l10n.t('App Certificate of {0} reset', project.name));
	}
};
