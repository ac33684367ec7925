import * as vscode from 'vscode';
import { resetCertificate } from '../../../agora/console/changeProject';
import type { Project } from '../../../agora/console/projects';
import { runCommand } from '../../../ui/commands';
import { confirm, confirmByName } from '../../../ui/confirm';
import { type MessageAction, offerNext } from '../../../ui/notify';
import type { ProjectCommand } from '../projectCommand';
import { copyCertificateText, copyNewCertificate } from './copyNew';

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
			'Every token signed with the current certificate stops working at once. Servers that sign tokens need the new certificate. This cannot be undone.',
		),
		verb: title,
		first: copyPresent(project),
	});
	if (!sure || !(await confirmByName(title, project.name))) {
		return;
	}
	const what = vscode.l10n.t('Reset the App Certificate of “{0}”', project.name);
	const changed = await calls.change(session, what, {
		about: { projectId: project.id, expected: {} },
		call: (client, signal) => resetCertificate(client, project, signal),
	});
	if (changed) {
		await offerNext(changeText(project, changed), afterReset(changed));
	}
};

function copyPresent({ name, appCertificate }: Project) {
	return appCertificate === undefined
		? undefined
		: {
				label: vscode.l10n.t('Copy Current Certificate First'),
				run: () => copyCertificateText(name, appCertificate),
				done: vscode.l10n.t('The current certificate is now on the clipboard.'),
			};
}

/** What changed, without a digit of either certificate. */
function changeText({ name, appCertificate }: Project, after: Project): string {
	if (after.appCertificate === undefined) {
		return vscode.l10n.t(
			'App Certificate of {0} reset. The API does not return the new one: the Agora Console shows it.',
			name,
		);
	}
	return after.appCertificate === appCertificate
		? vscode.l10n.t(
				'Agora reported that the App Certificate of {0} was reset, but it is the same as before. Refresh to check again.',
				name,
			)
		: vscode.l10n.t(
				'App Certificate of {0} reset. Earlier tokens are no longer valid: whatever signs tokens needs the new certificate.',
				name,
			);
}

function afterReset(after: Project): readonly MessageAction[] {
	return after.appCertificate === undefined
		? [
				{
					label: vscode.l10n.t('Open in Agora Console'),
					run: () => runCommand('agora.project.openConsole'),
				},
			]
		: copyNewCertificate(after);
}
