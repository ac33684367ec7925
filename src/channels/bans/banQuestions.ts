import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { countText, listText, sentences } from '../../ui/text';
import { type ChannelPlayers, playerOf } from '../channelPlayers';
import { mediaText, userText } from '../channelText';
import type { TargetChannel, TargetUser } from '../targetChannels';
import { type BanPlan, type BanScope, FORBIDDEN, type Forbidden, grouped } from './banPlan';
import { banDurationText, untilText, usersText } from './banTexts';

/** The question of a modal: what happens to whom, the consequence, and the verb on the button. */
export interface BanQuestion {
	readonly question: string;
	readonly consequence: string;
	readonly verb: string;
}

/** What a ban forbids, and for how long. Times are milliseconds since 1970. */
export interface BanTerms {
	readonly forbidden: Forbidden;
	readonly seconds: number;
	/** Agora's time. */
	readonly now: number;
}

type Players = Pick<ChannelPlayers, 'inChannel'>;
type UserPlan = BanPlan<TargetUser>;

export function kickQuestion({ users, unnameable }: UserPlan, players: Players): BanQuestion {
	const channels = groups(users, 'channel');
	const [channel] = channels;
	const isOne = users.length === 1;
	const question =
		channel && channels.length === 1
			? vscode.l10n.t(
					'Kick {0} out of channel “{1}” of project “{2}”?',
					usersText(users),
					channel.channelName,
					channel.project.name,
				)
			: vscode.l10n.t('Kick {0} out of {1} channels?', usersText(users), countText(channels.length));
	return {
		question,
		consequence: paragraphs(
			isOne ? '' : groupTexts(channels),
			isOne
				? vscode.l10n.t('The user leaves at once, and may join again at once: no ban remains.')
				: vscode.l10n.t('The users leave at once, and may join again at once: no bans remain.'),
			playersNote(users, players),
			unnameableNote(unnameable),
		),
		verb: isOne ? vscode.l10n.t('Kick User') : vscode.l10n.t('Kick {0} Users', users.length),
	};
}

export function banQuestion(
	{ users, unnameable }: UserPlan,
	{ scope, ...terms }: BanTerms & { readonly scope: BanScope },
	players: Players,
): BanQuestion {
	const of = groups(users, scope);
	const isOne = users.length === 1;
	const { question, namesPlace } = questionFor(usersText(users), of, terms, scope);
	return {
		question,
		consequence: paragraphs(
			isOne && namesPlace ? '' : groupTexts(of),
			userEffect(isOne, terms),
			playersNote(users, players),
			unnameableNote(unnameable),
		),
		verb: isOne ? vscode.l10n.t('Ban User') : vscode.l10n.t('Ban {0} Users', users.length),
	};
}

export function ipBanQuestion(project: Project, ip: string, terms: BanTerms): BanQuestion {
	const who = vscode.l10n.t('IP address {0}', ip);
	const { question, namesPlace } = questionFor(who, [{ project, users: [] }], terms, 'project');
	const media = mediaText(FORBIDDEN[terms.forbidden]);
	const until = endText(terms);
	return {
		question,
		consequence: paragraphs(
			namesPlace ? '' : vscode.l10n.t('Every channel of project “{0}”: {1}', project.name, who),
			sentences(
				media === undefined
					? vscode.l10n.t('Everybody behind this address leaves at once and cannot join before {0}.', until)
					: vscode.l10n.t('Nobody behind this address can send {0} before {1}.', media, until),
				vscode.l10n.t(
					'A school, a company or a mobile network may share one address: this may hit users who did nothing.',
				),
			),
		),
		verb: vscode.l10n.t('Ban IP Address'),
	};
}

/** @param seconds 0 if everybody may join again at once. */
export function disbandQuestion(
	channels: readonly TargetChannel[],
	{ seconds, now }: Omit<BanTerms, 'forbidden'>,
	{
		players,
		userCountOf,
	}: {
		readonly players: Players;
		readonly userCountOf: (channel: TargetChannel) => number | undefined;
	},
): BanQuestion {
	const [first] = channels;
	const count = countText(channels.length);
	const one = first && channels.length === 1 ? first : undefined;
	const isOnce = seconds === 0;
	const duration = banDurationText(seconds);
	const users = channels.reduce((sum, channel) => sum + (userCountOf(channel) ?? 0), 0);
	return {
		question: one
			? isOnce
				? vscode.l10n.t('Disband channel “{0}” of project “{1}”?', one.channelName, one.project.name)
				: vscode.l10n.t(
						'Close channel “{0}” of project “{1}” for {2}?',
						...[one.channelName, one.project.name, duration],
					)
			: isOnce
				? vscode.l10n.t('Disband {0} channels?', count)
				: vscode.l10n.t('Close {0} channels for {1}?', count, duration),
		consequence: paragraphs(
			one ? '' : channelTexts(channels),
			sentences(
				...(users > 0 ? [vscode.l10n.t('Users when last read: {0}.', countText(users))] : []),
				isOnce
					? vscode.l10n.t('Everybody leaves at once, and may join again at once: no ban remains.')
					: vscode.l10n.t(
							'Everybody leaves at once, and nobody can join before {0}.',
							endText({ seconds, now }),
						),
			),
			billedNote(
				channels.flatMap(({ project, channelName }) => players.inChannel(project.appId, channelName)),
			),
		),
		verb: verbFor(channels.length, isOnce),
	};
}

function verbFor(count: number, isOnce: boolean): string {
	if (count === 1) {
		return isOnce ? vscode.l10n.t('Disband Channel') : vscode.l10n.t('Close Channel');
	}
	return isOnce ? vscode.l10n.t('Disband {0} Channels', count) : vscode.l10n.t('Close {0} Channels', count);
}

function endText({ seconds, now }: Pick<BanTerms, 'seconds' | 'now'>): string {
	return untilText(now + seconds * 1000, now);
}

/** The question of a ban, and whether it names the place. */
function questionFor(
	who: string,
	of: readonly UserGroup[],
	{ forbidden, seconds }: BanTerms,
	scope: BanScope,
): { readonly question: string; readonly namesPlace: boolean } {
	const [first] = of;
	const duration = banDurationText(seconds);
	if (forbidden !== 'join') {
		const media = mediaText(FORBIDDEN[forbidden]) ?? '';
		const question = vscode.l10n.t('Ban {0} from sending {1} for {2}?', who, media, duration);
		return { question, namesPlace: false };
	}
	if (!first || of.length > 1) {
		return { question: vscode.l10n.t('Ban {0} for {1}?', who, duration), namesPlace: false };
	}
	const { channelName = '', project } = first;
	const question =
		scope === 'channel'
			? vscode.l10n.t(
					'Ban {0} from channel “{1}” of project “{2}” for {3}?',
					...[who, channelName, project.name, duration],
				)
			: vscode.l10n.t('Ban {0} from every channel of project “{1}” for {2}?', who, project.name, duration);
	return { question, namesPlace: true };
}

function userEffect(isOne: boolean, terms: BanTerms): string {
	const until = endText(terms);
	const media = mediaText(FORBIDDEN[terms.forbidden]);
	if (media === undefined) {
		return isOne
			? vscode.l10n.t('The user leaves at once and cannot join again before {0}.', until)
			: vscode.l10n.t('The users leave at once and cannot join again before {0}.', until);
	}
	return sentences(
		isOne
			? vscode.l10n.t('The user may stay, but cannot send {0} before {1}.', media, until)
			: vscode.l10n.t('The users may stay, but cannot send {0} before {1}.', media, until),
		vscode.l10n.t('Apps get no notice and continue to capture locally.'),
	);
}

/** The users of a channel, or of a project. */
interface UserGroup {
	readonly project: Project;
	readonly channelName?: string;
	readonly users: readonly TargetUser[];
}

function groups(users: readonly TargetUser[], scope: 'channel'): (UserGroup & TargetChannel)[];
function groups(users: readonly TargetUser[], scope: BanScope): UserGroup[];
function groups(users: readonly TargetUser[], scope: BanScope): UserGroup[] {
	const keyOf = ({ project, channelName }: TargetUser) =>
		JSON.stringify([project.appId, scope === 'channel' ? channelName : '']);
	return grouped(users, keyOf).map((all) => {
		const [{ project, channelName }] = all;
		return { project, users: all, ...(scope === 'channel' && { channelName }) };
	});
}

/** What fits into a question; the rest is counted. */
const MAX_NAMES = 8;
const MAX_LINES = 8;

function groupTexts(of: readonly UserGroup[]): string {
	return lines(
		of.map(({ project, channelName, users }) => {
			const names = listText([...new Set(users.map(({ user }) => userText(user)))], MAX_NAMES);
			return channelName === undefined
				? vscode.l10n.t('Every channel of project “{0}”: {1}', project.name, names)
				: vscode.l10n.t('Channel “{0}” of project “{1}”: {2}', channelName, project.name, names);
		}),
	);
}

function channelTexts(channels: readonly TargetChannel[]): string {
	return lines(
		grouped(channels, ({ project }) => project.appId).map((all) => {
			const names = all.map(({ channelName }) => `“${channelName}”`);
			return vscode.l10n.t('Project “{0}”: {1}', all[0].project.name, listText(names, MAX_NAMES));
		}),
	);
}

function lines(texts: readonly string[]): string {
	const others = texts.length - MAX_LINES;
	return [...texts.slice(0, MAX_LINES), ...(others > 0 ? [vscode.l10n.t('and {0} more', others)] : [])].join(
		'\n',
	);
}

function paragraphs(...texts: readonly string[]): string {
	return texts.filter((text) => text !== '').join('\n\n');
}

/** A cloud player is another user of its channel, but removing it is not what ends it. */
function playersNote(users: readonly TargetUser[], players: Players): string {
	const found = users.flatMap(
		({ project, channelName, user }) => playerOf(players, project.appId, channelName, user) ?? [],
	);
	const [first] = found;
	if (first && users.length === 1) {
		return sentences(
			vscode.l10n.t('This user is the cloud player “{0}”.', first.name),
			vscode.l10n.t('Only deleting it ends it. Until then, it is billed.'),
		);
	}
	return billedNote(found);
}

function billedNote(found: readonly { readonly name: string }[]): string {
	if (found.length === 0) {
		return '';
	}
	const names = listText(
		found.map(({ name }) => name),
		MAX_NAMES,
	);
	return sentences(
		vscode.l10n.t('Cloud players among them: {0}.', names),
		vscode.l10n.t('Only deleting them ends them. Until then, they are billed.'),
	);
}

function unnameableNote(users: readonly TargetUser[]): string {
	return users.length === 0
		? ''
		: vscode.l10n.t(
				'Not included, because Agora’s API takes uids only: {0}.',
				listText(
					users.map(({ user }) => userText(user)),
					MAX_NAMES,
				),
			);
}
