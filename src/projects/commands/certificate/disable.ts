import * as vscode from 'vscode';
import { setCertificateEnabled } from '../../../agora/console/changeProject';
import type { Project } from '../../../agora/console/projects';
import { confirm } from '../../../ui/confirm';
import type { Changed } from '../../change/changeEach';
import { changeProjects } from '../../change/changeProjects';
import type { ProjectChange } from '../../change/projectChange';
import { tellsCertificates } from '../../told';
import type { ProjectCommand } from '../projectCommand';
import { copyNewCertificate } from './copyNew';
import { enablingCertificate } from './enable';

export const disableCertificate: ProjectCommand = async (parts, session, argument) => {
	const title = vscode.l10n.t('Disable App Certificate');
	const mayHaveOne = (each: Project) => each.appCertificate !== undefined || !tellsCertificates(session);
	const project = await parts.picker.resolve(argument, title, mayHaveOne);
	if (!project) {
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Disable the App Certificate of project “{0}”?', project.name),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'Tokens are no longer checked: anyone who knows the App ID can join any channel of the project. Agora does not document whether enabling it again restores the same certificate.',
		),
		verb: title,
	});
	if (sure) {
		await changeProjects(parts, session, [project], disablingCertificate(project));
	}
};

function disablingCertificate(before: Project): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Disable the App Certificate of “{0}”', name),
		expected: { appCertificate: undefined },
		call: (client, project, signal) => setCertificateEnabled(client, project, false, signal),
		done: () => vscode.l10n.t('App Certificate of {0} disabled', before.name),
		undo: {
			isStill: ({ appCertificate }) => appCertificate === undefined,
			back: {
				...enablingCertificate(),
				done: (changed) => enabledAgainText(before, changed),
				tellsMore: true,
				next: ([changed]) =>
					changed && changed.after.appCertificate !== before.appCertificate
						? copyNewCertificate(changed.after)
						: [],
			},
		},
	};
}

/** What no document says, the answer shows: whether it is the same certificate as before. */
function enabledAgainText({ name, appCertificate }: Project, [changed]: readonly Changed[]): string {
	if (changed?.after.appCertificate === undefined || appCertificate === undefined) {
		return vscode.l10n.t('App Certificate of {0} enabled', name);
	}
	return changed.after.appCertificate === appCertificate
		? vscode.l10n.t(
				'App Certificate of {0} enabled again. It is the same one as before, so its tokens work again.',
				name,
			)
		: vscode.l10n.t(
				'App Certificate of {0} enabled again, but it is not the same one as before: whatever signs tokens needs the new one.',
				name,
			);
}
