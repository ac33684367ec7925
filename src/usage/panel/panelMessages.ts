import * as vscode from 'vscode';
import type { Project, ProjectRef } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { SessionSource } from '../../agora/session';
import { compareNames } from '../../common/compareNames';
import type { Loadable } from '../../common/loadable';
import { errorText } from '../../ui/errorText';
import { usagePrices } from '../priceSettings';
import { PRICES_NOTED_ON } from '../prices';
import { dayOf } from '../report/days';
import { type AccessMessage, type InitMessage, shownText } from '../report/messages';
import type { Subject } from '../report/view';
import { usageStrings } from './panelStrings';

/** A project with the name that the panel shows. */
export interface ShownProject {
	readonly id: string;
	readonly name: string;
}

/** The projects sorted by name; those without a name have their id instead. */
export function shownProjects(projects: readonly ProjectRef[]): ShownProject[] {
	return projects
		.filter(({ id }) => id.length <= 200)
		.map(({ id, name }) => ({ id, name: shownText(name) || id }))
		.sort(compareNames);
}

/** The panel's project, under its current name if it is loaded, or all loaded projects. */
export function subjectProjects({ project }: Subject, loaded: readonly ProjectRef[]): ShownProject[] {
	return shownProjects(project ? [loaded.find(({ id }) => id === project.id) ?? project] : loaded);
}

export function panelTitle({ project }: Subject, [only]: readonly ShownProject[]): string {
	return project
		? vscode.l10n.t('Usage: {0}', only?.name ?? project.name)
		: vscode.l10n.t('Usage: All Projects');
}

/** @param now in milliseconds since 1970. */
export function initMessage(
	subject: Subject,
	projects: readonly ShownProject[],
	others: readonly ShownProject[],
	now: number,
): InitMessage {
	const prices = vscode.workspace.getConfiguration('agora').inspect('usage.prices');
	return {
		type: 'init',
		locale: vscode.env.language.slice(0, 40),
		subject,
		projects,
		others,
		today: dayOf(now),
		prices: usagePrices(),
		pricesNoted: prices?.globalValue === undefined ? PRICES_NOTED_ON : null,
		strings: usageStrings(),
	};
}

export interface AccessDeps {
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly isSigningIn: () => boolean;
	readonly projects: { readonly loadable: Loadable<readonly Project[]> };
}

/** Whether usage can be read as the panel's account, and if not, why not and what to do. */
export function accessMessage(
	subject: Subject,
	{ sessions, isSigningIn, projects }: AccessDeps,
): AccessMessage {
	const { value, error } = projects.loadable;
	if (!sessions.current) {
		return isSigningIn()
			? access('signingIn', vscode.l10n.t('Signing in…'))
			: access(
					'signedOut',
					vscode.l10n.t('Signed out of {0}. Sign in again to see its usage.', subject.accountLabel),
					'signIn',
				);
	}
	if (subject.project || (value && value.length > 0)) {
		return access('ready', '');
	}
	if (value) {
		return access('noProjects', vscode.l10n.t('This account has no projects yet.'));
	}
	return error === undefined
		? access('projectsLoading', vscode.l10n.t('Reading the projects…'))
		: access(
				'projectsFailed',
				vscode.l10n.t('The projects could not be read. {0}', errorText(error)),
				'refresh',
				'showLog',
			);
}

type Action = AccessMessage['actions'][number]['action'];

function access(state: AccessMessage['state'], text: string, ...actions: Action[]): AccessMessage {
	const labels: Readonly<Record<Action, string>> = {
		signIn: vscode.l10n.t('Sign In'),
		refresh: vscode.l10n.t('Retry'),
		showLog: vscode.l10n.t('Show Log'),
	};
	return {
		type: 'access',
		state,
		text: text.slice(0, 1000),
		actions: actions.map((action) => ({ action, label: labels[action] })),
	};
}

/** Why usage could not be read. A role may see projects but not their usage (docs/agora-api.md, Console API). */
export function formatUsageError(error: unknown): string {
	const text = isAgoraError(error, 'forbidden')
		? vscode.l10n.t(
				'This account’s role can see projects but not usage (403). Ask the account’s owner for a role that can see usage.',
			)
		: errorText(error);
	return text.length > 1000 ? `${text.slice(0, 999)}…` : text;
}
