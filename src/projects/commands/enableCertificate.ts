import * as vscode from 'vscode';
import { setCertificateEnabled } from '../../agora/console/changeProject';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const enableCertificate: ProjectCommand = async ({ picker, calls }, session, argument) => {
	const title = vscode.l10n.t('Enable App Certificate');
	const project = await picker.resolve(argument, title, (each) => each.appCertificate === undefined);
	if (!project) {
		return;
	}
	const changed = await calls.change(
		session,
		vscode.l10n.t('Enable the App Certificate of “{0}”', project.name),
		(client) => setCertificateEnabled(client, project, true),
	);
	if (changed) {
		notifyDone(vscode.l10n.t('App Certificate of {0} enabled', project.name));
	}
};
