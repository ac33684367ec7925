import * as vscode from 'vscode';
import { notifyDone } from '../../ui/notify';
import { targetPlayers } from '../targetPlayers';
import type { PlayerCommand } from './playerCommand';

export const copyPlayerId: PlayerCommand = async (parts, _session, argument) => {
	const [target] = await targetPlayers(parts, { argument, title: vscode.l10n.t('Copy Player ID') });
	if (target) {
		await vscode.env.clipboard.writeText(target.player.id);
		notifyDone(vscode.l10n.t('Player ID copied'));
	}
};
