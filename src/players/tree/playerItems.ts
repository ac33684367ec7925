import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { CommandId } from '../../ui/commandIds';
import {
	absoluteTime,
	ageText,
	attentionTexts,
	capitalized,
	countText,
	listText,
	unusualStatusText,
} from '../../ui/text';
import { mayBeOnDemand } from '../control/position';
import type { PlayerOrigins } from '../details/playerOrigins';
import { regionText, states } from '../details/playerReport';
import { playerLabel } from '../playerNames';
import { amountText, basisText, type CostEstimate, regionName } from '../playerText';
import { needsExplanation } from '../presence/presence';
import { presenceFact, presenceReasons, presenceRowText } from '../presence/presenceText';
import { playerState, stateAgeText, stateOfCondition, stateText } from '../stateText';
import { countConditions, type ShownPlayer } from '../store/playerConditions';
import { type Group, isRefused, type ListedPlayer } from './grouping';
import type { MoreNode, PlayerDetailNode, PlayerGroupNode, PlayerNode } from './playerNodes';
import { ROWS_AT_ONCE } from './playerRows';
import type { Readings } from './readings';

/** The tooltip is set later, by `playerHover`. */
export function playerItem(
	{ id, shown, project, parent }: PlayerNode,
	origins: Pick<PlayerOrigins, 'now' | 'serverTime' | 'presence'>,
	readings: Pick<Readings, 'facts'>,
): vscode.TreeItem {
	const label = playerLabel(shown.player);
	const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
	const times = { now: origins.now, serverNow: origins.serverTime() };
	const state = stateText(shown, times);
	const inChannel = origins.presence(project.appId, shown)?.presence;
	const presence = inChannel ? presenceRowText(inChannel) : '';
	// What is wrong comes first: narrow rows show only the beginning.
	const stateAndPresence = (text: string) => (inChannel?.kind === 'in' ? [text, presence] : [presence, text]);
	// The row of a status already says the state; all other groups belong to one project and show its name and readings themselves.
	const facts =
		parent.group.kind === 'status'
			? [project.name, ...stateAndPresence(stateAgeText(shown, times)), ...readings.facts(project.appId)]
			: stateAndPresence(state);
	const shownFacts = facts.filter((fact) => fact !== '');
	item.id = id;
	item.description = shownFacts.join(' · ');
	const source = mayBeOnDemand(shown.player.streamUrl) ? 'onDemand' : 'live';
	const explained = inChannel && needsExplanation(inChannel) ? ';notInChannel' : '';
	item.contextValue = `player;${shown.condition};${source}${explained}`;
	item.iconPath = playerState(shown).icon;
	const spoken = parent.group.kind === 'status' ? [state, ...shownFacts] : shownFacts;
	item.accessibilityInformation = {
		label: vscode.l10n.t('Cloud player {0}, {1}', label, spoken.join(' · ')),
	};
	return item;
}

interface GroupAppearance {
	readonly icon: vscode.ThemeIcon;
	readonly facts: readonly string[];
	readonly spoken: string;
}

/** The tooltip is set later, by `groupHover`. */
export function playerGroupItem(
	{ id, group, players }: PlayerGroupNode,
	readings: Pick<Readings, 'of' | 'facts'>,
): vscode.TreeItem {
	const { icon, facts, spoken } = groupAppearance(group, players, readings);
	const item = new vscode.TreeItem(
		groupLabel(group),
		players.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
	);
	item.id = id;
	const rows = players.length > 0 ? 'players' : 'empty';
	item.contextValue = `playerGroup;${group.kind};${icon.id === REFUSED_ICON ? 'refused' : rows}`;
	item.iconPath = icon;
	item.description = facts.join(' · ');
	item.accessibilityInformation = { label: [spoken, ...facts].join(', ') };
	return item;
}

function groupAppearance(
	group: Group,
	players: readonly ListedPlayer[],
	readings: Pick<Readings, 'of' | 'facts'>,
): GroupAppearance {
	const label = groupLabel(group);
	const count = countText(players.length);
	const counts = [count, ...attentionTexts(countConditions(players.map(({ shown }) => shown)))];
	switch (group.kind) {
		case 'project': {
			const { error } = readings.of(group.project.appId);
			return {
				icon: new vscode.ThemeIcon(readingIcon(error, players.length) ?? 'project'),
				facts: [
					...(error !== undefined && players.length === 0 ? [] : counts),
					...statusFacts(group.project),
					...readings.facts(group.project.appId),
				],
				spoken: vscode.l10n.t('Project {0}', label),
			};
		}
		case 'channel': {
			const { appId, name } = group.project;
			return {
				icon: new vscode.ThemeIcon(readingIcon(readings.of(appId).error, players.length) ?? 'broadcast'),
				facts: [...counts, name, ...readings.facts(appId)],
				spoken: vscode.l10n.t('Channel {0}', label),
			};
		}
		case 'status':
			return {
				icon: stateOfCondition(group.condition, group.status).icon,
				facts: [count],
				spoken: vscode.l10n.t('Status {0}', label),
			};
	}
}

const REFUSED_ICON = 'eye-closed';

/** The icon of a group whose project could not be read; undefined if it could. */
function readingIcon(error: unknown, players: number): string | undefined {
	if (error === undefined) {
		return undefined;
	}
	return players === 0 && isRefused(error) ? REFUSED_ICON : 'warning';
}

/** The name of a group on the screen. */
export function groupLabel(group: Group): string {
	switch (group.kind) {
		case 'project':
			return group.project.name;
		case 'channel':
			return group.channelName ?? vscode.l10n.t('Unknown channel');
		case 'status':
			return capitalized(stateOfCondition(group.condition, group.status).word);
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
	readonly icon: string | vscode.ThemeIcon;
	/** Replaces the text in the tooltip and for screen readers. */
	readonly spoken?: string;
}

export function playerDetailItem(node: PlayerDetailNode, origins: PlayerOrigins): vscode.TreeItem {
	const { label, text, icon, spoken } = detailAppearance(node, origins);
	const item = new vscode.TreeItem(label);
	item.id = node.id;
	item.description = text;
	item.contextValue = `playerDetail;${node.detail}`;
	item.iconPath = typeof icon === 'string' ? new vscode.ThemeIcon(icon) : icon;
	item.tooltip = vscode.l10n.t('{0}: {1}', label, spoken ?? text);
	item.accessibilityInformation = { label: item.tooltip };
	return item;
}

function detailAppearance({ detail, parent }: PlayerDetailNode, origins: PlayerOrigins): DetailAppearance {
	const { project, shown } = parent;
	const { player } = shown;
	switch (detail) {
		case 'channel': {
			const channel = player.channelName ?? '';
			const spoken = vscode.l10n.t('{0}, project {1}', channel, project.name);
			return { label: vscode.l10n.t('Channel'), text: channel, icon: 'broadcast', spoken };
		}
		case 'uid':
			return { label: vscode.l10n.t('uid'), text: String(player.uid ?? ''), icon: 'account' };
		case 'account':
			return { label: vscode.l10n.t('User Account'), text: player.account ?? '', icon: 'account' };
		case 'presence':
			return presenceAppearance(origins, project.appId, shown);
		case 'source':
			return {
				label: vscode.l10n.t('Source'),
				text: origins.source(project.appId, player),
				icon: 'link',
			};
		case 'region': {
			const region = origins.region(player.id);
			return {
				label: vscode.l10n.t('Region'),
				text: region ? regionName(region) : vscode.l10n.t('unknown'),
				icon: 'globe',
				spoken: regionText(region, origins.definition(project.appId, player.id)),
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
			return stateAppearance(shown, origins);
		case 'cost':
			return costAppearance(origins.cost(project.appId, shown));
	}
}

/** The hover contains why it may not be in the channel. */
function presenceAppearance(origins: PlayerOrigins, appId: string, shown: ShownPlayer): DetailAppearance {
	const presence = origins.presence(appId, shown);
	if (!presence) {
		return { label: vscode.l10n.t('In channel'), text: vscode.l10n.t('unknown'), icon: 'question' };
	}
	const fact = presenceFact(presence);
	const reasons = presenceReasons(presence, origins.reasons(appId, shown));
	return { ...fact, spoken: [fact.text, ...reasons].join('\n') };
}

/** The hover contains the states that were seen, the newest first. */
function stateAppearance(shown: ShownPlayer, origins: PlayerOrigins): DetailAppearance {
	const text = stateText(shown, { now: origins.now, serverNow: origins.serverTime() });
	const seen = states(shown, (moment) => origins.wallTime(moment)).map(([time, word]) => `${time}: ${word}`);
	return {
		label: vscode.l10n.t('State'),
		text,
		icon: 'pulse',
		spoken: [text, ...seen.reverse().slice(0, SEEN_AT_MOST)].join('\n'),
	};
}

/** How many of the states that were seen the hover contains; the details contain all. */
const SEEN_AT_MOST = 8;

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
