import * as vscode from 'vscode';
import { appendInert } from '../../ui/inertText';
import { absoluteTime, durationText, shortAgeText } from '../../ui/time';
import { mayBeOnDemand } from '../control/onDemand';
import type { PlayerKnowledge } from '../details/playerKnowledge';
import { playerLabel } from '../playerName';
import { pausedText, perhapsPausedText, playerState } from '../playerState';
import type { ShownPlayer } from '../watch/shownPlayer';
import { lifetimeInDays } from './lifetime';
import type { Readings } from './readings';
import type { PlayerNode } from './rows/playerNode';

/** Draws the row of a player; its tooltip waits until it is asked for. */
export function playerItem(
	{ id, shown, project, parent }: PlayerNode,
	{ serverTime }: Pick<PlayerKnowledge, 'serverTime'>,
	readings: Pick<Readings, 'facts'>,
): vscode.TreeItem {
	const label = playerLabel(shown.player);
	const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
	// The other groups are of one project, and say so themselves.
	const facts = parent.group.kind === 'status' ? [project.name, ...readings.facts(project.appId)] : [];
	item.id = id;
	item.description = [...stateAndAge(shown, serverTime()), ...facts].join(' · ');
	const source = mayBeOnDemand(shown.player.streamUrl) ? 'onDemand' : 'live';
	item.contextValue = `player;${shown.condition};${source}`;
	item.iconPath = playerState(shown).icon;
	item.accessibilityInformation = {
		label: vscode.l10n.t('Cloud player {0}, {1}', label, item.description),
	};
	return item;
}

export function playerTooltip(
	{ shown, project }: PlayerNode,
	knowledge: Pick<PlayerKnowledge, 'wallTime'>,
	readings: Pick<Readings, 'details'>,
): vscode.MarkdownString {
	const { player } = shown;
	const created = player.createdAt?.getTime();
	const lines = [
		`${vscode.l10n.t('Player ID')}: ${player.id}`,
		created === undefined ? '' : `${vscode.l10n.t('Created')}: ${absoluteTime(created)}`,
		...readings.details(project.appId, 'failed'),
	];
	const tooltip = appendInert(new vscode.MarkdownString('**'), playerLabel(player)).appendMarkdown('** — ');
	appendInert(tooltip, playerState(shown).word).appendMarkdown('\n\n');
	return appendInert(tooltip, lines.filter((line) => line !== '').join('\n') + missingText(shown, knowledge));
}

/** `now` is by Agora's clock. Paused players and those alive for more than a day are what somebody may have forgotten. */
function stateAndAge(shown: ShownPlayer, now: number): string[] {
	const { player, condition } = shown;
	const word = pausedText(condition) ?? playerState(shown).word;
	if (!player.createdAt) {
		return [word];
	}
	const created = player.createdAt.getTime();
	const days = condition === 'gone' ? undefined : lifetimeInDays(created, now);
	if (days === undefined) {
		return [word, shortAgeText(created, now)];
	}
	const long = durationText(days, 'day');
	return condition === 'running'
		? [vscode.l10n.t('running for {0}', long)]
		: [word, vscode.l10n.t('alive for {0}', long)];
}

/** Why a player is still shown that List does not tell of (api-facts §3, failover). */
function missingText(
	{ condition, lastListedAt, isDeleting }: ShownPlayer,
	knowledge: Pick<PlayerKnowledge, 'wallTime'>,
): string {
	const lines = ['', ''];
	if (isDeleting) {
		lines.push(
			vscode.l10n.t(
				'It was deleted from here, but that is not certain yet: Agora may be moving it to another server, or it is in another region. It is deleted again if it comes back within {0}.',
				durationText(4, 'minute'),
			),
		);
	} else if (condition === 'moving') {
		lines.push(
			vscode.l10n.t(
				'Agora does not list it at the moment. It may be moving to another server, which can take up to {0}.',
				durationText(4, 'minute'),
			),
		);
	} else if (condition === 'perhapsPaused') {
		lines.push(perhapsPausedText());
	} else if (condition === 'gone') {
		lines.push(vscode.l10n.t('Agora does not list it.'));
	}
	if (lastListedAt !== undefined) {
		lines.push(vscode.l10n.t('Last listed: {0}', absoluteTime(knowledge.wallTime(lastListedAt))));
	}
	return lines.length > 2 ? lines.join('\n') : '';
}
