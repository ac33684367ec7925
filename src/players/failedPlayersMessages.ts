import * as vscode from 'vscode';
import { unknownPlayer } from '../agora/mediaPull/player';
import { runCommand } from '../ui/commands';
import { showWarningMessage } from '../ui/dialogs';
import { notifyFailure, showFailure } from '../ui/notify';
import { listText } from '../ui/text';
import type { PlayerCommandDeps } from './commands/playerCommand';
import type { FailedPlayer } from './failedPlayers';
import type { PendingDeletion } from './lifecycle/pendingDeletion';
import { playerLabel } from './playerNames';
import { TargetPlayer } from './targetPlayers';

export interface FailedPlayerActions {
	/** Creates players anew that failed or are gone, after a question. */
	readonly restart: (lost: readonly FailedPlayer[]) => Promise<void>;
	/** Brings the players on the screen. */
	readonly show: (lost: readonly FailedPlayer[]) => Promise<void>;
	/** The name of a project; undefined if it is no longer known. */
	readonly projectName: (appId: string) => string | undefined;
}

/** How many players a message names. */
const NAMED_AT_MOST = 3;

/** Tells of players that failed or vanished, all in one message, unless the user wants to hear no more of it. */
export async function notifyFailedPlayers(
	lost: readonly FailedPlayer[],
	actions: FailedPlayerActions,
): Promise<void> {
	const settings = vscode.workspace.getConfiguration('agora');
	if (!settings.get('players.notifyOnFailure', true)) {
		return;
	}
	const restart = vscode.l10n.t('Restart…');
	const show = vscode.l10n.t('Show');
	const never = vscode.l10n.t('Don’t Show Again');
	const chosen = await showWarningMessage(lostText(lost, actions), restart, show, never);
	try {
		if (chosen === restart) {
			// The message may have stayed on the screen longer than the account.
			if (lost.every(({ appId }) => actions.projectName(appId) === undefined)) {
				throw new Error(
					vscode.l10n.t('This window is not signed in to the account of these players any more.'),
				);
			}
			await actions.restart(lost);
		} else if (chosen === show) {
			await actions.show(lost);
		} else if (chosen === never) {
			await settings.update('players.notifyOnFailure', false, vscode.ConfigurationTarget.Global);
		}
	} catch (error) {
		await notifyFailure(vscode.l10n.t('Not carried out'), error);
	}
}

function lostText(lost: readonly FailedPlayer[], { projectName }: FailedPlayerActions): string {
	const [first] = lost;
	if (first && lost.length === 1) {
		const project = projectName(first.appId) ?? first.appId;
		return first.how === 'failed'
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
	const labels = lost.map(({ label }) => label);
	const named = listText(labels, NAMED_AT_MOST);
	const failed = lost.filter(({ how }) => how === 'failed').length;
	const gone = lost.length - failed;
	if (gone === 0) {
		return vscode.l10n.t('{0} cloud players failed: {1}.', failed, named);
	}
	return failed === 0
		? vscode.l10n.t('{0} cloud players are gone: {1}.', gone, named)
		: vscode.l10n.t(
				'{0} cloud players were lost: {1} failed, {2} gone ({3}).',
				lost.length,
				failed,
				gone,
				named,
			);
}

/** Tells that a player still lives, and costs money, although it was deleted again and again. */
export async function notifyAlive(
	{ projects, store }: Pick<PlayerCommandDeps, 'projects' | 'store'>,
	{ appId, playerId, name, channelName }: PendingDeletion,
): Promise<void> {
	const label = playerLabel(unknownPlayer(playerId, { name, channelName }));
	const text = vscode.l10n.t(
		'Delete cloud player “{0}”: Agora still lists it although it was deleted several times, so it is billed. Try again, or ask Agora’s support.',
		label,
	);
	await showFailure(text, new Error(text), async () => {
		const project = projects.projects.find((each) => each.appId === appId);
		const shown = store.players(appId).find(({ player }) => player.id === playerId);
		if (project && shown) {
			await runCommand('agora.player.delete', new TargetPlayer(project, shown));
		}
	});
}
