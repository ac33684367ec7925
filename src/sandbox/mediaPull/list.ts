import type { Operation } from '../http/route';
import type { SandboxPlayer } from '../state/player';
import { openProject } from './access';
import { fieldMask, listedPlayer } from './playerWire';
import { invalidParameter, rateExceeded } from './refusals';

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
