import type { Project } from '../../agora/console/projects';
import { type AgoraError, isAgoraError } from '../../agora/errors';
import type { Loadable } from '../../common/loadable';
import { TextFilter } from '../../ui/textFilter';
import { type ProjectSource, projectsWith } from '../projectSource';
import type { Condition, ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';

export const GROUPINGS = ['project', 'channel', 'status'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Shows only the players whose channel name contains a text. */
export class PlayerFilter extends TextFilter {
	/** Whether a player is shown, ignoring case; undefined if all are. */
	get matches(): ((player: ShownPlayer) => boolean) | undefined {
		const part = this.text.toLowerCase();
		return part === ''
			? undefined
			: ({ player }) => player.channelName?.toLowerCase().includes(part) === true;
	}
}

/** A project that is shown, with its players. */
export interface ListedProject {
	readonly project: Project;
	/** The last reading of its players. */
	readonly reading: Loadable<unknown>;
	/** In List's order. */
	readonly players: readonly ShownPlayer[];
}

/** The projects that have players and those that could not be read, sorted by name. */
export function listedProjects(
	source: ProjectSource,
	store: Pick<PlayerStore, 'appIdsWithPlayers' | 'failingAppIds' | 'loadable' | 'players'>,
): ListedProject[] {
	const appIds = new Set([...store.appIdsWithPlayers, ...store.failingAppIds]);
	return projectsWith(source, appIds).map((project) => ({
		project,
		reading: store.loadable(project.appId),
		players: store.players(project.appId),
	}));
}

export interface ListedPlayer {
	readonly project: Project;
	readonly shown: ShownPlayer;
}

/** A group of players. Channels with the same name in two projects are two channels. */
export type Group =
	| { readonly kind: 'project'; readonly project: Project }
	/** `channelName` is undefined for the players whose channel Agora does not return. */
	| { readonly kind: 'channel'; readonly project: Project; readonly channelName: string | undefined }
	/** `status` is Agora's word if the condition is `other`. */
	| { readonly kind: 'status'; readonly condition: Condition; readonly status: string | undefined };

export interface GroupedPlayers {
	/** Unique among all groups, and the same each time the group exists. */
	readonly id: string;
	readonly group: Group;
	readonly players: readonly ListedPlayer[];
}

/** In the order of the groups: conditions that need attention come first. */
export const CONDITIONS: readonly Condition[] = [
	'failed',
	'stuck',
	'gone',
	'moving',
	'recovering',
	'connecting',
	'justCreated',
	'running',
	'perhapsPaused',
	'paused',
	'idle',
	'other',
];

/**
 * Groups the players that are shown. Without a filter, projects without players that could not be read follow, unless they would be the
 * only rows and none of them may use Media Pull: then the view shows its welcome text.
 *
 * @param matches undefined if no filter is set.
 */
export function groupPlayers(
	listed: readonly ListedProject[],
	by: Grouping,
	matches?: (player: ShownPlayer) => boolean,
): GroupedPlayers[] {
	const shown = listed.map(({ project, players }) => ({
		project,
		players: (matches ? players.filter(matches) : players).map((each) => ({ project, shown: each })),
	}));
	const groups = groupsBy(by, shown);
	const unread = matches ? [] : listed.filter(isUnread);
	return groups.length === 0 && unread.every(({ reading }) => isAgoraError(reading.error, 'forbidden'))
		? []
		: [...groups, ...unread.map(({ project }) => projectGroup(project, []))];
}

interface ProjectPlayers {
	readonly project: Project;
	readonly players: readonly ListedPlayer[];
}

function groupsBy(by: Grouping, shown: readonly ProjectPlayers[]): GroupedPlayers[] {
	switch (by) {
		case 'project':
			return shown
				.filter(({ players }) => players.length > 0)
				.map(({ project, players }) => projectGroup(project, players));
		case 'channel':
			return shown.flatMap(({ project, players }) => groupByChannel(project, players));
		case 'status':
			return groupByStatus(shown.flatMap(({ players }) => players));
	}
}

function projectGroup(project: Project, players: readonly ListedPlayer[]): GroupedPlayers {
	return { id: `players:${project.id}`, group: { kind: 'project', project }, players };
}

function isUnread({ reading: { value, error }, players }: ListedProject): boolean {
	return players.length === 0 && (isRefused(error) || (value === undefined && error !== undefined));
}

/** Whether Agora does not list the players of a project at all, so that trying again does not help. */
export function isRefused(error: unknown): error is AgoraError {
	return isAgoraError(error, 'forbidden', 'notFound', 'notOffered');
}

function groupByChannel(project: Project, players: readonly ListedPlayer[]): GroupedPlayers[] {
	const channels = groupBy(players, ({ shown }) => shown.player.channelName);
	return [...channels]
		.map(([channelName, members]) => ({
			// The colon distinguishes a channel from the group without a channel.
			id: `channel:${project.id}${channelName === undefined ? '' : `:${channelName}`}`,
			group: { kind: 'channel' as const, project, channelName },
			players: members,
		}))
		.sort(({ group: a }, { group: b }) => compareChannels(a.channelName, b.channelName));
}

function groupBy<Key>(
	players: readonly ListedPlayer[],
	keyOf: (player: ListedPlayer) => Key,
): ReadonlyMap<Key, ListedPlayer[]> {
	const groups = new Map<Key, ListedPlayer[]>();
	for (const player of players) {
		const key = keyOf(player);
		const group = groups.get(key);
		if (group) {
			group.push(player);
		} else {
			groups.set(key, [player]);
		}
	}
	return groups;
}

function compareChannels(a: string | undefined, b: string | undefined): number {
	if (a === undefined || b === undefined) {
		return Number(a === undefined) - Number(b === undefined);
	}
	return COLLATOR.compare(a, b);
}

/** Created once, since thousands of names are compared. */
const COLLATOR = new Intl.Collator(undefined, { numeric: true });

function groupByStatus(players: readonly ListedPlayer[]): GroupedPlayers[] {
	const states = groupBy(players, ({ shown }) => stateKey(shown));
	return [...states]
		.map(([key, members]) => {
			const { condition, player } = members[0]?.shown ?? { condition: 'other' as const, player: undefined };
			const status = condition === 'other' ? player?.status : undefined;
			return { id: `status:${key}`, group: { kind: 'status' as const, condition, status }, players: members };
		})
		.sort(({ group: a }, { group: b }) => CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition));
}

function stateKey({ condition, player }: ShownPlayer): string {
	return condition === 'other' && player.status !== undefined ? `other:${player.status}` : condition;
}
