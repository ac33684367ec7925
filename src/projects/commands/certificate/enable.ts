import * as vscode from 'vscode';
import { setCertificateEnabled } from '../../../agora/console/changeProject';
import { changeProjects } from '../../change/changeProjects';
import type { ProjectChange } from '../../change/projectChange';
import type { ProjectCommand } from '../projectCommand';

export const enableCertificate: ProjectCommand = async (parts, session, argument) => {
	const title = vscode.l10n.t('Enable App Certificate');
	const project = await parts.picker.resolve(argument, title, (each) => each.appCertificate === undefined);
	if (project) {
		await changeProjects(parts, session, [project], enablingCertificate());
	}
};

/** Also the way back from disabling. Which certificate it brings is not known until the server has answered. */
export function enablingCertificate(): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Enable the App Certificate of “{0}”', name),
		expected: {},
		call: (client, project, signal) => setCertificateEnabled(client, project, true, signal),
		done: ([changed]) => vscode.l10n.t('App Certificate of {0} enabled', changed?.after.name ?? ''),
	};
}
