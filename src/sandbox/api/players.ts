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
export const createPlayer: Operation = (request, context, parameters) => {
	const { clock, state, rateLimits } = context;
	const region = openRegion(parameters);
	const project = openProject(parameters, context);
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

const DELETE_RATE = { calls: 100, seconds: 1 };

/** Media Pull REST API, Delete API. `X-Resource-ID` is the id in the path. */
export const deletePlayer: Operation = (_, context, parameters) => {
	const { state, rateLimits } = context;
	const region = openRegion(parameters);
	const project = openProject(parameters, context);
	if (!rateLimits.admit(`delete ${project.appId}`, DELETE_RATE)) {
		throw rateExceeded();
	}
	const headers = { 'X-Resource-ID': parameters.id ?? '' };
	const player = findPlayer(project, region, parameters, context);
	if (player === undefined && missingStatus(context, region, parameters.id) === 404) {
		return { ...notFound().reply, headers };
	}
	if (player !== undefined) {
		state.removePlayer(player.id);
	}
	return { status: 200, headers };
};

/** The status for a player that Delete does not find; 404 for one that is being moved (docs/agora-api.md, Failover of players). */
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
export const listPlayers: Operation = (request, context, parameters) => {
	const { clock, state, rateLimits } = context;
	const project = openProject(parameters, context);
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

/** The last player of a page. */
type PageMark = Pick<SandboxPlayer, 'createdAt' | 'id'>;

function inPageOrder(one: PageMark, other: PageMark): number {
	return one.createdAt - other.createdAt || (one.id < other.id ? -1 : Number(one.id > other.id));
}

/** Refers to the last player of a page, so that players that are created or deleted between two pages shift nothing. */
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

/** The project of the `appId` in the path. Refuses a project that is disabled or may not use Media Pull. */
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

/** The player of the `id` in the path; undefined where the project has none in this region, or while it is being moved. */
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

const FIELD_ORDER = 'name streamUrl channelName uid account id createTs CreateTs status'.split(' ');

/** The field mask of a reply: the fields that its players have, in the order of the document. */
function fieldMask(players: readonly WirePlayer[]): string {
	return FIELD_ORDER.filter((field) => players.some((player) => field in player))
		.map((field) => `player.${field}`)
		.join(',');
}

/** A player in the response of Create (Media Pull REST API, Create API, Response body). */
function createdPlayer(player: SandboxPlayer, now: number): WirePlayer {
	return {
		...user(player),
		id: player.id,
		createTs: createTs(player),
		status: statusAt(player, now),
	};
}

/** An item of List, whole or partial (Media Pull REST API, List API and Considerations). */
function listedPlayer(player: SandboxPlayer, listItems: Behaviour['listItems'], now: number): WirePlayer {
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
