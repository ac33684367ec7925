import * as vscode from 'vscode';
import type { Project } from '../agora/console/projects';
import type { Player } from '../agora/mediaPull/player';
import { showQuickPick } from '../ui/dialogs';
import { notifyOutcome, type OutcomeTexts, runForEachWithProgress } from '../ui/forEachProgress';
import type { MessageAction } from '../ui/notify';
import { withViewProgress } from '../ui/progress';
import { resolveTargets, selectedRows } from '../ui/resolveTargets';
import type { Outcome } from '../ui/runForEach';
import { countText, listText } from '../ui/text';
import type { LivePlayers } from './livePlayers';
import { playerLabel } from './playerNames';
import type { ProjectChoice, ProjectSource } from './projectSource';
import { projectsWith } from './projectSource';
import type { ShownPlayer } from './store/playerConditions';
import type { PlayerStore } from './store/playerStore';
import {
	type GroupedPlayers,
	type Grouping,
	groupPlayers,
	listedProjects,
	type PlayerFilter,
} from './tree/grouping';
import { groupLabel } from './tree/playerItems';
import { type PlayerGroupNode, PlayerNode } from './tree/playerNodes';

/** A player and the project it lives in. Commands are also called on one from elsewhere than its row. */
export class TargetPlayer {
	readonly appId: string;
	readonly projectName: string;
	readonly shown: ShownPlayer;

	constructor({ appId, name }: Pick<Project, 'appId' | 'name'>, shown: ShownPlayer) {
		this.appId = appId;
		this.projectName = name;
		this.shown = shown;
	}

	get player(): Player {
		return this.shown.player;
	}

	get isPaused(): boolean {
		return this.shown.condition === 'paused';
	}

	get mayBePaused(): boolean {
		return this.isPaused || this.shown.condition === 'perhapsPaused';
	}
}

export interface TargetDeps {
	readonly choice: Pick<ProjectChoice, 'ensureProjects' | 'projects'>;
	readonly store: PlayerStore;
	readonly live: Pick<LivePlayers, 'refresh'>;
	readonly summary: { stateText(shown: ShownPlayer): string };
}

export interface TargetQuestion {
	/** What the command was called on, and everything selected with it; other things than rows are ignored. */
	readonly argument: unknown;
	readonly selection?: unknown;
	readonly title: string;
	/** Which players the command makes sense for; all by default. */
	readonly fits?: (target: TargetPlayer) => boolean;
}

/** The players that a command means: those of its rows that fit, otherwise one that the user picks. */
export async function targetPlayers(
	deps: TargetDeps,
	{ argument, selection, title, fits = () => true }: TargetQuestion,
): Promise<readonly TargetPlayer[]> {
	const targets = await resolveTargets(argument, selection, {
		fromArgument: (row) => targetOf(deps, row),
		fits,
		pick: () => pick(deps, title, fits),
	});
	if (targets.length === 0 && countSelected(deps, argument, selection) > 0) {
		throw new Error(vscode.l10n.t('The state of the selected cloud players does not allow this.'));
	}
	return targets;
}

/** How many players are selected together with the row that a command was called on; 0 without a row. */
export function countSelected(
	deps: Pick<TargetDeps, 'choice' | 'store'>,
	argument: unknown,
	selection: unknown,
): number {
	return selectedRows(argument, selection).filter((row) => targetOf(deps, row)).length;
}

export interface GroupDeps {
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly live: Pick<LivePlayers, 'refresh'>;
	readonly filter: PlayerFilter;
}

export interface TargetGroup {
	/** What the group is called in a question. */
	readonly name: string;
	/** Of a group that is a whole project, if no filter hides any of its players. */
	readonly project: Project | undefined;
	readonly targets: readonly TargetPlayer[];
}

/**
 * All players under a row that groups them, read again first: those behind “Load more…” count too, but not those that the filter
 * hides.
 */
export async function targetsOfGroup(
	deps: GroupDeps,
	{ id, group }: Pick<PlayerGroupNode, 'id' | 'group'>,
): Promise<TargetGroup> {
	const { filter } = deps;
	const name = groupLabel(group);
	await deps.live.refresh('players');
	const listed = listedProjects(deps.projects, deps.store);
	const now = groupPlayers(listed, group.kind, filter.matches).find((each) => each.id === id);
	const isAll = group.kind === 'project' && filter.text === '';
	return {
		name: filter.text === '' ? name : `${name} · ${vscode.l10n.t('Channel: {0}', filter.text)}`,
		project: isAll ? group.project : undefined,
		targets: (now?.players ?? []).map(({ project, shown }) => new TargetPlayer(project, shown)),
	};
}

/** Lets the user pick one of the groups with players that the view shows. */
export async function pickGroup(
	{ choice, live, ...deps }: GroupDeps & Pick<TargetDeps, 'choice'>,
	by: Grouping,
	title: string,
): Promise<GroupedPlayers | undefined> {
	await choice.ensureProjects();
	await live.refresh('players');
	const items = groupPlayers(listedProjects(deps.projects, deps.store), by, deps.filter.matches)
		.filter(({ players }) => players.length > 0)
		.map((value) => ({
			label: groupLabel(value.group),
			description: [
				value.group.kind === 'channel' ? value.group.project.name : '',
				countText(value.players.length),
			]
				.filter((part) => part !== '')
				.join(' · '),
			value,
		}));
	if (items.length === 0) {
		throw new Error(vscode.l10n.t('No cloud player is suitable for this command.'));
	}
	const placeHolder = vscode.l10n.t('Choose a group of cloud players');
	const item = await showQuickPick(items, { title, placeHolder, matchOnDescription: true });
	return item?.value;
}

/** Names that fit into a question; the rest is counted. */
const NAMED_AT_MOST = 5;

/** What players are called in a question about all of them. */
export function namesOf(targets: readonly TargetPlayer[]): string {
	const names = targets.map(({ player }) => playerLabel(player));
	return listText(names, NAMED_AT_MOST);
}

/** Identifies a player in the arguments of a command where there is no row, such as in the link of a hover. The ids are not secret. */
export interface PlayerArgument {
	readonly appId: string;
	readonly playerId: string;
}

function isPlayerArgument(argument: unknown): argument is PlayerArgument {
	return (
		typeof argument === 'object' &&
		argument !== null &&
		'appId' in argument &&
		typeof argument.appId === 'string' &&
		'playerId' in argument &&
		typeof argument.playerId === 'string'
	);
}

/** The player of a row, or the stored player of a `PlayerArgument`; undefined for any other argument. */
export function targetOf(
	{ choice, store }: { choice: Pick<ProjectChoice, 'projects'>; store: Pick<PlayerStore, 'player'> },
	argument: unknown,
): TargetPlayer | undefined {
	if (argument instanceof PlayerNode) {
		return new TargetPlayer(argument.project, argument.shown);
	}
	if (argument instanceof TargetPlayer) {
		return argument;
	}
	if (!isPlayerArgument(argument)) {
		return undefined;
	}
	const { appId, playerId } = argument;
	const shown = store.player(appId, playerId);
	const [project] = projectsWith(choice, [appId]);
	return shown && project && new TargetPlayer(project, shown);
}

function targetsIn({ store }: TargetDeps, project: Project): TargetPlayer[] {
	return store.players(project.appId).map((shown) => new TargetPlayer(project, shown));
}

async function pick(
	deps: TargetDeps,
	title: string,
	fits: (target: TargetPlayer) => boolean,
): Promise<TargetPlayer | undefined> {
	await deps.choice.ensureProjects();
	await deps.live.refresh('players');
	const items = projectsWith(deps.choice, deps.store.appIdsWithPlayers)
		.flatMap((project) => targetsIn(deps, project))
		.filter(fits)
		.map((value) => ({
			label: playerLabel(value.player),
			description: `${deps.summary.stateText(value.shown)} · ${value.projectName}`,
			value,
		}));
	if (items.length === 0) {
		throw new Error(vscode.l10n.t('No cloud player is suitable for this command.'));
	}
	const item = await showQuickPick(items, {
		title,
		placeHolder: vscode.l10n.t('Choose a cloud player'),
		matchOnDescription: true,
	});
	return item?.value;
}

/** Runs a task for one player after the other, with progress. A single one cannot be cancelled. */
export function runForEachPlayer(
	title: string,
	targets: readonly TargetPlayer[],
	task: (target: TargetPlayer, signal?: AbortSignal) => Promise<void>,
): Promise<Outcome<TargetPlayer>> {
	return runForEachWithProgress(targets, task, {
		title,
		one: (run) => withViewProgress('agora.players', run),
		labelOf: ({ player }) => playerLabel(player),
	});
}

export type PlayerTexts = Omit<OutcomeTexts<TargetPlayer>, 'cancelled'>;

export async function notifyPlayersOutcome(
	outcome: Outcome<TargetPlayer>,
	texts: PlayerTexts,
	retry: (targets: readonly TargetPlayer[]) => Promise<void>,
	rescue?: MessageAction,
): Promise<void> {
	await notifyOutcome(outcome, { ...texts, cancelled: cancelledText }, retry, rescue);
}

function cancelledText(count: number): string {
	return count === 1
		? vscode.l10n.t('Cancelled: 1 cloud player may be unchanged.')
		: vscode.l10n.t('Cancelled: {0} cloud players may be unchanged.', count);
}
