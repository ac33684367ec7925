import * as vscode from 'vscode';
import type { Condition, ShownPlayer } from './watch/shownPlayer';

export interface PlayerState {
	/** The state in words, in the user's language; a word Agora newly uses is shown as it is. */
	readonly word: string;
	readonly icon: vscode.ThemeIcon;
}

/** How a player's state is shown: always an icon and a word. */
export function playerState({ player, condition }: ShownPlayer): PlayerState {
	return stateOfCondition(condition, player.status);
}

/** @param status Agora's word, which tells more than the condition where that is `other`. */
export function stateOfCondition(condition: Condition, status: string | undefined): PlayerState {
	switch (condition) {
		case 'justCreated':
			return { word: vscode.l10n.t('just created'), icon: new vscode.ThemeIcon('sparkle') };
		case 'connecting':
			return { word: vscode.l10n.t('connecting'), icon: new vscode.ThemeIcon('loading~spin') };
		case 'stuck':
			return { word: vscode.l10n.t('stuck connecting'), icon: coloured('warning', 'list.warningForeground') };
		case 'running':
			return { word: vscode.l10n.t('running'), icon: coloured('play-circle', 'charts.green') };
		case 'idle':
			return { word: vscode.l10n.t('idle'), icon: new vscode.ThemeIcon('clock') };
		case 'paused':
			return { word: vscode.l10n.t('paused'), icon: new vscode.ThemeIcon('debug-pause') };
		case 'perhapsPaused':
			return {
				word: vscode.l10n.t('perhaps paused'),
				icon: coloured('unverified', 'list.warningForeground'),
			};
		case 'failed':
			return { word: vscode.l10n.t('failed'), icon: coloured('error', 'list.errorForeground') };
		case 'moving':
			return { word: vscode.l10n.t('perhaps moving'), icon: new vscode.ThemeIcon('sync') };
		case 'gone':
			return { word: vscode.l10n.t('gone'), icon: new vscode.ThemeIcon('circle-slash') };
		case 'other':
			return {
				word: status ?? vscode.l10n.t('state unknown'),
				icon: new vscode.ThemeIcon('question'),
			};
	}
}

/** A pause saves no money, which somebody may not know. */
export function pausedText(condition: Condition): string | undefined {
	switch (condition) {
		case 'paused':
			return vscode.l10n.t('paused, still billed');
		case 'perhapsPaused':
			return vscode.l10n.t('perhaps paused (still billed)');
		default:
			return undefined;
	}
}

/** Why a player is shown as perhaps paused, and what to do. */
export function perhapsPausedText(): string {
	return vscode.l10n.t(
		'Agora’s response to Pause or Resume was lost, and Agora does not report whether a player is paused. Pause or resume it again to be sure. It is billed either way.',
	);
}

function coloured(icon: string, color: string): vscode.ThemeIcon {
	return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}
