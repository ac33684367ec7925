import * as vscode from 'vscode';
import { targetPlayers } from '../targetPlayers';
import type { PlayerCommand } from './playerCommand';

export const showPlayer: PlayerCommand = async (parts, session, argument) => {
	const [target] = await targetPlayers(parts, { argument, title: vscode.l10n.t('Show Player Details') });
	if (target) {
		await parts.showDetails(session, target);
	}
};
