import * as vscode from 'vscode';
import type { ProjectCommand } from '../projectCommand';
import { copyCertificateText } from './copyNew';

export const copyCertificate: ProjectCommand = async ({ picker }, _session, argument) => {
	const title = vscode.l10n.t('Copy App Certificate');
	const project = await picker.resolve(argument, title, (each) => each.appCertificate !== undefined);
	if (project?.appCertificate !== undefined) {
		await copyCertificateText(project.name, project.appCertificate);
	}
};
