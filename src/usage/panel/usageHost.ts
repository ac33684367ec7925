import * as vscode from 'vscode';
import type { Project, ProjectRef } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { compareNames } from '../../common/compareNames';
import type { Event } from '../../common/emitter';
import type { Loadable } from '../../common/loadable';
import { errorText } from '../../ui/errorText';
import { type AccessMessage, shownText } from '../report/messages';
import type { Subject } from '../report/view';

/** The kind of webview panel that usage is in, also in package.json's when clauses. */
export const PANEL_TYPE = 'agora.usage';

/** What this room needs of accounts and projects; the container fills it. */
export interface UsageHost {
	readonly extensionUri: vscode.Uri;
	/** Where figures of past days are kept. */
	readonly storageUri: vscode.Uri;
	readonly sessions: SessionSource;
	/** Whether the account is about to be signed in. */
	readonly isSigningIn: () => boolean;
	/** Signs in with the stored account, if that was not done yet. */
	readonly restore: () => Promise<void>;
	/** The accounts stored on this machine: only their figures are kept, and for as long as they are stored. */
	readonly storedAccountIds: () => readonly string[];
	readonly projects: ProjectSource;
	readonly clock: Clock;
	readonly warn: (message: string) => void;
}

export interface ProjectSource {
	readonly knownNow: () => Loadable<readonly Project[]>;
	readonly onDidChange: Event<void>;
	/** Makes sure that the projects were read once. */
	ready(): Promise<void>;
	/** Reads the projects again. */
	refresh(): Promise<void>;
}

/** A project as it may stand on a screen. */
export interface ShownProject {
	readonly id: string;
	readonly name: string;
}

/** Projects by name, those without a name by their id. */
export function shownProjects(projects: readonly ProjectRef[]): ShownProject[] {
	return projects
		.filter(({ id }) => id.length <= 200)
		.map(({ id, name }) => ({ id, name: shownText(name) || id }))
		.sort(compareNames);
}

/** What a panel is about: its project, under its present name if that is known, or all that are known. */
export function projectsOf({ project }: Subject, known: readonly ProjectRef[]): ShownProject[] {
	return shownProjects(project ? [known.find(({ id }) => id === project.id) ?? project] : known);
}

/** The title of a panel's tab. */
export function panelTitle({ project }: Subject, [only]: readonly ShownProject[]): string {
	return project
		? vscode.l10n.t('Usage: {0}', only?.name ?? project.name)
		: vscode.l10n.t('Usage: All Projects');
}

type State = AccessMessage['state'];
type Action = AccessMessage['actions'][number]['action'];

/** Whether the panel's account can be asked, and if not, why not and what to do. */
export function accessMessage(subject: Subject, host: UsageHost): AccessMessage {
	const session = host.sessions.current;
	if (!session) {
		return host.isSigningIn()
			? access('signingIn', vscode.l10n.t('Signing in…'))
			: access(
					'signedOut',
					vscode.l10n.t('Signed out of {0}. Sign in again to see its usage.', subject.accountLabel),
					'signIn',
				);
	}
	return subject.project ? access('ready', '') : projectAccess(host);
}

function projectAccess({ projects }: UsageHost): AccessMessage {
	const known = projects.knownNow();
	if (known.value === undefined) {
		return known.error === undefined
			? access('projectsLoading', vscode.l10n.t('Reading the projects…'))
			: access(
					'projectsFailed',
					vscode.l10n.t('The projects could not be read. {0}', errorText(known.error)),
					'refresh',
					'showLog',
				);
	}
	return known.value.length === 0
		? access('noProjects', vscode.l10n.t('This account has no projects yet.'))
		: access('ready', '');
}

function access(state: State, text: string, ...actions: Action[]): AccessMessage {
	return {
		type: 'access',
		state,
		text: text.slice(0, 1000),
		actions: actions.map((action) => ({ action, label: actionLabel(action) })),
	};
}

function actionLabel(action: Action): string {
	switch (action) {
		case 'signIn':
			return vscode.l10n.t('Sign In');
		case 'refresh':
			return vscode.l10n.t('Retry');
		case 'showLog':
			return vscode.l10n.t('Show Log');
	}
}

/** Why usage could not be read. An account may be allowed its projects and refused their usage (docs/agora-api.md, Console API). */
export function formatUsageError(error: unknown): string {
	const text = isAgoraError(error, 'forbidden')
		? vscode.l10n.t(
				'This account’s role can see projects but not usage (403). Ask the account’s owner for a role that can see usage.',
			)
		: errorText(error);
	return text.length > 1000 ? `${text.slice(0, 999)}…` : text;
}
