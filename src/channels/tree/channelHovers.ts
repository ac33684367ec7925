import * as vscode from 'vscode';
import type { CommandId } from '../../ui/commandIds';
import { commandLink } from '../../ui/commands';
import { errorText } from '../../ui/errorText';
import { appendFacts, appendLines, appendLinks, titledHover } from '../../ui/hovers';
import { absoluteTime, capitalized, countText } from '../../ui/text';
import {
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
import type { ChannelArgument } from '../targetChannels';
import { lagText, playerOfNode, type RowFacts, readingOf } from './channelItems';
import type {
	BanNode,
	ChannelNode,
	ChannelProjectNode,
	ChannelUserNode,
	UserGroupNode,
} from './channelNodes';
import { isPartial, usersWith } from './userRows';

/** What hovers are made from besides what rows are made from. */
export interface HoverFacts extends RowFacts {
	/** The time of day of a monotonic moment, in milliseconds since 1970. */
	readonly wallTime: (moment: number) => number;
}

/** Identifies a user of a channel in the links of a hover. */
export interface UserArgument {
	readonly appId: string;
	readonly channelName: string;
	readonly uid?: number;
	readonly account?: string;
}

/** The commands that links in hovers may run. */
const COMMANDS: readonly CommandId[] = [
	'agora.channel.banUser',
	'agora.channel.createPlayer',
	'agora.channel.explainJoinFailure',
	'agora.channel.showPlayer',
	'agora.channels.refresh',
];

export function channelProjectHover(
	{ project }: ChannelProjectNode,
	{ store, wallTime }: HoverFacts,
): vscode.MarkdownString {
	const { error, loadedAt } = store.channels(project.appId);
	const hover = titledHover(COMMANDS, project.name, '');
	appendLines(hover, [error === undefined ? '' : errorText(error)]);
	appendFacts(hover, [
		[
			vscode.l10n.t('Last read'),
			error === undefined || loadedAt === undefined ? undefined : absoluteTime(wallTime(loadedAt)),
		],
		[vscode.l10n.t('App ID'), project.appId],
	]);
	appendLines(hover, [lagText()]);
	return appendLinks(
		hover,
		error === undefined ? [] : [commandLink(vscode.l10n.t('Refresh'), 'agora.channels.refresh')],
	);
}

export function channelHover(
	{ project, channel, channelName }: ChannelNode,
	{ store, wallTime }: HoverFacts,
): vscode.MarkdownString {
	const { value: users, error } = store.users(project.appId, channelName);
	const { missingSince, firstSeenAt, userCount } = channel;
	const hover = titledHover(COMMANDS, channelName, userCountText(userCount));
	const isLive = users?.exists && users.profile === 'live';
	appendLines(hover, [
		missingSince === undefined
			? ''
			: vscode.l10n.t(
					'Agora’s latest list does not contain it. It may have ended, or the list missed it while users came and went.',
				),
		error === undefined ? '' : errorText(error),
	]);
	appendFacts(hover, [
		[vscode.l10n.t('Project'), project.name],
		[vscode.l10n.t('Profile'), users?.exists ? capitalized(profileText(users.profile)) : undefined],
		[roleTitle('host'), isLive ? countText(users.hosts.length) : undefined],
		[roleTitle('audience'), isLive ? countText(users.audienceTotal) : undefined],
		[vscode.l10n.t('Seen since'), absoluteTime(wallTime(firstSeenAt))],
		[
			vscode.l10n.t('Missing since'),
			missingSince === undefined ? undefined : absoluteTime(wallTime(missingSince)),
		],
	]);
	appendLines(hover, [users ? '' : vscode.l10n.t('Expand it to see who is in it.'), lagText()]);
	const argument: ChannelArgument = { appId: project.appId, channelName };
	// Cloud players cannot play in a channel of the communication profile.
	const create = commandLink(
		vscode.l10n.t('Create Cloud Player Here…'),
		'agora.channel.createPlayer',
		argument,
	);
	return appendLinks(hover, [
		...(users?.exists && !isLive ? [] : [create]),
		commandLink(vscode.l10n.t('Explain Join Failure…'), 'agora.channel.explainJoinFailure', argument),
		commandLink(vscode.l10n.t('Ban User…'), 'agora.channel.banUser', argument),
	]);
}

export function groupHover({ parent, role }: UserGroupNode, { store }: HoverFacts): vscode.MarkdownString {
	const listed = usersWith(store.users(parent.project.appId, parent.channelName).value, role);
	const hover = titledHover(COMMANDS, roleTitle(role), countText(listed.total));
	appendLines(hover, [
		isPartial(listed) ? vscode.l10n.t('Agora lists the first {0} only.', countText(listed.users.length)) : '',
		role === 'user'
			? vscode.l10n.t(
					'The channel uses the communication profile: all users are equal. Cloud players need live broadcasting.',
				)
			: '',
		vscode.l10n.t('Recordings and other services are in the list, too.'),
		lagText(),
	]);
	return hover;
}

/** The state of the user must have been read. */
export function userHover(node: ChannelUserNode, facts: HoverFacts): vscode.MarkdownString {
	const { project, channelName, user, role } = node;
	const { store } = facts;
	const player = playerOfNode(node, facts);
	const state = 'uid' in user ? store.user(project.appId, channelName, user.uid).value : undefined;
	const joined = state?.inChannel ? state.joinedAt?.getTime() : undefined;
	const { error } = readingOf(node, store);
	const hover = titledHover(COMMANDS, player?.name ?? userText(user), player?.state ?? roleText(role));
	appendLines(hover, [
		'uid' in user && error !== undefined ? errorText(error) : '',
		state?.inChannel === false ? vscode.l10n.t('The user is not in the channel any more.') : '',
		'account' in user
			? vscode.l10n.t('Agora returns platform and join time only for users that join with a uid.')
			: '',
	]);
	appendFacts(hover, [
		[vscode.l10n.t('User'), player ? userText(user) : undefined],
		[vscode.l10n.t('Role'), state?.inChannel ? stateRoleText(state) : undefined],
		[vscode.l10n.t('Platform'), state?.inChannel ? platformText(state.platform) : undefined],
		[vscode.l10n.t('Joined'), joined === undefined ? undefined : absoluteTime(joined)],
		[vscode.l10n.t('Channel'), channelName],
		[vscode.l10n.t('Project'), project.name],
	]);
	appendLines(hover, [lagText()]);
	const argument: UserArgument = { appId: project.appId, channelName, ...user };
	return appendLinks(
		hover,
		player ? [commandLink(vscode.l10n.t('Show in Cloud Players'), 'agora.channel.showPlayer', argument)] : [],
	);
}

export function banHover({ rule, project }: BanNode, { serverNow }: HoverFacts): vscode.MarkdownString {
	const { expiresAt, createdAt, ip, id } = rule;
	const left = expiresAt && timeLeftText(expiresAt.getTime() - serverNow);
	const hover = titledHover(COMMANDS, ruleText(rule), left ?? vscode.l10n.t('end unknown'));
	appendLines(hover, [ip === undefined ? '' : vscode.l10n.t('Everybody behind this address is affected.')]);
	appendFacts(hover, [
		[vscode.l10n.t('Ends'), expiresAt && absoluteTime(expiresAt.getTime())],
		[vscode.l10n.t('Created'), createdAt && absoluteTime(createdAt.getTime())],
		[vscode.l10n.t('Project'), project.name],
		[vscode.l10n.t('Rule ID'), String(id)],
	]);
	return hover;
}
