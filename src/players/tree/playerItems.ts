import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { CommandId } from '../../ui/commandIds';
import { appendInert } from '../../ui/inertText';
import {
	absoluteTime,
	ageText,
	countText,
	durationText,
	listText,
	shortAgeText,
	unusualStatusText,
} from '../../ui/text';
import { mayBeOnDemand } from '../control/position';
import type { PlayerOrigins } from '../details/playerOrigins';
import { playerLabel } from '../playerNames';
import {
	amountText,
	basisText,
	type CostEstimate,
	pausedText,
	perhapsPausedText,
	playerState,
	regionName,
	stateOfCondition,
} from '../playerText';
import type { ShownPlayer } from '../store/playerConditions';
import type { Group } from './grouping';
import {
	lifetimeInDays,
	type MoreNode,
	type PlayerDetailNode,
	type PlayerGroupNode,
	type PlayerNode,
} from './playerNodes';
import { ROWS_AT_ONCE } from './playerRows';
import type { Readings } from './readings';

/** The tooltip is set later, by `playerTooltip`. */
export function playerItem(
	{ id, shown, project, parent }: PlayerNode,
	{ serverTime }: Pick<PlayerOrigins, 'serverTime'>,
	readings: Pick<Readings, 'facts'>,
): vscode.TreeItem {
	const label = playerLabel(shown.player);
	const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
	// All other groups belong to one project and show its name and readings themselves.
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
	origins: Pick<PlayerOrigins, 'wallTime'>,
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
	return appendInert(tooltip, lines.filter((line) => line !== '').join('\n') + missingText(shown, origins));
}

/**
 * Paused players and those that exist for more than a day stand out, since they may be forgotten.
 *
 * @param now by Agora's clock, in milliseconds since 1970.
 */
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

/** Why a player is still shown that List does not return (docs/agora-api.md, Failover of players). */
function missingText(
	{ condition, lastListedAt, isDeleting }: ShownPlayer,
	origins: Pick<PlayerOrigins, 'wallTime'>,
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
		lines.push(vscode.l10n.t('Last listed: {0}', absoluteTime(origins.wallTime(lastListedAt))));
	}
	return lines.length > 2 ? lines.join('\n') : '';
}

interface GroupAppearance {
	readonly label: string;
	readonly icon: vscode.ThemeIcon;
	readonly facts: readonly string[];
	readonly spoken: string;
	readonly tooltip?: string;
}

export function playerGroupItem(
	{ id, group, players }: PlayerGroupNode,
	readings: Readings,
): vscode.TreeItem {
	const { label, icon, facts, spoken, tooltip } = groupAppearance(group, players.length, readings);
	const item = new vscode.TreeItem(
		label,
		players.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
	);
	item.id = id;
	item.contextValue = `playerGroup;${group.kind}`;
	item.iconPath = icon;
	item.description = facts.join(' · ');
	item.tooltip = tooltip ?? spoken;
	item.accessibilityInformation = { label: [spoken, ...facts].join(', ') };
	return item;
}

function groupAppearance(group: Group, count: number, readings: Readings): GroupAppearance {
	const label = groupLabel(group);
	const total = countText(count);
	switch (group.kind) {
		case 'project': {
			const reading = readings.of(group.project.appId);
			return {
				label,
				icon: new vscode.ThemeIcon(reading.error === undefined ? 'project' : 'warning'),
				facts: [
					...(reading.loadedAt === undefined ? [] : [total]),
					...statusFacts(group.project),
					...readings.facts(group.project.appId),
				],
				spoken: vscode.l10n.t('Project {0}', label),
				tooltip: [label, ...readings.details(group.project.appId)].join('\n'),
			};
		}
		case 'channel': {
			const { project } = group;
			const details = readings.details(project.appId, 'failed');
			return {
				label,
				icon: new vscode.ThemeIcon(details.length === 0 ? 'broadcast' : 'warning'),
				facts: [total, project.name, ...readings.facts(project.appId)],
				spoken: vscode.l10n.t('Channel {0}', label),
				...(details.length === 0 ? {} : { tooltip: [label, project.name, ...details].join('\n') }),
			};
		}
		case 'status':
			return {
				label,
				icon: stateOfCondition(group.condition, group.status).icon,
				facts: [total],
				spoken: vscode.l10n.t('Status {0}', label),
			};
	}
}

/** The name of a group on the screen. */
export function groupLabel(group: Group): string {
	switch (group.kind) {
		case 'project':
			return group.project.name;
		case 'channel':
			return group.channelName ?? vscode.l10n.t('unknown channel');
		case 'status':
			return stateOfCondition(group.condition, group.status).word;
	}
}

/** Players of a disabled project may still exist, although Agora no longer lists or deletes them. */
function statusFacts(project: Project): string[] {
	const status = project.enabled === false ? unusualStatusText(project) : '';
	return status === '' ? [] : [status];
}

interface DetailAppearance {
	readonly label: string;
	readonly text: string;
	readonly icon: string;
	/** Replaces the text in the tooltip and for screen readers. */
	readonly spoken?: string;
}

export function playerDetailItem(node: PlayerDetailNode, origins: PlayerOrigins): vscode.TreeItem {
	const { label, text, icon, spoken } = detailAppearance(node, origins);
	const item = new vscode.TreeItem(label);
	item.id = node.id;
	item.description = text;
	item.contextValue = `playerDetail;${node.detail}`;
	item.iconPath = new vscode.ThemeIcon(icon);
	item.tooltip = vscode.l10n.t('{0}: {1}', label, spoken ?? text);
	item.accessibilityInformation = { label: item.tooltip };
	return item;
}

function detailAppearance({ detail, parent }: PlayerDetailNode, origins: PlayerOrigins): DetailAppearance {
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
				text: origins.source(parent.project.appId, player),
				icon: 'link',
			};
		case 'region': {
			const region = origins.region(player.id);
			return {
				label: vscode.l10n.t('Region'),
				text: region ? regionName(region) : vscode.l10n.t('unknown'),
				icon: 'globe',
			};
		}
		case 'created': {
			const now = origins.serverTime();
			const created = player.createdAt?.getTime() ?? now;
			return {
				label: vscode.l10n.t('Created'),
				text: ageText(created, now),
				icon: 'calendar',
				spoken: absoluteTime(created),
			};
		}
		case 'since':
			return stateAppearance(parent.shown, origins);
		case 'cost':
			return costAppearance(origins.cost(parent.project.appId, parent.shown));
	}
}

/** The first state that was seen may have begun earlier. */
function stateAppearance(shown: ShownPlayer, origins: PlayerOrigins): DetailAppearance {
	const { word } = playerState(shown);
	const age = ageText(shown.since, origins.now);
	const seen =
		shown.past.length > 0
			? vscode.l10n.t('{0}, changed {1}', word, age)
			: vscode.l10n.t('{0}, first seen {1}', word, age);
	return {
		label: vscode.l10n.t('State'),
		text: shown.condition === 'justCreated' ? word : seen,
		icon: 'pulse',
		spoken: `${word} · ${absoluteTime(origins.wallTime(shown.since))}`,
	};
}

function costAppearance(cost: CostEstimate | undefined): DetailAppearance {
	const label = vscode.l10n.t('Cost so far');
	if (!cost) {
		return { label, text: vscode.l10n.t('unknown'), icon: 'credit-card' };
	}
	const text = amountText(cost);
	return { label, text, icon: 'credit-card', spoken: `${text}\n${basisText(cost)}` };
}

export function moreItem({ id, hidden, parent }: MoreNode): vscode.TreeItem {
	const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
	const left = vscode.l10n.t('{0} not shown', countText(hidden));
	const command: CommandId = 'agora.players.loadMore';
	item.id = id;
	item.description = left;
	item.contextValue = 'more';
	item.iconPath = new vscode.ThemeIcon('ellipsis');
	item.tooltip = vscode.l10n.t('Shows {0} more.', Math.min(hidden, ROWS_AT_ONCE));
	item.accessibilityInformation = { label: listText([vscode.l10n.t('Load more…'), left]) };
	item.command = { title: vscode.l10n.t('Load more…'), command, arguments: [parent?.id ?? ''] };
	return item;
}
