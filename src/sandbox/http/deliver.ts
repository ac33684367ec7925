import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Fault, StatusFault } from '../faults';
import type { Reply, SandboxRequest } from './route';
import { isJsonObject, messageOf } from './route';

const HTML =
	'<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>Gateway</h1></body></html>\n';

/** More than any client should read. */
const BLANKS = 17 * 1024 * 1024;

/** Writes the answer to a request, or what a fault makes of it; `compute` does the work and may never be called. */
export function deliver(
	response: ServerResponse,
	request: SandboxRequest,
	fault: Fault | undefined,
	compute: () => Reply,
): void {
	if (typeof fault === 'object') {
		sendStatus(response, request, fault);
		return;
	}
	switch (fault) {
		case 'hang':
			return;
		case 'cut':
			response.socket?.resetAndDestroy();
			return;
		case 'html':
			send(response, 200, 'text/html; charset=utf-8', HTML);
			return;
		case 'errorBody':
			sendReply(response, request, {
				status: 200,
				body: { status: 'error', message: messageOf(request.path, 500) },
			});
			return;
		case 'doneButCut':
			compute();
			response.socket?.resetAndDestroy();
			return;
		case 'doneBut504':
			compute();
			sendStatus(response, request, { status: 504 });
			return;
		case 'projectArray':
			sendReply(response, request, projectAsArray(compute()));
			return;
		case 'successOnly':
			sendReply(response, request, successOnly(compute()));
			return;
		case 'halfBody':
			sendHalf(response, request, compute(), () => response.socket?.destroy());
			return;
		case 'slowBody':
			sendHalf(response, request, compute(), () => undefined);
			return;
		case 'brokenJson':
			sendText(response, request, compute(), (json) => json.slice(0, -1));
			return;
		case 'otherShape':
			sendText(response, request, compute(), (json) => `{"code":0,"data":{"reply":${json}}}`);
			return;
		case 'emptyBody':
			sendReply(response, request, { ...compute(), body: undefined });
			return;
		case 'hugeBody':
			sendText(response, request, compute(), (json) => ' '.repeat(BLANKS) + json);
			return;
		case undefined:
			sendReply(response, request, compute());
	}
}

function sendStatus(response: ServerResponse, request: SandboxRequest, fault: StatusFault): void {
	const { status, retryAfter, message, html } = fault;
	const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
	if (html) {
		setHeaders(response, request, { status, headers });
		send(response, status, 'text/html; charset=utf-8', HTML);
	} else {
		const body = { message: message ?? messageOf(request.path, status) };
		sendReply(response, request, { status, headers, body });
	}
}

function sendReply(response: ServerResponse, request: SandboxRequest, reply: Reply): void {
	setHeaders(response, request, reply);
	if (reply.body === undefined) {
		response.writeHead(reply.status, { 'Content-Length': 0 }).end();
	} else {
		send(response, reply.status, 'application/json; charset=utf-8', JSON.stringify(reply.body));
	}
}

/** Sends something else instead of the reply's JSON; an empty reply counts as `{}`. */
function sendText(
	response: ServerResponse,
	request: SandboxRequest,
	reply: Reply,
	change: (json: string) => string,
): void {
	setHeaders(response, request, reply);
	const text = change(JSON.stringify(reply.body ?? {}));
	send(response, reply.status, 'application/json; charset=utf-8', text);
}

/** @param then runs once the first half is sent. */
function sendHalf(response: ServerResponse, request: SandboxRequest, reply: Reply, then: () => void): void {
	setHeaders(response, request, reply);
	const text = JSON.stringify(reply.body ?? {});
	response.writeHead(reply.status, {
		'Content-Type': 'application/json; charset=utf-8',
		'Content-Length': Buffer.byteLength(text),
	});
	response.write(text.slice(0, Math.floor(text.length / 2)), then);
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
	response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }).end(text);
}

/** X-Request-ID is echoed, or made where none was sent; a 401 has none, the gateway having refused. */
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
