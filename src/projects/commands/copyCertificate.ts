import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import type { ProjectCommand } from './projectCommand';

export const copyCertificate: ProjectCommand = async ({ picker }, _session, argument) => {
	const title = vscode.l10n.t('Copy App Certificate');
	const project = await picker.resolve(argument, title, (each) => each.appCertificate !== undefined);
	if (project?.appCertificate !== undefined) {
		await vscode.env.clipboard.writeText(project.appCertificate);
		notifyDone(
			vscode.l10n.t('App Certificate of {0} copied. It is a secret: keep it out of files.', project.name),
		);
	}
};
