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
 * How the gateway refuses a request by its method, path and headers: 404 for a route that it does not know, 401 for wrong
 * credentials. Undefined where it lets the request pass.
 */
export function gatewayRefusal(
	{ method, path, headers }: Pick<SandboxRequest, 'method' | 'path' | 'headers'>,
	{ customerId, customerSecret }: Credentials,
): Reply | undefined {
	if (!routes.some((route) => matchRoute(route, method, path))) {
		return { status: 404, body: { message: 'no Route matched with those values' } };
	}
	return isAuthorized(headers.authorization, customerId, customerSecret)
		? undefined
		: { status: 401, body: { message: messageOf(path, 401) } };
}

/** Answers as both services would: the gateway first, then the operation. */
export function answer(request: SandboxRequest, world: World, credentials: Credentials): Reply {
	const refused = gatewayRefusal(request, credentials);
	if (refused) {
		return refused;
	}
	try {
		for (const route of routes) {
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
