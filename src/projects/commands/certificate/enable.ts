import * as vscode from 'vscode';
import { setCertificateEnabled } from '../../../agora/console/changeProject';
import { confirm } from '../../../ui/confirm';
import { changeProjects } from '../../change/changeProjects';
import type { ProjectChange } from '../../change/projectChange';
import type { ProjectCommand } from '../projectCommand';

export const enableCertificate: ProjectCommand = async (parts, session, argument) => {
	const title = vscode.l10n.t('Enable App Certificate');
	const project = await parts.picker.resolve(argument, title, (each) => each.appCertificate === undefined);
	if (!project) {
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Enable the App Certificate of project “{0}”?', project.name),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'Clients that join without a token are locked out of every channel of the project. Each client then needs a token that was signed with the certificate, so prepare whatever signs tokens first.',
		),
		verb: title,
	});
	if (sure) {
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
