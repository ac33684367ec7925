import * as vscode from 'vscode';
import type { Region } from '../../agora/mediaPull/player';
import { absoluteTime, ageText } from '../../ui/text';
import type { VisibleRequest } from '../definitions/storedRequests';
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
import { type ShownPlayer, stateHistory } from '../store/playerConditions';

interface PlayerReport {
	readonly ids: { readonly appId: string; readonly playerId: string };
	readonly projectName: string | undefined;
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
	/** The changes made from here, as lines of text. */
	readonly history: string | undefined;
	/** Now by Agora's clock, in milliseconds since 1970. */
	readonly serverNow: number;
	/** The time of day at a time of the monotonic clock. */
	readonly wallTime: (moment: number) => number;
}

type Fact = readonly [label: string, text: string];

/** Describes a player in Markdown that is readable as plain text. Contains no secrets. */
export function playerReport(report: PlayerReport): string {
	const { ids, shown, isListed, definition, history } = report;
	const sections = [
		`# ${shown ? playerLabel(shown.player) : ids.playerId}`,
		isListed
			? ''
			: `> ${vscode.l10n.t('This cloud player is no longer listed. Below is what was known about it.')}`,
		shown?.condition === 'perhapsPaused' ? `> ${perhapsPausedText()}` : '',
		list(facts(report)),
		shown ? `## ${vscode.l10n.t('States seen')}\n\n${list(states(shown, report.wallTime))}` : '',
		costSection(report),
		`## ${vscode.l10n.t('Changes made from here')}\n\n${
			history === undefined
				? vscode.l10n.t('This player was not changed from here.')
				: fenced('text', history)
		}`,
		definition
			? `## ${vscode.l10n.t('Created from')}\n\n${vscode.l10n.t('The source, secrets and what has variables are left out.')}\n\n${fenced('jsonc', JSON.stringify(shownDefinition(definition), undefined, 2))}`
			: '',
	];
	return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function shownDefinition({ region, project, streamIp, player }: VisibleRequest): object {
	return { region, project, streamIp, player };
}

function facts({
	ids,
	projectName,
	shown,
	source,
	region,
	definition,
	readAt,
	serverNow,
	wallTime,
}: PlayerReport): Fact[] {
	const { player } = shown ?? {};
	const created = player?.createdAt?.getTime();
	const all: (readonly [string, string | undefined])[] = [
		[vscode.l10n.t('State'), shown && playerState(shown).word],
		[vscode.l10n.t('Project'), projectName],
		[vscode.l10n.t('App ID'), ids.appId],
		[vscode.l10n.t('Player ID'), ids.playerId],
		[vscode.l10n.t('Name'), player?.name],
		[vscode.l10n.t('Channel'), player?.channelName],
		[vscode.l10n.t('uid'), player?.uid?.toString()],
		[vscode.l10n.t('User Account'), player?.account],
		[vscode.l10n.t('Source'), source],
		[vscode.l10n.t('Region'), regionText(region, definition)],
		[vscode.l10n.t('Created'), created === undefined ? undefined : timeText(created, serverNow)],
		[vscode.l10n.t('Definition file'), definition?.file],
		[vscode.l10n.t('Project last read'), readAt === undefined ? undefined : absoluteTime(wallTime(readAt))],
	];
	return all.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [[label, text] as const]));
}

/** List does not return the region (docs/agora-api.md, Media Pull: List and Delete). */
export function regionText(region: Region | undefined, definition: VisibleRequest | undefined): string {
	if (region === undefined) {
		return vscode.l10n.t('unknown: Agora does not report it, and this player was not changed from here');
	}
	return definition?.region === region
		? vscode.l10n.t('{0}, where it was created from here', regionName(region))
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
	return `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function timeText(time: number, now: number): string {
	return vscode.l10n.t('{0} ({1})', absoluteTime(time), ageText(time, now));
}

function list(rows: readonly Fact[]): string {
	return rows.map(([label, text]) => `- ${label}: ${text}`).join('\n');
}

/** Uses a fence that is longer than any in the text. */
function fenced(language: string, text: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language}\n${text}\n${fence}`;
}
