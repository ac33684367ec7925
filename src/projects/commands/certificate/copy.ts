import * as vscode from 'vscode';
import { isProjectArgument } from '../../projectArgument';
import type { ProjectCommand } from '../projectCommand';
import { copyCertificateText } from './copyNew';

/** Takes a row only: with an id another extension could have the certificate put on the clipboard, and read it there. */
export const copyCertificate: ProjectCommand = async ({ picker }, _session, argument) => {
	const title = vscode.l10n.t('Copy App Certificate');
	const row = isProjectArgument(argument) ? undefined : argument;
	const project = await picker.resolve(row, title, (each) => each.appCertificate !== undefined);
	if (project?.appCertificate !== undefined) {
		await copyCertificateText(project.name, project.appCertificate);
	}
};
