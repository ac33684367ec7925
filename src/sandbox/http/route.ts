import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxClock } from '../behaviour';
import type { SandboxState } from '../state';

/** A request as it arrived, its body read to the end. */
export interface SandboxRequest {
	readonly method: string;
	/** Path without query, not decoded. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** An answer before it is written. `body` is sent as JSON; without one the answer is empty. */
export interface Reply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

/** Thrown by an operation that refuses a request; becomes the reply it carries. */
export class Refusal extends Error {
	readonly reply: Reply;

	constructor(reply: Reply) {
		super(`refused with ${reply.status}`);
		this.name = 'Refusal';
		this.reply = reply;
	}
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the text says, or undefined where it is not a JSON object. */
export function parseJsonObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Whether a Content-Type header announces JSON, with or without parameters. */
export function isJsonContentType(header: string | undefined): boolean {
	return header !== undefined && /^application\/json\s*(;|$)/i.test(header);
}

type Messages = Readonly<Record<number, string>>;

/** Console REST API, Response status codes. */
export const CONSOLE_MESSAGES = {
	400: 'Bad request.',
	401: 'Unauthorized (incorrect App ID/Customer Certificate).',
	403: 'Forbidden.',
	404: 'The requested resource could not be found.',
	415: 'Unsupported media type. Make sure that you set Content-Type in Headers as application/json.',
	429: 'Too many requests.',
	500: 'Internal error of the Agora RESTful API service.',
} satisfies Messages;

/** Media Pull REST API, Status codes; where several are possible, the first. */
export const MEDIA_PULL_MESSAGES = {
	400: "Parameter 'streamUrl' is invalid formatted.",
	401: 'Invalid authentication credentials.',
	403: 'This project has not enabled Cloud Player product yet. Contact us to enable it.',
	404: 'Resource is not found and destroyed.',
	409: 'Resource with the same name already exists.',
	429: 'Request rate limit exceeded.',
	500: 'Some internal error happened. Contact us to help fix it.',
	503: 'Service overload. Retry with back off strategy, and contact us to help fix it.',
	504: 'Gateway timeout. Query to check whether the player has been created, or to create another one instead.',
} satisfies Messages;

/** What a gateway says where the service's document has no message. */
const GATEWAY_MESSAGES: Messages = {
	502: 'An invalid response was received from the upstream server',
	503: 'name resolution failed',
	504: 'The upstream server is timing out',
};

/** The documented message of a status for the API that the path belongs to. */
export function messageOf(path: string, status: number): string {
	const messages: Messages = path.startsWith('/dev/') ? CONSOLE_MESSAGES : MEDIA_PULL_MESSAGES;
	return messages[status] ?? GATEWAY_MESSAGES[status] ?? `HTTP ${status}`;
}

export type PathParameters = Readonly<Record<string, string>>;

/** Answers one operation. Throws Refusal where it refuses. */
export type Operation = (request: SandboxRequest, world: SandboxContext, parameters: PathParameters) => Reply;

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

/** What every operation works on. */
export interface SandboxContext {
	readonly clock: SandboxClock;
	readonly state: SandboxState;
	readonly rateLimits: RateLimits;
}

export interface RateWindow {
	readonly calls: number;
	readonly seconds: number;
}

/** Sliding windows over admitted calls. A refused call is not counted. */
export class RateLimits {
	readonly #admitted = new Map<string, number[]>();
	readonly #clock: SandboxClock;

	constructor(clock: SandboxClock) {
		this.#clock = clock;
	}

	/** Counts one call under `key` and says true, or says false where any of the windows is full. */
	admit(key: string, ...windows: readonly RateWindow[]): boolean {
		const now = this.#clock.now();
		const longest = Math.max(...windows.map(({ seconds }) => seconds * 1000));
		const recent = (this.#admitted.get(key) ?? []).filter((time) => time > now - longest);
		const full = windows.some(
			({ calls, seconds }) => recent.filter((time) => time > now - seconds * 1000).length >= calls,
		);
		this.#admitted.set(key, full ? recent : [...recent, now]);
		return !full;
	}
}
