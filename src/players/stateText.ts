import * as vscode from 'vscode';
import { elapsedText } from '../ui/text';
import {
	type Condition,
	conditionBegin,
	countsFromCreation,
	type ShownPlayer,
} from './store/playerConditions';

/** Now, in milliseconds. */
export interface Times {
	/** By the monotonic clock. */
	readonly now: number;
	/** Since 1970, by Agora's clock. */
	readonly serverNow: number;
}

/** The state of a player and how long it has lasted, such as "failed 1 minute ago" or "paused for 2 hours, still billed". */
export function stateText(shown: ShownPlayer, times: Times): string {
	const word = pausedText(shown.condition) ?? playerState(shown).word;
	const time = stateTime(shown, times);
	switch (shown.condition) {
		case 'running':
			return time === '' ? word : vscode.l10n.t('running for {0}', time);
		case 'connecting':
			return time === '' ? word : vscode.l10n.t('connecting for {0}', time);
		case 'idle':
			return time === '' ? word : vscode.l10n.t('idle for {0}', time);
		case 'failed':
			return time === '' ? word : vscode.l10n.t('failed {0} ago', time);
		case 'paused':
			return time === '' ? word : vscode.l10n.t('paused for {0}, still billed', time);
		case 'perhapsPaused':
			return time === '' ? word : vscode.l10n.t('perhaps paused for {0}, still billed', time);
		case 'gone':
			return time === '' ? word : vscode.l10n.t('gone for {0}', time);
		default:
			return time === '' ? word : vscode.l10n.t('{0} for {1}', word, time);
	}
}

/** Like `stateText`, for a row below a group that already says the state; empty where there is nothing to add. */
export function stateAgeText(shown: ShownPlayer, times: Times): string {
	const time = stateTime(shown, times);
	const isBilled = shown.condition === 'paused' || shown.condition === 'perhapsPaused';
	if (time === '') {
		return isBilled ? vscode.l10n.t('still billed') : '';
	}
	if (isBilled) {
		return vscode.l10n.t('for {0}, still billed', time);
	}
	return shown.condition === 'failed' ? vscode.l10n.t('{0} ago', time) : vscode.l10n.t('for {0}', time);
}

/**
 * How long the state has lasted: "5 hours", "at least 5 hours" if it was not seen to begin; empty for less than a minute and for states
 * in which time says nothing.
 */
function stateTime(shown: ShownPlayer, { now, serverNow }: Times): string {
	const { condition, player } = shown;
	if (condition === 'justCreated' || (condition === 'other' && player.status === undefined)) {
		return '';
	}
	if (player.createdAt && countsFromCreation(shown)) {
		return elapsedText(serverNow - player.createdAt.getTime());
	}
	const { at, wasSeen } = conditionBegin(shown);
	const elapsed = elapsedText(now - at);
	return wasSeen || elapsed === '' ? elapsed : vscode.l10n.t('at least {0}', elapsed);
}

export interface PlayerState {
	/** The state in words, in the user's language; a word Agora newly uses is shown as it is. */
	readonly word: string;
	readonly icon: vscode.ThemeIcon;
}

/** How a player's state is shown: always an icon and a word. */
export function playerState({ player, condition, isDeleting }: ShownPlayer): PlayerState {
	return isDeleting
		? { word: vscode.l10n.t('being deleted'), icon: new vscode.ThemeIcon('trash') }
		: stateOfCondition(condition, player.status);
}

/** @param status Agora's status, which is more specific than the condition `other`. */
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
			return { word: vscode.l10n.t('perhaps moving'), icon: new vscode.ThemeIcon('arrow-circle-right') };
		case 'recovering':
			return { word: vscode.l10n.t('recovering'), icon: new vscode.ThemeIcon('sync') };
		case 'gone':
			return { word: vscode.l10n.t('gone'), icon: new vscode.ThemeIcon('debug-disconnect') };
		case 'other':
			return {
				word: status ?? vscode.l10n.t('state unknown'),
				icon: new vscode.ThemeIcon('question'),
			};
	}
}

/** Says that a paused player is still billed, which users may not expect. */
export function pausedText(condition: Condition): string | undefined {
	switch (condition) {
		case 'paused':
			return vscode.l10n.t('paused, still billed');
		case 'perhapsPaused':
			return vscode.l10n.t('perhaps paused, still billed');
		default:
			return undefined;
	}
}

function coloured(icon: string, color: string): vscode.ThemeIcon {
	return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}
