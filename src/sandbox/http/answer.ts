import { timingSafeEqual } from 'node:crypto';
import { BAN_RULE_ROUTES } from '../api/banRules';
import { CHANNEL_ROUTES } from '../api/channels';
import { CONSOLE_ROUTES } from '../api/console';
import { createPlayer, deletePlayer, listPlayers } from '../api/players';
import { messageOf, Refusal, UNKNOWN_ROUTE } from '../api/refusals';
import { updatePlayer } from '../api/updatePlayer';
import { matchRoute, type Reply, type Route, type SandboxContext, type SandboxRequest } from './route';

const PLAYERS = 'v1/projects/{appId}/cloud-player/players';

/**
 * Every operation of the three APIs; Update of Media Pull and channel management are documented elsewhere (docs/agora-api.md,
 * Media Pull: Update; Channels; Bans).
 */
const ROUTES: readonly Route[] = [
	...CONSOLE_ROUTES,
	...CHANNEL_ROUTES,
	...BAN_RULE_ROUTES,
	{ method: 'POST', path: `/{region}/${PLAYERS}`, operation: createPlayer },
	{ method: 'DELETE', path: `/{region}/${PLAYERS}/{id}`, operation: deletePlayer },
	{ method: 'PATCH', path: `/{region}/${PLAYERS}/{id}`, operation: updatePlayer },
	{ method: 'GET', path: `/${PLAYERS}`, operation: listPlayers },
];

export interface Credentials {
	readonly customerId: string;
	readonly customerSecret: string;
}

/**
 * The gateway's refusal by method, path and headers: 404 for an unknown route, 401 for wrong credentials. Undefined where the
 * request may pass.
 */
export function gatewayRefusal(
	{ method, path, headers }: Pick<SandboxRequest, 'method' | 'path' | 'headers'>,
	credentials: Credentials,
): Reply | undefined {
	if (!ROUTES.some((route) => matchRoute(route, method, path))) {
		return { status: 404, body: { message: UNKNOWN_ROUTE } };
	}
	return isAuthorized(headers.authorization, credentials)
		? undefined
		: { status: 401, body: { message: messageOf(path, 401) } };
}

/** The response of the services: the gateway first, then the operation. */
export function answer(request: SandboxRequest, context: SandboxContext, credentials: Credentials): Reply {
	const refused = gatewayRefusal(request, credentials);
	if (refused) {
		return refused;
	}
	try {
		for (const route of ROUTES) {
			const parameters = matchRoute(route, request.method, request.path);
			if (parameters) {
				return route.operation(request, context, parameters);
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

/** Whether an Authorization header is HTTP Basic with these credentials (Authentication, in both documents). */
function isAuthorized(header: string | undefined, { customerId, customerSecret }: Credentials): boolean {
	const sent = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1];
	if (sent === undefined) {
		return false;
	}
	const actual = Buffer.from(sent, 'base64');
	const expected = Buffer.from(`${customerId}:${customerSecret}`, 'utf8');
	return actual.length === expected.length && timingSafeEqual(actual, expected);
}
