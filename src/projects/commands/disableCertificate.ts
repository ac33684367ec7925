import * as vscode from 'vscode';
import { setCertificateEnabled } from '../../agora/console/changeProject';
import { confirm } from '../../ui/confirm';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const disableCertificate: ProjectCommand = async ({ picker, calls }, session, argument) => {
	const title = vscode.l10n.t('Disable App Certificate');
	const project = await picker.resolve(argument, title, (each) => each.appCertificate !== undefined);
	if (!project) {
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Disable the App Certificate of project “{0}”?', project.name),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'Tokens are no longer checked: whoever knows the App ID can join any channel of the project.',
		),
		verb: title,
	});
	if (!sure) {
		return;
	}
	const changed = await calls.change(
		session,
		vscode.l10n.t('Disable the App Certificate of “{0}”', project.name),
		(client) => setCertificateEnabled(client, project, false),
	);
	if (changed) {
		notifyDone(vscode.l10n.t('App Certificate of {0} disabled', project.name));
	}
};
