import * as vscode from 'vscode';
import { positionText, readPosition } from '../../control/position';
import { playerLabel } from '../../playerName';
import { targetPlayers } from '../../targetPlayers';
import type { PlayerCommand } from '../playerCommand';
import { changeOne } from './changeOne';

export const seekPlayer: PlayerCommand = async (parts, session, argument) => {
	const title = vscode.l10n.t('Seek');
	const [target] = await targetPlayers(parts, { argument, title });
	if (!target) {
		return;
	}
	const label = playerLabel(target.player);
	const typed = await vscode.window.showInputBox({
		title: `${title}: ${label}`,
		prompt: vscode.l10n.t(
			'Position in the stream, in seconds or as minutes and seconds. Only on-demand streams can be sought.',
		),
		placeHolder: '1:30',
		ignoreFocusOut: true,
		validateInput: (value) =>
			value === '' || readPosition(value) !== undefined
				? undefined
				: vscode.l10n.t('Type seconds, as 90, or a time, as 1:30 or 1:02:03.'),
	});
	const seekPosition = readPosition(typed ?? '');
	if (seekPosition !== undefined) {
		await changeOne(
			parts,
			session,
			target,
			{ seekPosition },
			{
				what: vscode.l10n.t('Seek in cloud player “{0}”', label),
				done: vscode.l10n.t('Cloud player {0} goes on from {1}', label, positionText(seekPosition)),
			},
		);
	}
};
