import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { messageOf } from '../api/refusals';
import type { Fault } from '../faults';
import { isJsonObject, type Reply, type SandboxRequest } from './route';

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';
const HTML =
	'<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>Gateway</h1></body></html>\n';

/** More than any client should read. */
const HUGE_BYTES = 17 * 1024 * 1024;

/**
 * Writes the response to a request, changed by the fault if there is one.
 *
 * @param execute performs the operation; not called for faults that prevent it.
 */
export function deliver(
	response: ServerResponse,
	request: SandboxRequest,
	fault: Fault | undefined,
	execute: () => Reply,
): void {
	const send = (reply: Reply, type = JSON_TYPE, text = jsonOf(reply)) => {
		setHeaders(response, request, reply);
		const length = { 'Content-Length': Buffer.byteLength(text) };
		response.writeHead(reply.status, text === '' ? length : { 'Content-Type': type, ...length }).end(text);
	};
	/** Sends other text in place of the JSON; an empty reply counts as `{}`. */
	const sendChanged = (change: (json: string) => string) => {
		const reply = execute();
		send(reply, JSON_TYPE, change(jsonOf(reply) || '{}'));
	};
	const sendHalf = (onSent: () => void) => {
		const reply = execute();
		const text = jsonOf(reply) || '{}';
		setHeaders(response, request, reply);
		const headers = { 'Content-Type': JSON_TYPE, 'Content-Length': Buffer.byteLength(text) };
		response.writeHead(reply.status, headers).write(text.slice(0, Math.floor(text.length / 2)), onSent);
	};
	const reset = () => response.socket?.resetAndDestroy();
	const messageBody = (status: number) => ({ message: messageOf(request.path, status) });

	if (typeof fault === 'object') {
		const { status, retryAfter, message, html } = fault;
		const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
		const reply = { status, headers, body: message === undefined ? messageBody(status) : { message } };
		send(reply, ...(html ? ([HTML_TYPE, HTML] as const) : []));
		return;
	}
	switch (fault) {
		case undefined:
			send(execute());
			return;
		case 'hang':
			return;
		case 'cut':
			reset();
			return;
		case 'html':
			response
				.writeHead(200, { 'Content-Type': HTML_TYPE, 'Content-Length': Buffer.byteLength(HTML) })
				.end(HTML);
			return;
		case 'errorBody':
			send({ status: 200, body: { status: 'error', ...messageBody(500) } });
			return;
		case 'halfBody':
			sendHalf(() => response.socket?.destroy());
			return;
		case 'slowBody':
			sendHalf(() => undefined);
			return;
		case 'brokenJson':
			sendChanged((json) => json.slice(0, -1));
			return;
		case 'otherShape':
			sendChanged((json) => `{"code":0,"data":{"reply":${json}}}`);
			return;
		case 'emptyBody':
			send({ ...execute(), body: undefined });
			return;
		case 'hugeBody':
			sendChanged((json) => ' '.repeat(HUGE_BYTES) + json);
			return;
		case 'projectArray':
			send(projectAsArray(execute()));
			return;
		case 'successOnly':
			send(successOnly(execute()));
			return;
		case 'doneBut504':
			execute();
			send({ status: 504, body: messageBody(504) });
			return;
		case 'doneButCut':
			execute();
			reset();
	}
}

function jsonOf({ body }: Reply): string {
	return body === undefined ? '' : JSON.stringify(body);
}

/** Echoes X-Request-ID, or makes one. A 401 has none, because the gateway responds. */
function setHeaders(response: ServerResponse, request: SandboxRequest, reply: Reply): void {
	if (reply.status !== 401) {
		const sent = request.headers['x-request-id'];
		response.setHeader('X-Request-ID', typeof sent === 'string' && sent !== '' ? sent : randomUUID());
	}
	for (const [name, value] of Object.entries(reply.headers ?? {})) {
		response.setHeader(name, value);
	}
}

function projectAsArray(reply: Reply): Reply {
	return isJsonObject(reply.body) && 'project' in reply.body
		? { ...reply, body: { project: [reply.body.project] } }
		: reply;
}

function successOnly(reply: Reply): Reply {
	return reply.status < 300 ? { ...reply, body: { success: true } } : reply;
}
