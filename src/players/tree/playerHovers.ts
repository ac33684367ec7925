import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { CommandId } from '../../ui/commandIds';
import { commandLink } from '../../ui/commands';
import { destroyReasonText } from '../../ui/destroyReasonText';
import { appendFacts, appendLines, appendLinks, appendList, titledHover } from '../../ui/hovers';
import { inertMarkdown } from '../../ui/inertText';
import { absoluteTime, countText, durationText, listText } from '../../ui/text';
import type { PlayerOrigins } from '../details/playerOrigins';
import { playerLabel } from '../playerNames';
import { amountText, perhapsPausedText, regionName, totalCost } from '../playerText';
import type { KnownReasons } from '../presence/playerPresences';
import { needsExplanation, type PlayerPresence, type PresenceOfPlayer } from '../presence/presence';
import { presenceFact, presenceReasons } from '../presence/presenceText';
import { stateOfCondition, stateText } from '../stateText';
import {
	type Condition,
	countConditions,
	countsFromCreation,
	needsAttention,
	type ShownPlayer,
} from '../store/playerConditions';
import { CONDITIONS, isRefused, type ListedPlayer } from './grouping';
import { groupLabel } from './playerItems';
import type { PlayerGroupNode, PlayerNode } from './playerNodes';
import type { Readings } from './readings';

type HoverReadings = Pick<Readings, 'of' | 'problem' | 'lastRead'>;

/** The commands that links in hovers may run. */
const COMMANDS: readonly CommandId[] = [
	'agora.player.show',
	'agora.player.showChannel',
	'agora.channel.explainJoinFailure',
	'agora.player.restart',
	'agora.player.switchSource',
	'agora.player.delete',
	'agora.player.create',
	'agora.players.refresh',
	'agora.project.openConsole',
	'agora.usage.show',
];

/** What one would open the details of a player for. */
export function playerHover(
	{ shown, project }: PlayerNode,
	origins: PlayerOrigins,
	readings: HoverReadings,
): vscode.MarkdownString {
	const { player } = shown;
	const cost = origins.cost(project.appId, shown);
	const region = origins.region(player.id);
	const created = player.createdAt?.getTime();
	const presence = origins.presence(project.appId, shown);
	const fact = presence && presenceFact(presence);
	const hover = titledHover(COMMANDS, playerLabel(player), stateNow(shown, origins));
	appendLines(hover, [
		countsFromCreation(shown)
			? vscode.l10n.t('Since it was created; earlier changes of state are not known.')
			: '',
		...missingTexts(shown, origins),
		...problemTexts(project, readings),
	]);
	appendFacts(hover, [
		[vscode.l10n.t('Project'), project.name],
		[vscode.l10n.t('Channel'), player.channelName],
		[vscode.l10n.t('uid'), player.uid?.toString()],
		[vscode.l10n.t('User Account'), player.account],
		[fact?.label ?? '', fact?.text],
		[vscode.l10n.t('Source'), origins.source(project.appId, player)],
		[vscode.l10n.t('Region'), region ? regionName(region) : vscode.l10n.t('unknown')],
		[vscode.l10n.t('Created'), created === undefined ? undefined : absoluteTime(created)],
		[vscode.l10n.t('Cost so far'), cost && amountText(cost)],
		[vscode.l10n.t('Player ID'), player.id],
	]);
	if (presence) {
		appendAbsence(hover, presence, origins.reasons(project.appId, shown));
	}
	if (shown.condition === 'failed' || shown.condition === 'stuck') {
		appendCauses(hover, region && regionName(region));
	}
	const argument = { appId: project.appId, playerId: player.id };
	return appendLinks(
		hover,
		playerLinks(shown.condition, presence?.presence).map(([label, id]) => commandLink(label, id, argument)),
	);
}

function playerLinks(
	condition: Condition,
	presence: PlayerPresence | undefined,
): [label: string, id: CommandId][] {
	const restart: [string, CommandId] = [vscode.l10n.t('Restart…'), 'agora.player.restart'];
	const channel: [string, CommandId] = [vscode.l10n.t('Show in Channels'), 'agora.player.showChannel'];
	const show: [string, CommandId] = [vscode.l10n.t('Show Details'), 'agora.player.show'];
	const explain: [string, CommandId][] =
		presence && needsExplanation(presence)
			? [[vscode.l10n.t('Explain Join Failure…'), 'agora.channel.explainJoinFailure']]
			: [];
	switch (condition) {
		case 'failed':
		case 'stuck':
			return [
				restart,
				[vscode.l10n.t('Switch Source…'), 'agora.player.switchSource'],
				[vscode.l10n.t('Delete…'), 'agora.player.delete'],
				show,
				channel,
			];
		case 'gone':
			return [restart, show];
		default:
			return [...explain, show, channel];
	}
}

/** Why the player may not be in its channel, unless its condition says it. */
function appendAbsence(hover: vscode.MarkdownString, presence: PresenceOfPlayer, known: KnownReasons): void {
	const { kind } = presence.presence;
	const reasons = kind === 'notPlaying' ? [] : presenceReasons(presence, known);
	// Unlike `appendInert`, this wraps at spaces.
	if (reasons.length > 1) {
		const list = reasons.map((reason) => `- ${inertMarkdown(reason)}\n`);
		hover.appendMarkdown(`${vscode.l10n.t('Usual reasons')}\n\n${list.join('')}\n`);
	} else {
		hover.appendMarkdown(`${reasons.map(inertMarkdown).join('')}\n\n`);
	}
}

/** Contains no data, so that its lines wrap at spaces. */
function appendCauses(hover: vscode.MarkdownString, region: string | undefined): void {
	const causes = likelyCauses(region).map((cause) => `- ${cause}\n`);
	hover.appendMarkdown(`${vscode.l10n.t('Likely causes')}\n\n${causes.join('')}\n`);
	hover.appendMarkdown(
		vscode.l10n.t('It does not recover by itself, and is billed until it is deleted or ends.'),
	);
	hover.appendMarkdown('\n\n');
}

/** Media Pull REST API: List API, `status`; Create API, `region`; Technical specifications. */
function likelyCauses(region: string | undefined): string[] {
	return [
		region === undefined
			? vscode.l10n.t(
					'Agora’s servers cannot reach the source: its address or password is wrong, it is offline, or a firewall blocks it.',
				)
			: vscode.l10n.t(
					'Agora’s servers in {0} cannot reach the source: its address or password is wrong, it is offline, or a firewall blocks it.',
					region,
				),
		vscode.l10n.t('The stream has not started, has ended, or is not in the region of the player.'),
		vscode.l10n.t(
			'The format is not supported. Supported are {0} video and {1} audio over {2}, as {3}.',
			'H.264, H.265, VP8',
			'AAC, Opus',
			'HTTP, HTTPS, RTMP',
			'FLV, MP4, MPEG-TS, MKV, HLS',
		),
	];
}

/** Why the project could not be read, and when it was read before. */
function problemTexts({ appId }: Project, readings: HoverReadings): string[] {
	const problem = readings.problem(appId);
	return problem === '' ? [] : [problem, readings.lastRead(appId)];
}

/** Why a player is still shown that List does not return (docs/agora-api.md, Failover of players). */
function missingTexts(
	{ condition, lastListedAt, isDeleting, destroyReason }: ShownPlayer,
	origins: Pick<PlayerOrigins, 'wallTime'>,
): string[] {
	return [
		destroyReason === undefined
			? missingText(condition, isDeleting)
			: vscode.l10n.t('Agora destroyed it: {0}.', destroyReasonText(destroyReason)),
		lastListedAt === undefined
			? ''
			: vscode.l10n.t('Last listed: {0}', absoluteTime(origins.wallTime(lastListedAt))),
	];
}

function missingText(condition: Condition, isDeleting: true | undefined): string {
	if (isDeleting) {
		return vscode.l10n.t(
			'You deleted it, but that is not certain yet: Agora may be moving it to another server, or it is in another region. It is deleted again if it comes back within {0}.',
			durationText(4, 'minute'),
		);
	}
	switch (condition) {
		case 'moving':
			return vscode.l10n.t(
				'Agora does not list it at the moment. It may be moving to another server, which can take up to {0}.',
				durationText(4, 'minute'),
			);
		case 'perhapsPaused':
			return perhapsPausedText();
		case 'gone':
			return vscode.l10n.t('Agora does not list it.');
		default:
			return '';
	}
}

/** How many players the hover of a group names. */
const NAMED_AT_MOST = 5;

/** The states of the players of a group, those that need attention, and what all of them cost. */
export function groupHover(
	{ group, players }: PlayerGroupNode,
	origins: PlayerOrigins,
	readings: HoverReadings,
): vscode.MarkdownString {
	const project = group.kind === 'status' ? undefined : group.project;
	const counts = countConditions(players.map(({ shown }) => shown));
	const present = CONDITIONS.filter((condition) => counts[condition] > 0);
	const cost = totalCost(
		players.flatMap(({ project: { appId }, shown }) => origins.cost(appId, shown) ?? []),
	);
	const hover = titledHover(COMMANDS, groupLabel(group), group.kind === 'channel' ? group.project.name : '');
	appendLines(hover, project ? problemTexts(project, readings) : []);
	appendFacts(hover, [
		[vscode.l10n.t('Cloud players'), players.length === 0 ? undefined : countText(players.length)],
		[
			vscode.l10n.t('By state'),
			group.kind === 'status' || present.length === 0
				? undefined
				: listText(present.map((condition) => conditionCount(condition, counts[condition]))),
		],
		[vscode.l10n.t('By project'), group.kind === 'status' ? projectCounts(players) : undefined],
		[vscode.l10n.t('Cost so far'), cost && amountText(cost)],
		[vscode.l10n.t('App ID'), group.kind === 'project' ? group.project.appId : undefined],
	]);
	const bad = players.filter(({ shown }) => needsAttention(shown));
	appendList(hover, vscode.l10n.t('Need attention'), [
		...bad
			.slice(0, NAMED_AT_MOST)
			.map(({ shown }) => `${playerLabel(shown.player)} — ${stateNow(shown, origins)}`),
		...(bad.length > NAMED_AT_MOST ? [vscode.l10n.t('and {0} more', bad.length - NAMED_AT_MOST)] : []),
	]);
	return group.kind === 'project'
		? appendLinks(hover, projectLinks(group.project, players, readings))
		: hover;
}

function projectLinks(
	{ id, appId }: Project,
	players: readonly ListedPlayer[],
	readings: HoverReadings,
): string[] {
	const argument = { projectId: id };
	return players.length === 0 && isRefused(readings.of(appId).error)
		? [
				commandLink(vscode.l10n.t('Open in Agora Console'), 'agora.project.openConsole', argument),
				commandLink(vscode.l10n.t('Refresh'), 'agora.players.refresh'),
			]
		: [
				commandLink(vscode.l10n.t('Create Cloud Player…'), 'agora.player.create', argument),
				commandLink(vscode.l10n.t('Show Usage'), 'agora.usage.show', argument),
			];
}

function conditionCount(condition: Condition, count: number): string {
	return vscode.l10n.t('{0} ({1})', stateOfCondition(condition, undefined).word, countText(count));
}

function projectCounts(players: readonly ListedPlayer[]): string {
	const counts = new Map<string, number>();
	for (const { project } of players) {
		counts.set(project.name, (counts.get(project.name) ?? 0) + 1);
	}
	const texts = [...counts].map(([name, count]) => vscode.l10n.t('{0} ({1})', name, countText(count)));
	return listText(texts, NAMED_AT_MOST);
}

function stateNow(shown: ShownPlayer, origins: Pick<PlayerOrigins, 'now' | 'serverTime'>): string {
	return stateText(shown, { now: origins.now, serverNow: origins.serverTime() });
}
