import * as vscode from 'vscode';
import { runCommand } from '../ui/commands';
import { showInformationMessage, showWarningMessage } from '../ui/dialogs';
import { sentences } from '../ui/text';
import type { HistoryEntry } from './history';
import { requestedText } from './historyText';
import type { FoundWrite } from './pendingWrites';

/** Writes that the message lists; the history shows the others. */
const MAX_LISTED = 5;

/** Shows the outcomes of writes that got no response before the editor was closed. */
export async function notifyPendingWrites(found: readonly FoundWrite[]): Promise<void> {
	const more = found.length - MAX_LISTED;
	const lines = found.slice(0, MAX_LISTED).map(lineOf);
	const all = more > 0 ? [...lines, vscode.l10n.t('and {0} more', more)] : lines;
	const text = sentences(vscode.l10n.t('VS Code was closed before Agora responded.'), all.join(' · '));
	const show = found.some(({ outcome }) => outcome !== 'done') ? showWarningMessage : showInformationMessage;
	const showHistory = vscode.l10n.t('Show History');
	if ((await show(text, showHistory)) === showHistory) {
		await runCommand('agora.history.show');
	}
}

function lineOf({ entry, outcome }: FoundWrite): string {
	return vscode.l10n.t('{0}: {1}', requestedText(entry), outcomeWords(entry, outcome));
}

function outcomeWords(entry: HistoryEntry, outcome: FoundWrite['outcome']): string {
	const { operation, ban } = entry;
	if (outcome === 'unknown') {
		if (operation === 'createBan') {
			return ban?.seconds === 0
				? vscode.l10n.t('unknown, check who is in the channel')
				: vscode.l10n.t('unknown, check the bans before you repeat it');
		}
		return operation === 'updatePlayer'
			? vscode.l10n.t('unknown, check in the channel')
			: vscode.l10n.t('unknown, check before you repeat it');
	}
	switch (operation) {
		case 'createBan':
			return vscode.l10n.t('the ban exists');
		case 'liftBan':
			return vscode.l10n.t('the ban still exists');
		case 'createPlayer':
		case 'createProject':
			return outcome === 'done' ? vscode.l10n.t('it exists') : vscode.l10n.t('it does not exist');
		case 'deletePlayer':
			return outcome === 'done' ? vscode.l10n.t('it is no longer listed') : vscode.l10n.t('it still exists');
		default:
			return outcome === 'done' ? vscode.l10n.t('done') : vscode.l10n.t('not done');
	}
}
