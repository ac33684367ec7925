import * as vscode from 'vscode';
import { resetCertificate, setCertificateEnabled } from '../../agora/console/changeProject';
import type { Project } from '../../agora/console/projects';
import { canReadCertificates } from '../../agora/session';
import { runCommand } from '../../ui/commands';
import { confirm, confirmByName } from '../../ui/confirm';
import { type MessageAction, notifyDone, offerNext } from '../../ui/notify';
import type { FeatureCommand } from '../../ui/signedIn';
import { isProjectArgument, type ProjectPicker } from '../projectPicker';
import { type Changed, type ChangeProjectsDeps, changeProjects, type ProjectChange } from './changeProjects';

export interface CertificateDeps extends ChangeProjectsDeps {
	readonly picker: ProjectPicker;
}

/** Accepts only a row: with a `ProjectArgument`, another extension could copy the certificate and read the clipboard. */
export const copyCertificate: FeatureCommand<Pick<CertificateDeps, 'picker'>> = async (
	{ picker },
	_session,
	argument,
) => {
	const title = vscode.l10n.t('Copy App Certificate');
	const row = isProjectArgument(argument) ? undefined : argument;
	const project = await picker.resolve(row, title, (each) => each.appCertificate !== undefined);
	if (project?.appCertificate !== undefined) {
		await copyCertificateText(project.name, project.appCertificate);
	}
};

/** A button that copies the new certificate; none where Agora does not return it. */
function copyNewCertificate({ name, appCertificate }: Project): readonly MessageAction[] {
	if (appCertificate === undefined) {
		return [];
	}
	const run = () => copyCertificateText(name, appCertificate);
	return [{ label: vscode.l10n.t('Copy New Certificate'), run }];
}

async function copyCertificateText(projectName: string, appCertificate: string): Promise<void> {
	await vscode.env.clipboard.writeText(appCertificate);
	notifyDone(
		vscode.l10n.t(
			'App Certificate of {0} copied. It is a secret: keep it out of source control.',
			projectName,
		),
	);
}

export const disableCertificate: FeatureCommand<CertificateDeps> = async (deps, session, argument) => {
	const title = vscode.l10n.t('Disable App Certificate');
	const mayHaveOne = (each: Project) => each.appCertificate !== undefined || !canReadCertificates(session);
	const project = await deps.picker.resolve(argument, title, mayHaveOne);
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
		await changeProjects(deps, session, [project], disableChange(project));
	}
};

function disableChange(before: Project): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Disable the App Certificate of “{0}”', name),
		expected: { appCertificate: undefined },
		call: (client, project, signal) => setCertificateEnabled(client, project, false, signal),
		done: () => vscode.l10n.t('App Certificate of {0} disabled', before.name),
		undo: {
			isStill: ({ appCertificate }) => appCertificate === undefined,
			back: {
				...enableChange(),
				done: (changed) => enabledAgainText(before, changed),
				needsMessage: true,
				next: ([changed]) =>
					changed && changed.after.appCertificate !== before.appCertificate
						? copyNewCertificate(changed.after)
						: [],
			},
		},
	};
}

/** No document says whether the certificate stays the same; the response shows it. */
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
				'App Certificate of {0} enabled again, but it is a different one: servers that sign tokens need the new certificate.',
				name,
			);
}

export const enableCertificate: FeatureCommand<CertificateDeps> = async (deps, session, argument) => {
	const title = vscode.l10n.t('Enable App Certificate');
	const project = await deps.picker.resolve(argument, title, (each) => each.appCertificate === undefined);
	if (!project) {
		return;
	}
	const sure = await confirm({
		question: vscode.l10n.t('Enable the App Certificate of project “{0}”?', project.name),
		account: session.accountLabel,
		consequence: vscode.l10n.t(
			'Clients that join without a token are locked out of every channel of the project. Each client then needs a token that was signed with the certificate, so prepare your token server first.',
		),
		verb: title,
	});
	if (sure) {
		await changeProjects(deps, session, [project], enableChange());
	}
};

/** Also the undo of disabling. Only the response shows which certificate the project has then. */
function enableChange(): ProjectChange {
	return {
		what: ({ name }) => vscode.l10n.t('Enable the App Certificate of “{0}”', name),
		expected: {},
		call: (client, project, signal) => setCertificateEnabled(client, project, true, signal),
		done: ([changed]) => vscode.l10n.t('App Certificate of {0} enabled', changed?.after.name ?? ''),
	};
}

export const resetAppCertificate: FeatureCommand<Pick<CertificateDeps, 'picker' | 'calls'>> = async (
	{ picker, calls },
	session,
	argument,
) => {
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
		first: copyCurrent(project),
	});
	if (!sure || !(await confirmByName(title, project.name))) {
		return;
	}
	const what = vscode.l10n.t('Reset the App Certificate of “{0}”', project.name);
	const changed = await calls.change(session, what, {
		target: { projectId: project.id, expected: {} },
		call: (client, signal) => resetCertificate(client, project, signal),
	});
	if (changed) {
		await offerNext(resetText(project, changed), actionsAfterReset(changed));
	}
};

function copyCurrent({ name, appCertificate }: Project) {
	return appCertificate === undefined
		? undefined
		: {
				label: vscode.l10n.t('Copy Current Certificate First'),
				run: () => copyCertificateText(name, appCertificate),
				done: vscode.l10n.t('The current certificate is now on the clipboard.'),
			};
}

/** Contains no digit of either certificate. */
function resetText({ name, appCertificate }: Project, after: Project): string {
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
				'App Certificate of {0} reset. Earlier tokens are no longer valid: servers that sign tokens need the new certificate.',
				name,
			);
}

function actionsAfterReset(after: Project): readonly MessageAction[] {
	return after.appCertificate === undefined
		? [
				{
					label: vscode.l10n.t('Open in Agora Console'),
					run: () => runCommand('agora.project.openConsole'),
				},
			]
		: copyNewCertificate(after);
}
