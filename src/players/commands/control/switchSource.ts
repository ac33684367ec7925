import * as vscode from 'vscode';
import { checkChanges } from '../../../agora/mediaPull/playerChanges';
import { fieldText } from '../../fieldText';
import { playerLabel } from '../../playerName';
import { targetPlayers } from '../../targetPlayers';
import type { PlayerCommand } from '../playerCommand';
import { changeOne } from './changeOne';

export const switchPlayerSource: PlayerCommand = async (parts, session, argument) => {
	const title = vscode.l10n.t('Switch Source');
	const [target] = await targetPlayers(parts, { argument, title });
	if (!target) {
		return;
	}
	const label = playerLabel(target.player);
	// Not filled in: the old address may hold a password that Agora told of, and is not to be shown.
	const typed = await vscode.window.showInputBox({
		title: `${title}: ${label}`,
		prompt: vscode.l10n.t('Address of the stream, video or picture to play from now on: rtmp, https or http'),
		placeHolder: 'rtmp://example.com/live/class32',
		ignoreFocusOut: true,
		validateInput: (value) => (value === '' ? undefined : problem(value.trim())),
	});
	const streamUrl = typed?.trim() ?? '';
	if (streamUrl !== '') {
		await changeOne(
			parts,
			session,
			target,
			{ streamUrl },
			{
				what: vscode.l10n.t('Switch the source of cloud player “{0}”', label),
				done: vscode.l10n.t('Cloud player {0} plays another source', label),
			},
		);
	}
};

function problem(streamUrl: string): string | undefined {
	const [issue] = checkChanges({ streamUrl }, 0);
	return issue && fieldText(issue);
}
