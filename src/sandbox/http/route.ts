import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxClock } from '../behaviour';
import type { SandboxState } from '../state';

/** A request whose body has been read to the end. */
export interface SandboxRequest {
	readonly method: string;
	/** The path without query, not decoded. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** A response before it is written. `body` is sent as JSON; undefined sends an empty body. */
export interface Reply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as a JSON object; undefined where it is another value or no JSON. */
export function parseJsonObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Whether a Content-Type header is JSON, with or without parameters. */
export function isJsonContentType(header: string | undefined): boolean {
	return header !== undefined && /^application\/json\s*(;|$)/i.test(header);
}

export type PathParameters = Readonly<Record<string, string>>;

/** What every operation works on. */
export interface SandboxContext {
	readonly clock: SandboxClock;
	readonly state: SandboxState;
	readonly rateLimits: RateLimits;
}

/** Performs one operation. Throws `Refusal` where it refuses. */
export type Operation = (
	request: SandboxRequest,
	context: SandboxContext,
	parameters: PathParameters,
) => Reply;

export interface Route {
	readonly method: string;
	/** With `{name}` for each path parameter. */
	readonly path: string;
	readonly operation: Operation;
}

/** The path parameters of a request to this route; undefined for another route. Paths are case-sensitive. */
export function matchRoute(route: Route, method: string, path: string): PathParameters | undefined {
	const expected = route.path.split('/');
	const actual = path.split('/');
	if (method !== route.method || expected.length !== actual.length) {
		return undefined;
	}
	const parameters: Record<string, string> = {};
	for (const [index, part] of expected.entries()) {
		const value = actual[index] ?? '';
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

/** At most `calls` calls in any `seconds` seconds. */
interface RateWindow {
	readonly calls: number;
	readonly seconds: number;
}

/** Sliding windows over admitted calls. A refused call does not count. */
export class RateLimits {
	readonly #admitted = new Map<string, number[]>();
	readonly #clock: SandboxClock;

	constructor(clock: SandboxClock) {
		this.#clock = clock;
	}

	/** Counts one call under `key` and returns true; returns false where any of the windows is full. */
	admit(key: string, ...windows: readonly RateWindow[]): boolean {
		const now = this.#clock.now();
		const longest = Math.max(...windows.map(({ seconds }) => seconds * 1000));
		const recent = (this.#admitted.get(key) ?? []).filter((time) => time > now - longest);
		const isFull = windows.some(
			({ calls, seconds }) => recent.filter((time) => time > now - seconds * 1000).length >= calls,
		);
		this.#admitted.set(key, isFull ? recent : [...recent, now]);
		return !isFull;
	}
}
