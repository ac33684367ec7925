import * as vscode from 'vscode';
import { playerLabel } from '../../playerName';
import { targetPlayers } from '../../targetPlayers';
import type { PlayerCommand } from '../playerCommand';
import { changeOne } from './changeOne';

/** Update takes 0 to 200, and 100 leaves the source as it is (api-facts §3). */
const LOUDEST = 200;

export const setPlayerVolume: PlayerCommand = async (parts, session, argument) => {
	const title = vscode.l10n.t('Set Volume');
	const [target] = await targetPlayers(parts, { argument, title });
	if (!target) {
		return;
	}
	const label = playerLabel(target.player);
	const typed = await vscode.window.showInputBox({
		title: `${title}: ${label}`,
		prompt: vscode.l10n.t('From 0, silent, to {0}. 100 is as loud as the source.', LOUDEST),
		value: '100',
		ignoreFocusOut: true,
		validateInput: (value) =>
			value === '' || readVolume(value) !== undefined
				? undefined
				: vscode.l10n.t('Type a whole number from 0 to {0}.', LOUDEST),
	});
	const volume = readVolume(typed ?? '');
	if (volume !== undefined) {
		await changeOne(
			parts,
			session,
			target,
			{ audioOptions: { volume } },
			{
				what: vscode.l10n.t('Set the volume of cloud player “{0}”', label),
				done: vscode.l10n.t('Volume of cloud player {0} set to {1}', label, volume),
			},
		);
	}
};

function readVolume(typed: string): number | undefined {
	const volume = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : NaN;
	return volume <= LOUDEST ? volume : undefined;
}
