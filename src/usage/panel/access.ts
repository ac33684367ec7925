import * as vscode from 'vscode';
import type { AccessMessage } from '../../shared/usage/messages';
import type { Subject } from '../../shared/usage/view';
import { errorText } from '../../ui/errorText';
import type { UsageHost } from './usageHost';

type State = AccessMessage['state'];
type Action = AccessMessage['actions'][number]['action'];

/** Whether the panel's account can be asked, and if not, why not and what to do. */
export function accessOf(subject: Subject, host: UsageHost): AccessMessage {
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
