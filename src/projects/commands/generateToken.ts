import * as vscode from 'vscode';
import { type ChannelUser, readChannelUser } from '../../agora/channelUser';
import type { Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { runCommand } from '../../ui/commands';
import { showInformationMessage, showWarningMessage } from '../../ui/dialogs';
import { absoluteTime } from '../../ui/time';
import { explainToken } from '../token/explainToken';
import { askForToken, type TokenAnswers } from '../token/tokenSteps';
import { tellsCertificates } from '../told';
import type { ProjectCommand, ProjectParts } from './projectCommand';

export const generateToken: ProjectCommand = async (parts, session, argument) => {
	const { picker, store, tokenMemory } = parts;
	await picker.ready();
	if (store.projects.length === 0) {
		throw store.known.error ?? new Error(vscode.l10n.t('No project fits this command.'));
	}
	const project = picker.fromArgument(argument);
	if (project && !maySign(project)) {
		return;
	}
	const answers = await askForToken({
		project,
		projectItems: projectItems(parts, session),
		maySign,
		last: ({ id }) => tokenMemory.of(id),
	});
	// As it is now: the certificate may have been reset, or the account left, while the questions were open.
	const signer = answers && picker.fromArgument({ projectId: answers.project.id });
	if (answers && signer && maySign(signer)) {
		await mint(parts, signer, answers);
	}
};

type Signer = Project & { readonly appCertificate: string };

function canSign(project: Project): project is Signer {
	return project.appCertificate !== undefined && project.appId !== '';
}

function maySign(project: Project): project is Signer {
	if (!canSign(project)) {
		void tellWhyNot(project);
	}
	return canSign(project);
}

async function mint(
	parts: ProjectParts,
	{ id, name, appId, appCertificate }: Signer,
	answers: TokenAnswers,
): Promise<void> {
	const { channelName, role, lifetimeSeconds } = answers;
	const user = readChannelUser(answers.user);
	const token = await parts.mintToken({
		appId,
		appCertificate,
		channelName,
		user,
		role,
		lifetimeSeconds,
		// Told as well, since SDKs announce the end of a privilege and not that of a token.
		privilegeSeconds: lifetimeSeconds,
	});
	await vscode.env.clipboard.writeText(token);
	await parts.tokenMemory.remember(id, answers);
	const inspect = vscode.l10n.t('Inspect');
	const chosen = await showInformationMessage(
		vscode.l10n.t(
			'Token copied: {0} in channel “{1}” of “{2}”. It expires on {3}.',
			userText(user),
			channelName,
			name,
			absoluteTime(parts.clock.now() + lifetimeSeconds * 1000),
		),
		inspect,
	);
	if (chosen === inspect) {
		await explainToken(parts, token);
	}
}

function userText(user: ChannelUser): string {
	if ('account' in user) {
		return vscode.l10n.t('account {0}', user.account);
	}
	return user.uid === 0 ? vscode.l10n.t('any user') : vscode.l10n.t('uid {0}', user.uid);
}

/** Those that can sign, then the others with the reason why they cannot. */
function projectItems(
	{ picker }: ProjectParts,
	session: AgoraSession,
): (vscode.QuickPickItem & { value: Project })[] {
	return [
		...picker.items(canSign),
		...picker
			.items((project) => !canSign(project))
			.map((item) => ({
				...item,
				description: tellsCertificates(session)
					? vscode.l10n.t('no App Certificate to sign with')
					: vscode.l10n.t('App Certificate not shown by Agora'),
			})),
	];
}

async function tellWhyNot(project: Project): Promise<void> {
	const enable = vscode.l10n.t('Enable App Certificate');
	const chosen = await showWarningMessage(
		vscode.l10n.t(
			'Agora returned no App Certificate of “{0}” to sign a token with. If none is enabled, channels are joined without a token. App Certificates in the Chinese mainland cannot be read through the API: sign with the one shown in the Agora Console.',
			project.name,
		),
		enable,
	);
	if (chosen === enable) {
		await runCommand('agora.certificate.enable', { projectId: project.id });
	}
}
