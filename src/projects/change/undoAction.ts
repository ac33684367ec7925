import * as vscode from 'vscode';
import { getProject, type Project } from '../../agora/console/projects';
import type { AgoraSession } from '../../agora/session';
import { showInformationMessage } from '../../ui/dialogs';
import type { MessageAction } from '../../ui/notify';
import type { ProjectParts } from '../commands/projectCommand';
import type { Changed } from './changeEach';
import type { ProjectChange } from './projectChange';
import { undoRefusal } from './undoRule';

/**
 * The Undo button of a change that was just made. Pressed late, or after this window signed in anew, it only says so; a project
 * that was changed again meanwhile, by whomever, is left as it is.
 */
export function undoAction(
	parts: ProjectParts,
	session: AgoraSession,
	done: readonly Changed[],
	undo: NonNullable<ProjectChange['undo']>,
	carryOut: (projects: readonly Project[], change: ProjectChange) => Promise<void>,
): MessageAction {
	const made = { at: parts.clock.monotonic(), session };
	return {
		label: vscode.l10n.t('Undo'),
		run: async () => {
			const now = { at: parts.clock.monotonic(), session: parts.sessions.current };
			const refusal = undoRefusal(made, now);
			if (refusal === undefined) {
				await carryOut(
					done.map(({ after }) => after),
					checkedFirst(parts, session, undo),
				);
			} else {
				await showInformationMessage(refusalText(refusal));
			}
		},
	};
}

function refusalText(refusal: 'otherSession' | 'tooLate'): string {
	return refusal === 'tooLate'
		? vscode.l10n.t('Not undone: the change was made more than five minutes ago.')
		: vscode.l10n.t('Not undone: this window has signed in again since.');
}

/** The way back, which asks the server first how the project is now. */
function checkedFirst(
	{ store, sessions, clock }: ProjectParts,
	session: AgoraSession,
	{ isStill, back }: NonNullable<ProjectChange['undo']>,
): ProjectChange {
	return {
		...back,
		call: async (client, project, signal) => {
			const now = await getProject(client, project, signal);
			if (!isStill(now)) {
				if (sessions.current === session) {
					store.apply(now, clock.monotonic());
				}
				throw new Error(vscode.l10n.t('It has been changed again since, so it was left as it is.'));
			}
			return await back.call(client, project, signal);
		},
	};
}
