import { consoleRoutes } from '../console/routes';
import { mediaPullRoutes } from '../mediaPull/routes';
import type { World } from '../world';
import { isAuthorized } from './credentials';
import { Refusal, type Reply, type SandboxRequest } from './exchange';
import { messageOf } from './messages';
import { matchRoute } from './route';

export interface Credentials {
	readonly customerId: string;
	readonly customerSecret: string;
}

const routes = [...consoleRoutes, ...mediaPullRoutes];

/**
 * Answers as both services would: the gateway knows the routes and refuses wrong credentials, the rest is the
 * operation's.
 */
export function answer(request: SandboxRequest, world: World, credentials: Credentials): Reply {
	for (const route of routes) {
		const parameters = matchRoute(route, request.method, request.path);
		if (parameters === undefined) {
			continue;
		}
		const { customerId, customerSecret } = credentials;
		if (!isAuthorized(request.headers.authorization, customerId, customerSecret)) {
			return { status: 401, body: { message: messageOf(request.path, 401) } };
		}
		try {
			return route.operation(request, world, parameters);
		} catch (error) {
			if (error instanceof Refusal) {
				return error.reply;
			}
			throw error;
		}
	}
	return { status: 404, body: { message: 'no Route matched with those values' } };
}
