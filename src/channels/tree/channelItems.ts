import * as vscode from 'vscode';
import type { BanRule } from '../../agora/channels/banRules';
import { isAgoraError } from '../../agora/errors';
import type { Loadable } from '../../common/loadable';
import type { CommandId } from '../../ui/commandIds';
import { errorText } from '../../ui/errorText';
import { readingFacts, shortReason } from '../../ui/readingTexts';
import { absoluteTime, ageText, capitalized, countText, listText } from '../../ui/text';
import { type ChannelPlayer, type ChannelPlayers, playerOf } from '../channelPlayers';
import type { ChannelStore } from '../channelStore';
import {
	endsSoon,
	platformText,
	profileText,
	roleText,
	roleTitle,
	ruleText,
	stateRoleText,
	timeLeftText,
	userCountText,
	userText,
} from '../channelText';
import type {
	BanNode,
	BansNode,
	ChannelNode,
	ChannelProjectNode,
	ChannelUserNode,
	MoreNode,
	NoteNode,
	UserDetailNode,
	UserGroupNode,
} from './channelNodes';
import type { ListedProject } from './channelRows';
import { isPartial, usersWith } from './userRows';

/** What rows are made from besides their nodes. */
export interface RowFacts {
	readonly store: Pick<ChannelStore, 'channels' | 'users' | 'user' | 'bans'>;
	readonly players: Pick<ChannelPlayers, 'inChannel'>;
	/** By the monotonic clock. */
	readonly now: number;
	/** By Agora’s clock, in milliseconds since 1970. */
	readonly serverNow: number;
	/** The age from which on the row of a project shows when it was read. */
	readonly overdueMs: number;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** Up to these numbers, rows are expanded at first. */
const EXPANDED_BANS = 5;
const EXPANDED_CHANNELS = 20;
const EXPANDED_USERS = 20;

export function channelProjectItem(
	{ id, project }: ChannelProjectNode,
	{ channels }: Pick<ListedProject, 'channels'>,
	hasRows: boolean,
	{ store, now, overdueMs }: RowFacts,
): vscode.TreeItem {
	const reading = store.channels(project.appId);
	const isRefused = isAgoraError(reading.error, 'forbidden');
	const facts = [
		...(reading.value ? [channelCountText(channels.length)] : []),
		...(isRefused && !reading.value ? [shortReason(reading.error)] : readingFacts(reading, now, overdueMs)),
	];
	const first = channels.length <= EXPANDED_CHANNELS ? Expanded : Collapsed;
	const item = new vscode.TreeItem(project.name, hasRows ? first : None);
	item.id = id;
	item.contextValue = 'projectGroup';
	item.description = facts.join(' · ');
	const failed = isRefused ? 'eye-closed' : 'warning';
	item.iconPath = new vscode.ThemeIcon(reading.error === undefined ? 'project' : failed);
	item.accessibilityInformation = { label: listText([vscode.l10n.t('Project {0}', project.name), ...facts]) };
	return item;
}

function channelCountText(count: number): string {
	return count === 1 ? vscode.l10n.t('1 channel') : vscode.l10n.t('{0} channels', countText(count));
}

/** The tooltip is set later, by `channelHover`. */
export function channelItem({ id, channel }: ChannelNode): vscode.TreeItem {
	const { name, userCount, missingSince } = channel;
	const item = new vscode.TreeItem(name, Collapsed);
	// A list may miss a channel that exists.
	const missing = missingSince === undefined ? '' : vscode.l10n.t('not in the latest list');
	const shown = [userCountText(userCount), missing].filter((fact) => fact !== '');
	item.id = id;
	item.contextValue = 'channel';
	item.description = shown.join(' · ');
	item.iconPath = new vscode.ThemeIcon(missingSince === undefined ? 'broadcast' : 'question');
	item.accessibilityInformation = { label: listText([vscode.l10n.t('Channel {0}', name), ...shown]) };
	return item;
}

/** The tooltip is set later, by `groupHover`. */
export function userGroupItem({ id, parent, role }: UserGroupNode, { store }: RowFacts): vscode.TreeItem {
	const listed = usersWith(store.users(parent.project.appId, parent.channelName).value, role);
	const count = listed.users.length;
	const isExpanded = role === 'host' || count <= EXPANDED_USERS;
	const item = new vscode.TreeItem(roleTitle(role), count === 0 ? None : isExpanded ? Expanded : Collapsed);
	const facts = [
		listed.total === 0 ? vscode.l10n.t('none') : countText(listed.total),
		...(isPartial(listed) ? [vscode.l10n.t('only {0} of them listed', countText(count))] : []),
		...(role === 'user' ? [profileText('communication')] : []),
	];
	item.id = id;
	item.contextValue = `userGroup.${role}`;
	item.description = facts.join(' · ');
	item.iconPath = new vscode.ThemeIcon(role === 'host' ? 'mic' : 'organization');
	item.accessibilityInformation = { label: listText([roleTitle(role), ...facts]) };
	return item;
}

/** The tooltip is set later, by `userHover`. */
export function userItem(node: ChannelUserNode, facts: RowFacts): vscode.TreeItem {
	const { id, user, role } = node;
	const player = playerOfNode(node, facts);
	const name = userText(user);
	const item = new vscode.TreeItem(player?.name ?? name, 'uid' in user ? Collapsed : None);
	const texts = player ? [name, vscode.l10n.t('cloud player')] : [];
	item.id = id;
	item.contextValue = player ? 'channelUser.player' : 'channelUser';
	item.description = texts.join(' · ');
	item.iconPath = player?.icon ?? new vscode.ThemeIcon('account');
	item.accessibilityInformation = {
		label: listText([capitalized(roleText(role)), player?.name ?? name, ...texts]),
	};
	return item;
}

/** The cloud player that the user of a row is. */
export function playerOfNode(
	{ project, channelName, user }: ChannelUserNode,
	{ players }: Pick<RowFacts, 'players'>,
): ChannelPlayer | undefined {
	return playerOf(players, project.appId, channelName, user);
}

export function userDetailItem(node: UserDetailNode, facts: RowFacts): vscode.TreeItem {
	const { label, text, icon, spoken = text } = detailAppearance(node, facts);
	const item = new vscode.TreeItem(label);
	item.id = node.id;
	item.contextValue = `userDetail.${node.detail}`;
	item.description = text;
	item.iconPath = new vscode.ThemeIcon(icon);
	item.tooltip = vscode.l10n.t('{0}: {1}', label, spoken);
	item.accessibilityInformation = { label: item.tooltip };
	return item;
}

interface DetailAppearance {
	readonly label: string;
	readonly text: string;
	readonly icon: string;
	/** Replaces the text in the tooltip and for screen readers. */
	readonly spoken?: string;
}

function detailAppearance({ detail, parent }: UserDetailNode, facts: RowFacts): DetailAppearance {
	const { user, project, channelName } = parent;
	const { store, serverNow } = facts;
	const state = 'uid' in user ? store.user(project.appId, channelName, user.uid).value : undefined;
	const joined = state?.inChannel ? state.joinedAt?.getTime() : undefined;
	switch (detail) {
		case 'joined':
			return {
				label: vscode.l10n.t('Joined'),
				text: joined === undefined ? vscode.l10n.t('unknown') : ageText(joined, serverNow),
				icon: 'calendar',
				...(joined !== undefined && { spoken: absoluteTime(joined) }),
			};
		case 'role':
			return {
				label: vscode.l10n.t('Role'),
				text: state ? stateRoleText(state) : vscode.l10n.t('unknown'),
				icon: 'person',
			};
		case 'platform':
			return {
				label: vscode.l10n.t('Platform'),
				text: platformText(state?.inChannel ? state.platform : undefined),
				icon: 'device-mobile',
			};
	}
}

/** Says why a channel or a user has no rows, or that they are old. */
export function noteItem({ id, parent }: NoteNode, { store, now }: RowFacts): vscode.TreeItem {
	const reading = readingOf(parent, store);
	const [label, icon, tooltip] = noteTexts(parent, reading);
	const age =
		reading.error === undefined || reading.loadedAt === undefined
			? ''
			: vscode.l10n.t('last read {0}', ageText(reading.loadedAt, now));
	const item = new vscode.TreeItem(label);
	item.id = id;
	item.contextValue = 'note';
	item.description = age;
	item.iconPath = new vscode.ThemeIcon(icon);
	item.tooltip = tooltip;
	item.accessibilityInformation = { label: listText([label, tooltip, age].filter((text) => text !== '')) };
	return item;
}

/** The reading of the rows below a channel or a user. */
export function readingOf(
	parent: ChannelNode | ChannelUserNode,
	store: Pick<ChannelStore, 'users' | 'user'>,
): Loadable<unknown> {
	const { appId } = parent.project;
	return 'user' in parent && 'uid' in parent.user
		? store.user(appId, parent.channelName, parent.user.uid)
		: store.users(appId, parent.channelName);
}

function noteTexts(
	parent: ChannelNode | ChannelUserNode,
	{ error, value }: Loadable<unknown>,
): [label: string, icon: string, tooltip: string] {
	if (error !== undefined) {
		const reason = shortReason(error);
		return [
			value === undefined
				? vscode.l10n.t('could not be read: {0}', reason)
				: vscode.l10n.t('could not be read again: {0}', reason),
			'warning',
			errorText(error),
		].map(capitalized) as [string, string, string];
	}
	return 'user' in parent
		? [vscode.l10n.t('Not in the channel'), 'info', lagText()]
		: [vscode.l10n.t('Nobody is in the channel'), 'info', lagText()];
}

export function lagText(): string {
	return vscode.l10n.t('Agora’s lists of channels and users may lag by minutes.');
}

export function bansItem(
	{ id, project }: BansNode,
	{ bans }: Pick<ListedProject, 'bans'>,
	{ store, serverNow }: RowFacts,
): vscode.TreeItem {
	const { error, value } = store.bans(project.appId);
	const soon = bans.filter((rule) => endsSoon(leftMs(rule, serverNow))).length;
	const facts = [
		...(bans.length > 0 ? [countText(bans.length)] : []),
		...(soon > 0 && soon < bans.length ? [vscode.l10n.t('{0} end soon', countText(soon))] : []),
		...(error === undefined
			? []
			: [
					value
						? vscode.l10n.t('could not be read again: {0}', shortReason(error))
						: vscode.l10n.t('could not be read: {0}', shortReason(error)),
				]),
	];
	const collapsible = bans.length === 0 ? None : bans.length <= EXPANDED_BANS ? Expanded : Collapsed;
	const item = new vscode.TreeItem(vscode.l10n.t('Bans'), collapsible);
	item.id = id;
	item.contextValue = 'bans';
	item.description = facts.join(' · ');
	item.iconPath = new vscode.ThemeIcon(error === undefined ? 'shield' : 'warning');
	item.tooltip = error === undefined ? vscode.l10n.t('Who cannot join or publish.') : errorText(error);
	item.accessibilityInformation = { label: listText([vscode.l10n.t('Bans'), ...facts]) };
	return item;
}

/** The tooltip is set later, by `banHover`. */
export function banItem({ id, rule }: BanNode, { serverNow }: RowFacts): vscode.TreeItem {
	const label = ruleText(rule);
	const item = new vscode.TreeItem(label, None);
	const left = leftMs(rule, serverNow);
	const isSoon = endsSoon(left);
	item.id = id;
	item.contextValue = 'ban';
	item.description = left === Number.POSITIVE_INFINITY ? vscode.l10n.t('end unknown') : timeLeftText(left);
	item.iconPath = isSoon
		? new vscode.ThemeIcon('watch', new vscode.ThemeColor('list.warningForeground'))
		: new vscode.ThemeIcon('circle-slash');
	item.accessibilityInformation = { label: listText([label, item.description]) };
	return item;
}

/** How long a rule lasts, in milliseconds; `Infinity` if Agora does not say when it ends. */
function leftMs({ expiresAt }: BanRule, serverNow: number): number {
	return expiresAt === undefined ? Number.POSITIVE_INFINITY : expiresAt.getTime() - serverNow;
}

export function moreItem({ id, hidden, parent, step }: MoreNode): vscode.TreeItem {
	const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
	const left = vscode.l10n.t('{0} not shown', countText(hidden));
	const command: CommandId = 'agora.channels.loadMore';
	item.id = id;
	item.description = left;
	item.contextValue = 'more';
	item.iconPath = new vscode.ThemeIcon('ellipsis');
	item.tooltip = vscode.l10n.t('Shows {0} more.', Math.min(hidden, step));
	item.accessibilityInformation = { label: listText([vscode.l10n.t('Load more…'), left]) };
	item.command = { title: vscode.l10n.t('Load more…'), command, arguments: [parent?.id ?? ''] };
	return item;
}
