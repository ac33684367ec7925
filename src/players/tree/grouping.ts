import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { Loadable } from '../../common/loadable';
import { type ProjectSource, projectsWith } from '../projectSource';
import type { Condition, ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';

export const GROUPINGS = ['project', 'channel', 'status'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A project that is to be shown, with what is known of its players. */
export interface ListedProject {
	readonly project: Project;
	readonly known: Loadable<unknown>;
	/** In List's order. */
	readonly players: readonly ShownPlayer[];
}

/** The projects that have players, whether they are watched or not, and those that could not be read, by name. */
export function listedProjects(
	source: ProjectSource,
	store: Pick<PlayerStore, 'appIdsWithPlayers' | 'failingAppIds' | 'known' | 'players'>,
): ListedProject[] {
	const appIds = new Set([...store.appIdsWithPlayers, ...store.failingAppIds]);
	return projectsWith(source, appIds).map((project) => ({
		project,
		known: store.known(project.appId),
		players: store.players(project.appId),
	}));
}

export interface ListedPlayer {
	readonly project: Project;
	readonly shown: ShownPlayer;
}

/** What a group stands for. Channels of the same name in two projects are two channels. */
export type Group =
	| { readonly kind: 'project'; readonly project: Project }
	/** Players that Agora tells no channel of have a group of their own. */
	| { readonly kind: 'channel'; readonly project: Project; readonly channelName: string | undefined }
	/** `status` is Agora's word where the condition tells nothing. */
	| { readonly kind: 'status'; readonly condition: Condition; readonly status: string | undefined };

export interface GroupedPlayers {
	/** Unique among all groups, and the same whenever there is such a group. */
	readonly id: string;
	readonly group: Group;
	readonly players: readonly ListedPlayer[];
}

/** What needs somebody comes first. */
const CONDITIONS: readonly Condition[] = [
	'failed',
	'stuck',
	'gone',
	'moving',
	'connecting',
	'justCreated',
	'running',
	'perhapsPaused',
	'paused',
	'idle',
	'other',
];

/**
 * The players that are to be shown, in groups. Without a filter, projects that could never be read have a group too, but not
 * those without Media Pull.
 *
 * @param matches undefined where no filter is set.
 */
export function groupPlayers(
	listed: readonly ListedProject[],
	by: Grouping,
	matches?: (player: ShownPlayer) => boolean,
): GroupedPlayers[] {
	const shown = listed.map(({ project, known, players }) => ({
		project,
		known,
		players: (matches ? players.filter(matches) : players).map((each) => ({ project, shown: each })),
	}));
	switch (by) {
		case 'project':
			return shown
				.filter(({ known, players }) => players.length > 0 || (!matches && isUnread(known)))
				.map(({ project, players }) => ({
					id: `players:${project.id}`,
					group: { kind: 'project', project },
					players,
				}));
		case 'channel':
			return shown.flatMap(({ project, players }) => channelsOf(project, players));
		case 'status':
			return statesOf(shown.flatMap(({ players }) => players));
	}
}

function isUnread({ value, error }: Loadable<unknown>): boolean {
	return value === undefined && error !== undefined && !isAgoraError(error, 'forbidden');
}

function channelsOf(project: Project, players: readonly ListedPlayer[]): GroupedPlayers[] {
	const channels = groupedBy(players, ({ shown }) => shown.player.channelName);
	return [...channels]
		.map(([channelName, inIt]) => ({
			// A colon ends the part that channels without a name have not.
			id: `channel:${project.id}${channelName === undefined ? '' : `:${channelName}`}`,
			group: { kind: 'channel' as const, project, channelName },
			players: inIt,
		}))
		.sort(({ group: a }, { group: b }) => compareChannels(a.channelName, b.channelName));
}

function groupedBy<Key>(
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
	return IN_ORDER.compare(a, b);
}

/** Made once: thousands of names are compared. */
const IN_ORDER = new Intl.Collator(undefined, { numeric: true });

function statesOf(players: readonly ListedPlayer[]): GroupedPlayers[] {
	const states = groupedBy(players, ({ shown }) => stateKey(shown));
	return [...states]
		.map(([key, inIt]) => {
			const { condition, player } = inIt[0]?.shown ?? { condition: 'other' as const, player: undefined };
			const status = condition === 'other' ? player?.status : undefined;
			return { id: `status:${key}`, group: { kind: 'status' as const, condition, status }, players: inIt };
		})
		.sort(({ group: a }, { group: b }) => CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition));
}

function stateKey({ condition, player }: ShownPlayer): string {
	return condition === 'other' && player.status !== undefined ? `other:${player.status}` : condition;
}
