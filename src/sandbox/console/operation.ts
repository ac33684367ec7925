import { isJsonContentType, type JsonObject, parseJsonObject } from '../http/json';
import { consoleMessages } from '../http/messages';
import type { Route } from '../http/route';
import type { World } from '../world';
import { refusal } from './refusals';

/** 10 calls per second, per account and for each API (Console REST API, Call frequency limit). */
const RATE = { calls: 10, seconds: 1 };

type Answer = (
	input: { readonly body: JsonObject; readonly query: URLSearchParams },
	world: World,
) => unknown;

/** A GET route of the Console API: rate limit first, then `answer`, whose result is the body. */
export function get(path: string, status: 200 | 201, answer: Answer): Route {
	return {
		method: 'GET',
		path,
		operation: (request, world) => {
			admit(`GET ${path}`, world);
			return { status, body: answer({ body: {}, query: request.query }, world) };
		},
	};
}

/** A POST route of the Console API: rate limit, 415 for anything but JSON, then `answer`. */
export function post(path: string, answer: Answer): Route {
	return {
		method: 'POST',
		path,
		operation: (request, world) => {
			admit(`POST ${path}`, world);
			if (!isJsonContentType(request.headers['content-type'])) {
				throw refusal(415, consoleMessages[415]);
			}
			const body = parseJsonObject(request.body);
			if (body === undefined) {
				throw refusal(400, consoleMessages[400]);
			}
			return { status: 201, body: answer({ body, query: request.query }, world) };
		},
	};
}

function admit(key: string, world: World): void {
	if (!world.rateLimits.admit(key, RATE)) {
		throw refusal(429, consoleMessages[429]);
	}
}
