import * as vscode from 'vscode';
import { unknownPlayer } from '../../agora/mediaPull/player';
import type { AgoraSession } from '../../agora/session';
import { showWarningMessage } from '../../ui/dialogs';
import { notifyFailure } from '../../ui/notify';
import type { RestartNote } from '../lifecycle/restartNotes';
import { TargetPlayer } from '../targetPlayers';
import { saveDefinition } from './definition';
import { type RestartDeps, resumeRestart } from './restart';

/** Shows that a reload interrupted a restart, with actions. Closing the message keeps the restart for the next time. */
export async function offerRestart(deps: RestartDeps, note: RestartNote): Promise<void> {
	const create = vscode.l10n.t('Create It Again');
	const save = vscode.l10n.t('Save as Definition');
	const discard = vscode.l10n.t('Discard');
	const chosen = await showWarningMessage(
		note.phase === 'deleted'
			? vscode.l10n.t(
					'The restart of cloud player “{0}” was interrupted after the deletion, so it was not created again.',
					note.label,
				)
			: vscode.l10n.t(
					'The restart of cloud player “{0}” was interrupted while it was being deleted.',
					note.label,
				),
		create,
		save,
		discard,
	);
	if (chosen === undefined) {
		return;
	}
	try {
		await deps.choice.ensureProjects();
		const session = sessionOf(deps, note);
		const { restarts } = await deps.live.lifecycle();
		if (chosen === discard) {
			await restarts.discard(note);
			return;
		}
		const target = targetOf(deps, session, note);
		if (chosen === create) {
			await resumeRestart(deps, session, target);
		} else {
			await saveDefinition(deps, session, target, undefined);
			await restarts.stopOffering(note.playerId);
		}
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Restart cloud player “{0}”', note.label), error, () =>
			offerRestart(deps, note),
		);
	}
}

/** The user may have left the account while the message was open. */
function sessionOf({ sessions }: RestartDeps, { accountId }: RestartNote): AgoraSession {
	const session = sessions.current;
	if (session?.accountId !== accountId) {
		throw new Error(vscode.l10n.t('This window is not signed in to the account of these players any more.'));
	}
	return session;
}

function targetOf(
	{ projects, store }: RestartDeps,
	{ client }: AgoraSession,
	note: RestartNote,
): TargetPlayer {
	const { appId, playerId, phase } = note;
	const project = projects.projects.find((each) => each.appId === appId);
	if (!project) {
		throw new Error(vscode.l10n.t('Its project is not among those of the account any more.'));
	}
	const shown = store.players(appId).find(({ player }) => player.id === playerId);
	return new TargetPlayer(
		project,
		shown ?? {
			player: unknownPlayer(playerId, note),
			condition: phase === 'deleted' ? 'gone' : 'moving',
			since: client.clock.monotonic(),
			past: [],
			lastListedAt: undefined,
		},
	);
}
