import * as vscode from 'vscode';
import { showWarningMessage } from '../../ui/dialogs';
import { listText } from '../../ui/joinText';
import { notifyFailure } from '../../ui/notify';
import type { LostPlayer } from './lostPlayer';

export interface LostPlayerActions {
	/** Creates players anew that failed or are gone, after a question. */
	readonly restart: (lost: readonly LostPlayer[]) => Promise<void>;
	/** Brings the players on the screen. */
	readonly show: (lost: readonly LostPlayer[]) => Promise<void>;
	/** The name of a project; undefined if it is no longer known. */
	readonly projectName: (appId: string) => string | undefined;
}

/** How many players a message names. */
const NAMED_AT_MOST = 3;

/** Tells of players that failed or vanished, all in one message, unless the user wants to hear no more of it. */
export async function tellLost(lost: readonly LostPlayer[], actions: LostPlayerActions): Promise<void> {
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

function lostText(lost: readonly LostPlayer[], { projectName }: LostPlayerActions): string {
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
