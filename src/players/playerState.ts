import * as vscode from 'vscode';
import type { ShownPlayer } from './mergePlayers';

export interface PlayerState {
	/** The state in words, in the user's language; a word Agora newly uses is shown as it is. */
	readonly word: string;
	readonly icon: vscode.ThemeIcon;
}

/** How a player's state is shown: always an icon and a word (Media Pull REST API, List API, `status`). */
export function playerState({ player, justCreated }: ShownPlayer): PlayerState {
	if (justCreated) {
		return { word: vscode.l10n.t('just created'), icon: new vscode.ThemeIcon('sparkle') };
	}
	switch (player.status) {
		case 'connecting':
			return { word: vscode.l10n.t('connecting'), icon: new vscode.ThemeIcon('loading~spin') };
		case 'running':
			return { word: vscode.l10n.t('running'), icon: coloured('play-circle', 'charts.green') };
		case 'idle':
			return { word: vscode.l10n.t('idle'), icon: new vscode.ThemeIcon('clock') };
		case 'failed':
			return { word: vscode.l10n.t('failed'), icon: coloured('error', 'list.errorForeground') };
		case undefined:
			return { word: vscode.l10n.t('state not told'), icon: new vscode.ThemeIcon('question') };
		default:
			return { word: player.status, icon: new vscode.ThemeIcon('question') };
	}
}

function coloured(icon: string, color: string): vscode.ThemeIcon {
	return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}
