import { operationOf } from './operations';
import type { RequestTarget } from './request';

/** At most `calls` calls in any `ms` milliseconds. */
export interface LimitWindow {
	readonly calls: number;
	readonly ms: number;
}

/** A rate limit of the server: all of its windows apply. */
export interface Limit {
	/** Calls with the same key share the windows. */
	readonly key: string;
	readonly windows: readonly LimitWindow[];
	/** The share of each window that polling may use, from 0 to 1; 1 by default. */
	readonly pollingShare?: number;
}

const SECOND = 1000;
const MINUTE = 60_000;

/** Every rate limit of the documents. */
const RATES = {
	/** Console REST API, Call frequency limit: per account and API. */
	consoleApi: [{ calls: 10, ms: SECOND }],
	/** Media Pull REST API, Rate limits, Create with `name`: per project and name, in all regions together. */
	createNamed: [{ calls: 2, ms: SECOND }],
	/** Media Pull REST API, Rate limits, Create without `name`: per project. */
	createUnnamed: [{ calls: 50, ms: SECOND }],
	/** Update of a player with a name: per player (docs/agora-api.md, Media Pull: Update). */
	updateNamed: [{ calls: 2, ms: SECOND }],
	/** Update of players without a name: per project (docs/agora-api.md, Media Pull: Update). */
	updateUnnamed: [{ calls: 50, ms: SECOND }],
	/** Media Pull REST API, Rate limits, Delete: per project. */
	delete: [{ calls: 100, ms: SECOND }],
	/** Media Pull REST API, Rate limits, List with a filter: per project, for all channels together. */
	listFiltered: [
		{ calls: 2, ms: SECOND },
		{ calls: 15, ms: MINUTE },
	],
	/** Media Pull REST API, Rate limits, List without a filter: per project. */
	listAll: [
		{ calls: 10, ms: SECOND },
		{ calls: 20, ms: MINUTE },
	],
	/** Channel management: each query of channels and users, per account (docs/agora-api.md, Channels). */
	channelQuery: [{ calls: 20, ms: SECOND }],
	/** Channel management: each other call, per account (docs/agora-api.md, Bans). */
	banRules: [{ calls: 10, ms: SECOND }],
} as const satisfies Record<string, readonly LimitWindow[]>;

/** The other half of the limits of polled calls is left to the user's own back end. */
const POLLING_SHARE = 0.5;

/** The parts of a request that determine its limits. */
export interface LimitedRequest extends RequestTarget {
	readonly body?: object;
	/** Of the updated player: `''` if it has none, undefined if that is unknown. */
	readonly playerName?: string | undefined;
}

/** The rate limits of a request. Requests under the same limit get the same key. */
export function limitsOf({ operation, params, query, body, playerName }: LimitedRequest): readonly Limit[] {
	const project = params?.appId ?? '';
	switch (operation) {
		case 'createPlayer': {
			const name = playerNameIn(body);
			return name === undefined ? [limit('createUnnamed', project)] : [limit('createNamed', project, name)];
		}
		case 'deletePlayer':
			return [limit('delete', project)];
		case 'listPlayers':
			return query?.filter === undefined
				? [{ ...limit('listAll', project), pollingShare: POLLING_SHARE }]
				: [limit('listFiltered', project)];
		case 'updatePlayer': {
			const named = limit('updateNamed', project, params?.id ?? '');
			const unnamed = limit('updateUnnamed', project);
			// Both limits apply if it is unknown whether the player has a name.
			return playerName === undefined ? [named, unnamed] : [playerName === '' ? unnamed : named];
		}
		case 'listChannels':
		case 'listChannelUsers':
		case 'listChannelHosts':
		case 'getChannelUser':
			return [{ ...limit('channelQuery', operation), pollingShare: POLLING_SHARE }];
		case 'listBanRules':
			return [{ ...limit('banRules', operation), pollingShare: POLLING_SHARE }];
		case 'createBan':
		case 'changeBan':
		case 'liftBan':
			return [limit('banRules', operation)];
		default:
			// "Each API" may mean a path, or a method of a path. Get and Create of `/dev/v1/project` share a limit here, which
			// satisfies both.
			return [limit('consoleApi', operationOf(operation).path)];
	}
}

function limit(rate: keyof typeof RATES, ...of: readonly string[]): Limit {
	return { key: [rate, ...of].join(' '), windows: RATES[rate] };
}

function playerNameIn(body: object | undefined): string | undefined {
	const player: unknown = body && 'player' in body ? body.player : undefined;
	const name: unknown = typeof player === 'object' && player && 'name' in player ? player.name : undefined;
	return typeof name === 'string' && name !== '' ? name : undefined;
}
