import type { Behaviour } from '../behaviour';
import type { Operation, PathParameters, SandboxContext } from '../http/route';
import { isMoving, type SandboxPlayer, type SandboxRegion, statusAt } from '../player';
import type { SandboxProject } from '../state';
import { readPlayer } from './readPlayer';
import {
	invalidParameter,
	nameTaken,
	notEnabled,
	notFound,
	quotaExceeded,
	rateExceeded,
	revoked,
} from './refusals';

const NAMED_RATE = { calls: 2, seconds: 1 };
const UNNAMED_RATE = { calls: 50, seconds: 1 };

/** Media Pull REST API, Create API. */
export const createPlayer: Operation = (request, world, parameters) => {
	const { clock, state, rateLimits } = world;
	const region = openRegion(parameters);
	const project = openProject(parameters, world);
	const now = clock.now();
	const wanted = readPlayer(request, project, region, now);
	const rateKey = `create ${project.appId} ${wanted.name ?? ''}`;
	if (!rateLimits.admit(rateKey, wanted.name === undefined ? UNNAMED_RATE : NAMED_RATE)) {
		throw rateExceeded();
	}
	const others = state.players.filter(({ appId }) => appId === project.appId);
	const namesake = others.find(({ name }) => name !== undefined && name === wanted.name);
	if (namesake !== undefined) {
		throw nameTaken(namesake.id);
	}
	if (others.length >= project.playerQuota) {
		throw quotaExceeded();
	}
	const player = state.addPlayer(wanted);
	const created = createdPlayer(player, now);
	return {
		status: 200,
		headers: { 'X-Resource-ID': player.id },
		body: { player: created, fields: fieldMask([created]) },
	};
};

const RATE = { calls: 100, seconds: 1 };

/** Media Pull REST API, Delete API. `X-Resource-ID` is the id of the path. */
export const deletePlayer: Operation = (_, world, parameters) => {
	const { state, rateLimits } = world;
	const region = openRegion(parameters);
	const project = openProject(parameters, world);
	if (!rateLimits.admit(`delete ${project.appId}`, RATE)) {
		throw rateExceeded();
	}
	const headers = { 'X-Resource-ID': parameters.id ?? '' };
	const player = findPlayer(project, region, parameters, world);
	if (player === undefined && missingStatus(world, region, parameters.id) === 404) {
		return { ...notFound().reply, headers };
	}
	if (player !== undefined) {
		state.removePlayer(player.id);
	}
	return { status: 200, headers };
};

/** A player that is being moved is not found in its own region (docs/agora-api.md, Failover of players). */
function missingStatus({ state }: SandboxContext, region: SandboxRegion, id: string | undefined): 200 | 404 {
	const { deleteGoneStatus, deleteElsewhereStatus } = state.behaviour;
	const player = state.players.find((each) => each.id === id);
	if (player === undefined) {
		return deleteGoneStatus;
	}
	return player.region === region ? 404 : deleteElsewhereStatus;
}

const FILTERED_RATES = [
	{ calls: 2, seconds: 1 },
	{ calls: 15, seconds: 60 },
];
const UNFILTERED_RATES = [
	{ calls: 10, seconds: 1 },
	{ calls: 20, seconds: 60 },
];
const DEFAULT_PAGE_SIZE = 200;
const MAX_PAGE_SIZE = 500;

/** Media Pull REST API, List API: a page of the project's players of all regions, oldest first. */
export const listPlayers: Operation = (request, world, parameters) => {
	const { clock, state, rateLimits } = world;
	const project = openProject(parameters, world);
	const { query } = request;
	const channelName = readFilter(query.get('filter'));
	const pageSize = readPageSize(query.get('pageSize'));
	const after = readPageToken(query.get('pageToken'));
	const [kind, rates] = channelName === undefined ? ['all', UNFILTERED_RATES] : ['filtered', FILTERED_RATES];
	if (!rateLimits.admit(`list ${kind} ${project.appId}`, ...rates)) {
		throw rateExceeded();
	}
	const now = clock.now();
	const { listItems, lastPageToken } = state.behaviour;
	const matching = state.listedPlayers
		.filter(({ appId }) => appId === project.appId)
		.filter((player) => channelName === undefined || player.channelName === channelName)
		.sort(inPageOrder);
	const rest = after === undefined ? matching : matching.filter((player) => inPageOrder(player, after) > 0);
	const page = rest.slice(0, pageSize);
	const players = page.map((player) => listedPlayer(player, listItems, now));
	const last = page.at(-1);
	return {
		status: 200,
		body: {
			totalSize: matching.length,
			players,
			fields: fieldMask(players),
			nextPageToken: last !== undefined && rest.length > page.length ? pageTokenAfter(last) : lastPageToken,
		},
	};
};

type PageMark = Pick<SandboxPlayer, 'createdAt' | 'id'>;

function inPageOrder(one: PageMark, other: PageMark): number {
	return one.createdAt - other.createdAt || (one.id < other.id ? -1 : Number(one.id > other.id));
}

/** Names the last player of a page, so that players which come and go between two pages shift nothing. */
function pageTokenAfter({ createdAt, id }: PageMark): string {
	return `${createdAt.toString(16)}-${id}`;
}

function readPageToken(token: string | null): PageMark | undefined {
	if (token === null || token === '') {
		return undefined;
	}
	const [, createdAt, id] = /^([0-9a-f]+)-([0-9a-f]+)$/.exec(token) ?? [];
	if (createdAt === undefined || id === undefined) {
		throw invalidParameter('pageToken');
	}
	return { createdAt: Number.parseInt(createdAt, 16), id };
}

function readPageSize(text: string | null): number {
	if (text === null) {
		return DEFAULT_PAGE_SIZE;
	}
	const pageSize = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
		throw invalidParameter('pageSize');
	}
	return pageSize;
}

function readFilter(filter: string | null): string | undefined {
	if (filter === null) {
		return undefined;
	}
	const channelName = /^channelName eq (.+)$/.exec(filter)?.[1];
	if (channelName === undefined) {
		throw invalidParameter('filter');
	}
	return channelName;
}

/** The project of a path's `appId`, refused where it may not use Media Pull. A disabled project may not. */
export function openProject({ appId = '' }: PathParameters, { state }: SandboxContext): SandboxProject {
	if (!/^[0-9a-f]{32}$/.test(appId)) {
		throw invalidParameter('appId');
	}
	const project = state.projects.find((each) => each.appId === appId);
	if (project === undefined) {
		throw notFound();
	}
	if (project.mediaPull === 'notEnabled') {
		throw notEnabled();
	}
	if (project.mediaPull === 'revoked' || !project.enabled) {
		throw revoked();
	}
	return project;
}

/** Media Pull REST API, Create API, Path parameters. */
export function openRegion({ region }: PathParameters): SandboxRegion {
	if (region === 'na' || region === 'eu' || region === 'ap' || region === 'cn') {
		return region;
	}
	throw invalidParameter('region');
}

/**
 * The player of a path's `id`, or undefined where this project has none of that id in this region, and while the player is
 * being moved to another server.
 */
export function findPlayer(
	project: SandboxProject,
	region: SandboxRegion,
	{ id }: PathParameters,
	{ state, clock }: SandboxContext,
): SandboxPlayer | undefined {
	return state.players.find(
		(player) =>
			player.id === id &&
			player.appId === project.appId &&
			player.region === region &&
			!isMoving(player, clock.now()),
	);
}

type WirePlayer = Readonly<Record<string, unknown>>;

/** The field mask of a reply: which fields its players have, in the order in which they are printed. */
export function fieldMask(players: readonly WirePlayer[]): string {
	const order = [
		'name',
		'streamUrl',
		'channelName',
		'uid',
		'account',
		'id',
		'createTs',
		'CreateTs',
		'status',
	];
	return order
		.filter((field) => players.some((player) => field in player))
		.map((field) => `player.${field}`)
		.join(',');
}

/** A player as Create prints it (Media Pull REST API, Create API, Response body). */
export function createdPlayer(player: SandboxPlayer, now: number): WirePlayer {
	return {
		...user(player),
		id: player.id,
		createTs: createTs(player),
		status: statusAt(player, now),
	};
}

/** A player as List prints it, whole or in part (Media Pull REST API, List API and Considerations). */
export function listedPlayer(
	player: SandboxPlayer,
	listItems: Behaviour['listItems'],
	now: number,
): WirePlayer {
	const name = player.name ?? null;
	if (player.partial || listItems !== 'whole') {
		const created = listItems === 'partialCreateTs' ? 'CreateTs' : 'createTs';
		return { name, id: player.id, [created]: createTs(player) };
	}
	return {
		name,
		streamUrl: player.streamUrl,
		channelName: player.channelName,
		...createdPlayer(player, now),
	};
}

function user({ uid, account }: SandboxPlayer): WirePlayer {
	return account === undefined ? { uid } : { account };
}

function createTs({ createdAt }: SandboxPlayer): number {
	return Math.floor(createdAt / 1000);
}
