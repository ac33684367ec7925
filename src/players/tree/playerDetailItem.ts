import * as vscode from 'vscode';
import { absoluteTime, ageText } from '../../ui/time';
import { amountText, basisText } from '../cost/costText';
import type { CostEstimate } from '../cost/estimate';
import type { PlayerKnowledge } from '../details/playerKnowledge';
import { playerState } from '../playerState';
import { regionName } from '../region/regionName';
import type { ShownPlayer } from '../watch/shownPlayer';
import type { PlayerDetailNode } from './rows/playerDetailNode';

interface Drawing {
	readonly label: string;
	readonly text: string;
	readonly icon: string;
	/** What the tooltip and a screen reader tell in place of the text. */
	readonly spoken?: string;
}

/** Draws the row of a fact. */
export function playerDetailItem(node: PlayerDetailNode, knowledge: PlayerKnowledge): vscode.TreeItem {
	const { label, text, icon, spoken } = drawing(node, knowledge);
	const item = new vscode.TreeItem(label);
	item.id = node.id;
	item.description = text;
	item.contextValue = `playerDetail;${node.detail}`;
	item.iconPath = new vscode.ThemeIcon(icon);
	item.tooltip = vscode.l10n.t('{0}: {1}', label, spoken ?? text);
	item.accessibilityInformation = { label: item.tooltip };
	return item;
}

function drawing({ detail, parent }: PlayerDetailNode, knowledge: PlayerKnowledge): Drawing {
	const { player } = parent.shown;
	switch (detail) {
		case 'channel':
			return { label: vscode.l10n.t('Channel'), text: player.channelName ?? '', icon: 'broadcast' };
		case 'uid':
			return { label: vscode.l10n.t('uid'), text: String(player.uid ?? ''), icon: 'account' };
		case 'account':
			return { label: vscode.l10n.t('User Account'), text: player.account ?? '', icon: 'account' };
		case 'source':
			return {
				label: vscode.l10n.t('Source'),
				text: knowledge.source(parent.project.appId, player),
				icon: 'link',
			};
		case 'region': {
			const region = knowledge.region(player.id);
			return {
				label: vscode.l10n.t('Region'),
				text: region ? regionName(region) : vscode.l10n.t('unknown'),
				icon: 'globe',
			};
		}
		case 'created': {
			const now = knowledge.serverTime();
			const created = player.createdAt?.getTime() ?? now;
			return {
				label: vscode.l10n.t('Created'),
				text: ageText(created, now),
				icon: 'calendar',
				spoken: absoluteTime(created),
			};
		}
		case 'since':
			return since(parent.shown, knowledge);
		case 'cost':
			return costDrawing(knowledge.cost(parent.project.appId, parent.shown));
	}
}

/** What it was first seen in may have begun before. */
function since(shown: ShownPlayer, knowledge: PlayerKnowledge): Drawing {
	const { word } = playerState(shown);
	const age = ageText(shown.since, knowledge.now);
	const seen =
		shown.past.length > 0
			? vscode.l10n.t('{0}, changed {1}', word, age)
			: vscode.l10n.t('{0}, first seen {1}', word, age);
	return {
		label: vscode.l10n.t('State'),
		text: shown.condition === 'justCreated' ? word : seen,
		icon: 'pulse',
		spoken: `${word} · ${absoluteTime(knowledge.wallTime(shown.since))}`,
	};
}

function costDrawing(cost: CostEstimate | undefined): Drawing {
	const label = vscode.l10n.t('Cost so far');
	if (!cost) {
		return { label, text: vscode.l10n.t('unknown'), icon: 'credit-card' };
	}
	const text = amountText(cost);
	return { label, text, icon: 'credit-card', spoken: `${text}\n${basisText(cost)}` };
}
