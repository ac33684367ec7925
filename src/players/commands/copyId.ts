import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import { targetPlayers } from '../targetPlayers';
import type { PlayerCommand } from './playerCommand';

export const copyPlayerId: PlayerCommand = async (parts, _session, argument, selection) => {
	const title = vscode.l10n.t('Copy Player ID');
	const targets = await targetPlayers(parts, { argument, selection, title });
	if (targets.length > 0) {
		await vscode.env.clipboard.writeText(targets.map(({ player }) => player.id).join('\n'));
		notifyDone(
			targets.length === 1
				? vscode.l10n.t('Player ID copied')
				: vscode.l10n.t('{0} player IDs copied', targets.length),
		);
	}
};
