import { createPlayer, deletePlayer, listPlayers } from '../api/players';
import { PROJECT_ROUTES } from '../api/projects';
import { updatePlayer } from '../api/updatePlayer';
import { usageRoute } from '../api/usage';
import {
	matchRoute,
	messageOf,
	Refusal,
	type Reply,
	type Route,
	type SandboxContext,
	type SandboxRequest,
} from './route';
import { isAuthorized } from './server';

/** Every operation of the Console REST API. */
export const CONSOLE_ROUTES: readonly Route[] = [...PROJECT_ROUTES, usageRoute];

const PLAYERS = 'v1/projects/{appId}/cloud-player/players';

/** Every operation of the Media Pull REST API, and Update (docs/agora-api.md, Media Pull: Update). */
export const MEDIA_PULL_ROUTES: readonly Route[] = [
	{ method: 'POST', path: `/{region}/${PLAYERS}`, operation: createPlayer },
	{ method: 'DELETE', path: `/{region}/${PLAYERS}/{id}`, operation: deletePlayer },
	{ method: 'PATCH', path: `/{region}/${PLAYERS}/{id}`, operation: updatePlayer },
	{ method: 'GET', path: `/${PLAYERS}`, operation: listPlayers },
];

export interface Credentials {
	readonly customerId: string;
	readonly customerSecret: string;
}

const ROUTES = [...CONSOLE_ROUTES, ...MEDIA_PULL_ROUTES];

/**
 * How the gateway refuses a request by its method, path and headers: 404 for a route that it does not know, 401 for wrong
 * credentials. Undefined where it lets the request pass.
 */
export function gatewayRefusal(
	{ method, path, headers }: Pick<SandboxRequest, 'method' | 'path' | 'headers'>,
	{ customerId, customerSecret }: Credentials,
): Reply | undefined {
	if (!ROUTES.some((route) => matchRoute(route, method, path))) {
		return { status: 404, body: { message: 'no Route matched with those values' } };
	}
	return isAuthorized(headers.authorization, customerId, customerSecret)
		? undefined
		: { status: 401, body: { message: messageOf(path, 401) } };
}

/** Answers as both services would: the gateway first, then the operation. */
export function answer(request: SandboxRequest, world: SandboxContext, credentials: Credentials): Reply {
	const refused = gatewayRefusal(request, credentials);
	if (refused) {
		return refused;
	}
	try {
		for (const route of ROUTES) {
			const parameters = matchRoute(route, request.method, request.path);
			if (parameters !== undefined) {
				return route.operation(request, world, parameters);
			}
		}
	} catch (error) {
		if (error instanceof Refusal) {
			return error.reply;
		}
		throw error;
	}
	throw new Error('the gateway let an unknown route pass');
}
