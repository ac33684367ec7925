import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import {
	type AgoraSession,
	type ChannelUser,
	canReadCertificates,
	readOptionalUser,
} from '../../agora/session';
import { buildRtcToken } from '../../agora/token/buildToken';
import { findToken, tokenProblem } from '../../agora/token/findToken';
import type { LastAnswers } from '../../ui/boundedMemento';
import { runCommand } from '../../ui/commands';
import { showInformationMessage, showWarningMessage } from '../../ui/dialogs';
import type { FeatureCommand } from '../../ui/signedIn';
import { absoluteTime } from '../../ui/text';
import type { ProjectPicker } from '../projectPicker';
import { selectedOrPastedToken } from '../token/selectedToken';
import { type ExplainTokenDeps, explainToken } from '../token/tokenRows';
import { askForToken, type GivenTokenAnswers, lastTokenSchema, type TokenAnswers } from '../token/tokenSteps';

export interface GenerateTokenDeps extends ExplainTokenDeps {
	readonly picker: ProjectPicker;
	readonly lastTokens: LastAnswers;
}

/** What a token is generated for. */
export interface TokenChannel {
	readonly project: Project;
	readonly channelName: string;
	readonly user?: ChannelUser;
}

export const generateToken: FeatureCommand<GenerateTokenDeps> = async (deps, session, argument) => {
	const { picker, store } = deps;
	await picker.ensureProjects();
	if (store.projects.length === 0) {
		throw store.loadable.error ?? new Error(vscode.l10n.t('No project is suitable for this command.'));
	}
	const project = picker.fromArgument(argument);
	if (!project || checkSigner(project)) {
		const activeProject = picker.active && canSign(picker.active) ? picker.active : undefined;
		await askAndCopy(deps, session, { project, activeProject });
	}
};

/** Generates a token for a channel, and perhaps for a user of it. All of them can be changed with Back. */
export async function generateTokenFor(
	deps: GenerateTokenDeps,
	session: AgoraSession,
	{ project, ...channel }: TokenChannel,
): Promise<void> {
	await deps.picker.ensureProjects();
	// The project of the channel may be older than the stored one.
	const signer = deps.picker.fromArgument({ projectId: project.id }) ?? project;
	if (checkSigner(signer)) {
		await askAndCopy(deps, session, { project: undefined, activeProject: signer, ...channel });
	}
}

async function askAndCopy(
	deps: GenerateTokenDeps,
	session: AgoraSession,
	given: GivenTokenAnswers,
): Promise<void> {
	const { picker, lastTokens } = deps;
	const answers = await askForToken({
		...given,
		projectItems: projectItems(picker, session),
		checkSigner,
		last: lastTokens,
	});
	// Read again: while the questions were open, the certificate may have been reset or another account chosen.
	const signer = answers && picker.fromArgument({ projectId: answers.project.id });
	if (answers && signer && checkSigner(signer)) {
		await copyToken(deps, signer, answers);
	}
}

type Signer = Project & { readonly appCertificate: string };

function canSign(project: Project): project is Signer {
	return project.appCertificate !== undefined && project.appId !== '';
}

function checkSigner(project: Project): project is Signer {
	if (!canSign(project)) {
		void notifyCannotSign(project);
	}
	return canSign(project);
}

async function copyToken(
	deps: GenerateTokenDeps,
	{ id, name, appId, appCertificate }: Signer,
	answers: TokenAnswers,
): Promise<void> {
	const { channelName, role, lifetimeSeconds } = answers;
	const user = readOptionalUser(answers.user);
	const token = buildRtcToken({
		appId,
		appCertificate,
		channelName,
		user,
		role,
		lifetimeSeconds,
		// Set as well: SDKs announce the expiry of a privilege, not that of a token.
		privilegeSeconds: lifetimeSeconds,
	});
	await vscode.env.clipboard.writeText(token);
	await deps.lastTokens.set(id, lastTokenSchema, answers);
	const inspect = vscode.l10n.t('Inspect');
	const chosen = await showInformationMessage(
		vscode.l10n.t(
			'Token copied: {0} in channel “{1}” of “{2}”. It expires on {3}.',
			userText(user),
			channelName,
			name,
			absoluteTime(deps.clock.now() + lifetimeSeconds * 1000),
		),
		inspect,
	);
	if (chosen === inspect) {
		await explainToken(deps, token);
	}
}

function userText(user: ChannelUser): string {
	if ('account' in user) {
		return vscode.l10n.t('account {0}', user.account);
	}
	return user.uid === 0 ? vscode.l10n.t('any user') : vscode.l10n.t('uid {0}', user.uid);
}

/** The projects that can sign, then the others with the reason why they cannot. */
function projectItems(
	picker: ProjectPicker,
	session: AgoraSession,
): (vscode.QuickPickItem & { value: Project })[] {
	return [
		...picker.items(canSign),
		...picker
			.items((project) => !canSign(project))
			.map((item) => ({
				...item,
				description: canReadCertificates(session)
					? vscode.l10n.t('no App Certificate to sign with')
					: vscode.l10n.t('App Certificate not shown by Agora'),
			})),
	];
}

async function notifyCannotSign(project: Project): Promise<void> {
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

/** No account needs to be signed in. */
export interface InspectTokenDeps extends ExplainTokenDeps {
	/** Signs in with the stored account and reads its projects, unless that is done or there is none. */
	readonly ensureProjects: () => Promise<void>;
}

/** Explains the token of the argument, or the selected or pasted one. The token itself is not shown, stored or sent. */
export async function inspectToken(deps: InspectTokenDeps, argument?: unknown): Promise<void> {
	const token = tokenOf(argument) ?? (await selectedOrPastedToken(vscode.l10n.t('Inspect Token')));
	if (token !== undefined) {
		await deps.ensureProjects();
		await explainToken(deps, token);
	}
}

/** The token of an argument `{ token }`, such as one that another command has asked for. */
function tokenOf(argument: unknown): string | undefined {
	const isArgument = typeof argument === 'object' && argument !== null && 'token' in argument;
	const token = isArgument && typeof argument.token === 'string' ? findToken(argument.token) : '';
	return tokenProblem(token) === undefined ? token : undefined;
}
