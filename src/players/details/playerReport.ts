import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import type { Region } from '../../agora/mediaPull/player';
import type { CommandId } from '../../ui/commandIds';
import { commandLink } from '../../ui/commands';
import { inertMarkdown } from '../../ui/inertText';
import { absoluteTime, ageText } from '../../ui/text';
import type { VisibleRequest } from '../definitions/storedRequests';
import { playerLabel } from '../playerNames';
import { amountText, basisText, type CostEstimate, perhapsPausedText, regionName } from '../playerText';
import type { KnownReasons } from '../presence/playerPresences';
import { needsExplanation, type PresenceOfPlayer } from '../presence/presence';
import { presenceFact, presenceReasons } from '../presence/presenceText';
import { pausedText, playerState, stateOfCondition } from '../stateText';
import {
	type Condition,
	canPause,
	canResume,
	type ShownPlayer,
	stateHistory,
} from '../store/playerConditions';

interface PlayerReport {
	readonly ids: { readonly appId: string; readonly playerId: string };
	readonly project: Pick<Project, 'id' | 'name'> | undefined;
	/** The last known state; undefined if it was never read here. */
	readonly shown: ShownPlayer | undefined;
	/** Whether it is among the stored players. */
	readonly isListed: boolean;
	/** When its project was last read, by the monotonic clock. */
	readonly readAt: number | undefined;
	/** The address of its source, without secrets. */
	readonly source: string | undefined;
	readonly region: Region | undefined;
	readonly definition: VisibleRequest | undefined;
	readonly cost: CostEstimate | undefined;
	/** Whether it is in its channel, and why it may not be; undefined if that cannot be read. */
	readonly presence: (PresenceOfPlayer & { readonly reasons: KnownReasons }) | undefined;
	/** The changes made from here, as lines of text. */
	readonly history: string | undefined;
	/** Now by Agora's clock, in milliseconds since 1970. */
	readonly serverNow: number;
	/** The time of day at a time of the monotonic clock. */
	readonly wallTime: (moment: number) => number;
}

type Fact = readonly [label: string, text: string];

/** Describes a player in Markdown, with links that run commands. Contains no secrets, and data only as text. */
export function playerReport(report: PlayerReport): string {
	const { ids, shown, isListed, definition, history } = report;
	const sections = [
		`# ${inertMarkdown(shown ? playerLabel(shown.player) : ids.playerId)}`,
		isListed && shown ? links(ids, shown.condition) : '',
		isListed
			? ''
			: `> ${vscode.l10n.t('This cloud player is no longer listed. The last known details follow.')}`,
		shown?.condition === 'perhapsPaused' ? `> ${inertMarkdown(perhapsPausedText())}` : '',
		list(facts(report)),
		absenceSection(report),
		shown
			? `## ${vscode.l10n.t('States seen')}\n\n${list(states(shown, report.wallTime).map(([label, text]) => [label, inertMarkdown(text)]))}`
			: '',
		costSection(report),
		`## ${vscode.l10n.t('Changes from this machine')}\n\n${
			history === undefined ? vscode.l10n.t('No changes from this machine.') : fenced('text', history)
		}`,
		definition
			? `## ${vscode.l10n.t('Created from')}\n\n${vscode.l10n.t('The source, secrets and fields with variables are omitted.')}\n\n${fenced('jsonc', JSON.stringify(shownDefinition(definition), undefined, 2))}`
			: '',
	];
	return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function shownDefinition({ region, project, streamIp, player }: VisibleRequest): object {
	return { region, project, streamIp, player };
}

function facts({
	ids,
	project,
	shown,
	source,
	region,
	definition,
	presence,
	readAt,
	serverNow,
	wallTime,
}: PlayerReport): Fact[] {
	const { player } = shown ?? {};
	const fact = presence && presenceFact(presence);
	const created = player?.createdAt?.getTime();
	const all: (readonly [string, string | undefined])[] = [
		[vscode.l10n.t('State'), shown && inertMarkdown(playerState(shown).word)],
		[
			vscode.l10n.t('Project'),
			project && commandLink(inertMarkdown(project.name), 'agora.project.reveal', { projectId: project.id }),
		],
		[vscode.l10n.t('App ID'), code(ids.appId)],
		[vscode.l10n.t('Player ID'), code(ids.playerId)],
		[vscode.l10n.t('Name'), code(player?.name)],
		[vscode.l10n.t('Channel'), code(player?.channelName)],
		[vscode.l10n.t('uid'), code(player?.uid?.toString())],
		[vscode.l10n.t('User Account'), code(player?.account)],
		[fact?.label ?? '', fact && inertMarkdown(fact.text)],
		[vscode.l10n.t('Source'), code(source)],
		[vscode.l10n.t('Region'), regionText(region, definition)],
		[vscode.l10n.t('Created'), created === undefined ? undefined : timeText(created, serverNow)],
		[vscode.l10n.t('Definition file'), code(definition?.file)],
		[vscode.l10n.t('Project last read'), readAt === undefined ? undefined : absoluteTime(wallTime(readAt))],
	];
	return all.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [[label, text] as const]));
}

/** List does not return the region (docs/agora-api.md, Media Pull: List and Delete). */
export function regionText(region: Region | undefined, definition: VisibleRequest | undefined): string {
	if (region === undefined) {
		return vscode.l10n.t('unknown: Agora does not report it, and this machine has not changed this player');
	}
	return definition?.region === region
		? vscode.l10n.t('{0}, where this machine created it', regionName(region))
		: vscode.l10n.t('{0}, where it was found', regionName(region));
}

/** In chronological order. */
export function states(shown: ShownPlayer, wallTime: (moment: number) => number): Fact[] {
	return stateHistory(shown).map(({ condition, status, at }) => {
		const { word } = stateOfCondition(condition, status);
		// The word already says what Agora reported, perhaps in the user's language.
		const isSame = status === undefined || status === condition || condition === 'other';
		const reported = isSame ? '' : ` (${vscode.l10n.t('reported as {0}', status)})`;
		return [absoluteTime(wallTime(at)), `${word}${reported}`];
	});
}

function costSection({ cost, shown, isListed }: PlayerReport): string {
	if (!cost) {
		return '';
	}
	const paused = isListed && shown ? pausedText(shown.condition) : undefined;
	const lines = [
		amountText(cost),
		...(paused === undefined ? [] : [paused]),
		...(isListed ? [] : [vscode.l10n.t('until it was deleted or no longer listed')]),
		...basisText(cost).split('\n'),
	];
	const title = isListed ? vscode.l10n.t('Cost so far') : vscode.l10n.t('Cost');
	return `## ${title}\n\n${lines.map((line) => `- ${inertMarkdown(line)}`).join('\n')}`;
}

/** Why the player may not be in its channel, and what to do. */
function absenceSection({ ids, presence }: PlayerReport): string {
	const reasons = presence ? presenceReasons(presence, presence.reasons) : [];
	if (!presence || reasons.length === 0) {
		return '';
	}
	const explain = commandLink(vscode.l10n.t('Explain Join Failure…'), 'agora.channel.explainJoinFailure', {
		...ids,
	});
	return [
		`## ${presenceFact(presence).label}`,
		reasons.map((reason) => `- ${inertMarkdown(reason)}`).join('\n'),
		...(needsExplanation(presence.presence) ? [explain] : []),
	].join('\n\n');
}

function timeText(time: number, now: number): string {
	return vscode.l10n.t('{0} ({1})', absoluteTime(time), ageText(time, now));
}

/** @param rows the texts are Markdown. */
function list(rows: readonly Fact[]): string {
	return rows
		.map(([label, text]) => `- ${inertMarkdown(vscode.l10n.t('{0}: {1}', label, ''))}${text}`)
		.join('\n');
}

/** Data as it is: nothing in a code span is a link or an icon. */
function code(text: string | undefined): string | undefined {
	if (text === undefined || text === '') {
		return undefined;
	}
	const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const ticks = '`'.repeat(longest + 1);
	// A space next to a backtick keeps it apart from the delimiter, and is not rendered (CommonMark, Code spans).
	const padded = /^`|`$/.test(text) ? ` ${text} ` : text;
	return `${ticks}${padded.replaceAll(/[\r\n]+/g, ' ')}${ticks}`;
}

/** What can be done with the player in its state, in the order of its menu. */
function links({ appId, playerId }: PlayerReport['ids'], condition: Condition): string {
	const all: (readonly [label: string, id: CommandId, isOffered: boolean])[] = [
		[vscode.l10n.t('Pause'), 'agora.player.pause', canPause(condition)],
		[vscode.l10n.t('Resume'), 'agora.player.resume', canResume(condition)],
		[vscode.l10n.t('Switch Source…'), 'agora.player.switchSource', condition !== 'gone'],
		[vscode.l10n.t('Show in Channels'), 'agora.player.showChannel', condition !== 'gone'],
		[vscode.l10n.t('Copy Player ID'), 'agora.player.copyId', true],
		[vscode.l10n.t('Save as Definition…'), 'agora.player.saveDefinition', true],
		[vscode.l10n.t('Restart…'), 'agora.player.restart', true],
		[vscode.l10n.t('Delete…'), 'agora.player.delete', condition !== 'gone'],
	];
	return all
		.flatMap(([label, id, isOffered]) => (isOffered ? commandLink(label, id, { appId, playerId }) : []))
		.join(' · ');
}

/** Uses a fence that is longer than any in the text. */
function fenced(language: string, text: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language}\n${text}\n${fence}`;
}
