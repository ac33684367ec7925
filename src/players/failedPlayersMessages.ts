import * as vscode from 'vscode';
import { unknownPlayer } from '../agora/mediaPull/player';
import { runCommand } from '../ui/commands';
import { destroyReasonText } from '../ui/destroyReasonText';
import { showWarningMessage } from '../ui/dialogs';
import { notifyFailure, showFailure } from '../ui/notify';
import { listText } from '../ui/text';
import type { FailedPlayer } from './failedPlayers';
import type { PendingDeletion } from './lifecycle/pendingDeletion';
import { playerLabel } from './playerNames';
import { type ProjectSource, projectWith } from './projectSource';
import type { PlayerStore } from './store/playerStore';
import { TargetPlayer } from './targetPlayers';
import type { PlayerView } from './tree/playerView';

export interface FailedPlayersDeps {
	readonly projects: Pick<ProjectSource, 'projects'>;
	readonly view: Pick<PlayerView, 'reveal'>;
	/** Asks, then restarts the players. */
	readonly restart: (targets: readonly TargetPlayer[]) => Promise<void>;
}

/** How many players a message names. */
const MAX_NAMES = 3;

/** Shows one message about players that failed or are gone, unless the user has turned such messages off. */
export async function notifyFailedPlayers(
	failed: readonly FailedPlayer[],
	{ projects, view, restart }: FailedPlayersDeps,
): Promise<void> {
	const settings = vscode.workspace.getConfiguration('agora');
	if (!settings.get('players.notifyOnFailure', true)) {
		return;
	}
	const restartLabel = vscode.l10n.t('Restart…');
	const show = vscode.l10n.t('Show');
	const never = vscode.l10n.t('Don’t Show Again');
	const chosen = await showWarningMessage(failedText(failed, projects), restartLabel, show, never);
	try {
		if (chosen === restartLabel) {
			// The user may have signed out while the message was open.
			const targets = failed.flatMap(({ appId, shown }) => {
				const project = projectWith(projects, appId);
				return project ? [new TargetPlayer(project, shown)] : [];
			});
			if (targets.length === 0) {
				throw new Error(vscode.l10n.t('This window is no longer signed in to the account of these players.'));
			}
			await restart(targets);
		} else if (chosen === show) {
			const [first] = failed;
			await view.reveal(first?.appId, first?.id);
		} else if (chosen === never) {
			await settings.update('players.notifyOnFailure', false, vscode.ConfigurationTarget.Global);
		}
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Not carried out'), error);
	}
}

function failedText(players: readonly FailedPlayer[], projects: Pick<ProjectSource, 'projects'>): string {
	const [first] = players;
	if (first && players.length === 1) {
		const project = projectWith(projects, first.appId)?.name ?? first.appId;
		const { destroyReason } = first.shown;
		if (destroyReason !== undefined) {
			return vscode.l10n.t(
				'Cloud player “{0}” of project “{1}” was destroyed: {2}.',
				first.label,
				project,
				destroyReasonText(destroyReason),
			);
		}
		return first.outcome === 'failed'
			? vscode.l10n.t(
					'Cloud player “{0}” of project “{1}” failed. Check that its source plays.',
					first.label,
					project,
				)
			: vscode.l10n.t(
					'Cloud player “{0}” of project “{1}” is gone: Agora does not list it.',
					first.label,
					project,
				);
	}
	const labels = players.map(({ label }) => label);
	const named = listText(labels, MAX_NAMES);
	const failed = players.filter(({ outcome }) => outcome === 'failed').length;
	const gone = players.length - failed;
	if (gone === 0) {
		return vscode.l10n.t('{0} cloud players failed: {1}.', failed, named);
	}
	return failed === 0
		? vscode.l10n.t('{0} cloud players are gone: {1}.', gone, named)
		: vscode.l10n.t(
				'{0} cloud players stopped: {1} failed, {2} gone ({3}).',
				players.length,
				failed,
				gone,
				named,
			);
}

/** Shows that a player still exists, and is billed, although it was deleted repeatedly. */
export async function notifyAlive(
	{ projects, store }: { readonly projects: ProjectSource; readonly store: Pick<PlayerStore, 'player'> },
	{ appId, playerId, name, channelName }: PendingDeletion,
): Promise<void> {
	const label = playerLabel(unknownPlayer(playerId, { name, channelName }));
	const text = vscode.l10n.t(
		'Delete cloud player “{0}”: Agora still lists it although it was deleted several times, so it is billed. Try again, or ask Agora’s support.',
		label,
	);
	await showFailure(text, new Error(text), async () => {
		const project = projectWith(projects, appId);
		const shown = store.player(appId, playerId);
		if (project && shown) {
			await runCommand('agora.player.delete', new TargetPlayer(project, shown));
		}
	});
}
