import type { World } from '../world';
import type { Reply, SandboxRequest } from './exchange';

export type PathParameters = Readonly<Record<string, string>>;

/** Answers one operation. Throws Refusal where it refuses. */
export type Operation = (request: SandboxRequest, world: World, parameters: PathParameters) => Reply;

export interface Route {
	readonly method: string;
	/** With `{name}` for each path parameter. */
	readonly path: string;
	readonly operation: Operation;
}

/** The parameters where the path is the route's, case-sensitively; undefined where it is not. */
export function matchRoute(route: Route, method: string, path: string): PathParameters | undefined {
	if (method !== route.method) {
		return undefined;
	}
	const wanted = route.path.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) {
		return undefined;
	}
	const parameters: Record<string, string> = {};
	for (const [index, part] of wanted.entries()) {
		const value = given[index] ?? '';
		const name = /^\{(\w+)\}$/.exec(part)?.[1];
		if (name === undefined ? part !== value : value === '') {
			return undefined;
		}
		if (name !== undefined) {
			parameters[name] = value;
		}
	}
	return parameters;
}
