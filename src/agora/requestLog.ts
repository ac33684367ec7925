import type { AgoraError } from './errors';
import { type OperationName, operationOf } from './operations';
import { HIDDEN, redactStreamUrl, redactText, SECRET_FIELDS } from './redact';
import type { AgoraRequest } from './request';
import type { AgoraResponse } from './response';

/** Where a client writes its lines. A `vscode.LogOutputChannel` is one. */
export interface RequestLog {
	/** Whether lines with the bodies of requests and answers are wanted, without their secrets; not by default. */
	readonly bodies?: boolean;
	/** The name of a project by its App ID or project ID; undefined where it is not known. */
	projectName?(id: string): string | undefined;
	debug(line: string): void;
	info(line: string): void;
	warn(line: string): void;
}

export interface LoggedExchange {
	readonly operation: OperationName;
	/** The App ID or project ID that the request is about. */
	readonly project: string | undefined;
	/** The request's. */
	readonly id: string;
	/** The host where it is not the primary: `→ 8af3 GET /dev/v1/projects at api.sd-rtn.com`. */
	readonly elsewhere: URL | undefined;
	/** JSON. */
	readonly body: string | undefined;
	/** What no body in the log may hold. */
	readonly secrets: readonly string[];
}

/** The App ID or project ID that a request is about; undefined where it is about the account. */
export function projectOfRequest({ params, query, subject }: AgoraRequest): string | undefined {
	return params?.appId ?? subject?.projectId ?? query?.project_id ?? query?.id;
}

/** Shown of the id of a project whose name is not known. */
const ID_LENGTH = 8;

/**
 * Writes the lines of one request. All of them start with the same tag, the first four characters of the request's id:
 * `→ 8af3 POST /dev/v1/project`, `← 8af3 POST /dev/v1/project 201 132 ms 412 B`,
 * `✗ 8af3 POST /dev/v1/project dns ENOTFOUND 12 ms`.
 *
 * The line of a response is complete in itself and written at level Info for every call. A line contains an allow-list: method, path
 * template, host, status, time, size, project, ids, kind and code of the error, and where the log asks for them, the bodies as far as
 * `loggedBody` permits: `→ 8af3 body {"id":"7sdnf3xRH","enable":true}`.
 */
export class RequestLogger {
	readonly #log: RequestLog;
	readonly #exchange: LoggedExchange;
	readonly #tag: string;
	readonly #call: string;
	readonly #startedAt = performance.now();

	constructor(log: RequestLog, exchange: LoggedExchange) {
		const { operation, id, elsewhere, body } = exchange;
		const { method, path } = operationOf(operation);
		this.#log = log;
		this.#exchange = exchange;
		this.#tag = id.slice(0, 4);
		this.#call = `${method} ${path}${elsewhere ? ` at ${elsewhere.host}` : ''}`;
		this.#write(`→ ${this.#tag} ${this.#call}`);
		this.#writeBody('→', body);
	}

	logResponse(reply: AgoraResponse): void {
		const { status, size, requestId } = reply;
		const facts = [status, this.#elapsed(), formatBytes(size), this.#project(), requestIdText(requestId)];
		this.#log.info(this.#line('←', facts));
		this.#writeBody('←', reply.text);
	}

	logError(error: AgoraError): void {
		const { kind, code, requestId, resourceId } = error;
		const ids = [requestIdText(requestId), resourceId && `X-Resource-ID ${resourceId}`];
		const line = this.#line('✗', [kind, code, this.#elapsed(), this.#project(), ...ids]);
		if (kind === 'cancelled') {
			this.#log.debug(line);
		} else {
			this.#log.warn(line);
		}
	}

	#line(arrow: string, facts: readonly (string | number | undefined)[]): string {
		return [arrow, this.#tag, this.#call, ...facts].filter(Boolean).join(' ');
	}

	#writeBody(arrow: string, body: string | undefined): void {
		const wanted = this.#log.bodies && body !== undefined;
		const shown = wanted ? redactBody(body, this.#exchange.secrets) : undefined;
		if (shown !== undefined) {
			this.#write(`${arrow} ${this.#tag} body ${shown}`);
		}
	}

	/** Requests and bodies of reads are logged at level Debug: reads are repeated often, and the line of the response names the call. */
	#write(line: string): void {
		if (operationOf(this.#exchange.operation).method === 'GET') {
			this.#log.debug(line);
		} else {
			this.#log.info(line);
		}
	}

	#project(): string | undefined {
		const { project, secrets } = this.#exchange;
		if (project === undefined) {
			return undefined;
		}
		const name = this.#log.projectName?.(project);
		// In JSON, so that a name cannot start a line of its own.
		const text = name === undefined ? `${project.slice(0, ID_LENGTH)}…` : JSON.stringify(name);
		return `project ${redactText(text, secrets)}`;
	}

	#elapsed(): string {
		return `${Math.round(performance.now() - this.#startedAt)} ms`;
	}
}

function requestIdText(id: string | undefined): string | undefined {
	return id && `X-Request-ID ${id}`;
}

function formatBytes(bytes: number): string {
	return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** The fields of both documents whose texts are no secrets. Any other text is hidden, since a field not known yet may hold one. */
const OPEN_FIELDS = new Set([
	...['id', 'project_id', 'name', 'vendor_key', 'recording_server', 'created', 'status'],
	...['channelName', 'account', 'profile', 'codec', 'fillMode', 'encryptMode', 'createTs', 'CreateTs'],
	...['fields', 'nextPageToken', 'date', 'en', 'cn', 'unit'],
	...['message', 'error_msg', 'reason'],
]);

/** Characters after which a body is cut off. */
const LONGEST = 4000;

/**
 * A body of a request or an answer as the log may hold it, on one line: JSON with its numbers and the texts of an allow-list of
 * fields. Certificates, tokens and keys are hidden whatever they are, stream URLs are redacted, and `secrets` are hidden wherever
 * they stand. Nothing is told of what is not readable JSON, such as a proxy's page.
 *
 * @returns undefined for an empty body.
 */
export function redactBody(text: string, secrets: readonly string[]): string | undefined {
	if (text.trim() === '') {
		return undefined;
	}
	let line: string;
	try {
		line = JSON.stringify(opened('', JSON.parse(text), secrets));
	} catch {
		// Or JSON so deep that nobody can go through it: a log must not fail its request.
		return 'not readable';
	}
	return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** @param field the name that `value` goes by; the items of a list go by that of the list. */
function opened(field: string, value: unknown, secrets: readonly string[]): unknown {
	// Whether a project has a certificate at all is no secret.
	if (value === null || value === '') {
		return value;
	}
	if (SECRET_FIELDS.has(field)) {
		return HIDDEN;
	}
	if (typeof value === 'string') {
		return openedText(field, value, secrets);
	}
	if (Array.isArray(value)) {
		return value.map((item) => opened(field, item, secrets));
	}
	if (typeof value === 'object') {
		// A broken server may put anything into a name, too.
		const entries = Object.entries(value);
		return Object.fromEntries(
			entries.map(([name, inner]) => [redactText(name, secrets), opened(name, inner, secrets)]),
		);
	}
	return value;
}

function openedText(field: string, text: string, secrets: readonly string[]): string {
	if (field === 'streamUrl') {
		return redactText(redactStreamUrl(text), secrets);
	}
	return OPEN_FIELDS.has(field) ? redactText(text, secrets) : HIDDEN;
}

/** What a list lost on its way. */
export interface UnreadableItems {
	/** Items that made no sense and were left out. */
	readonly rejected: number;
	/** Items kept without the fields that made no sense. */
	readonly partial: number;
}

/** Tells the log of what a list lost, by numbers alone. `what` names list and items: `listPlayers: cloud players …`. */
export function logUnreadableItems(
	log: RequestLog,
	what: [list: string, items: string],
	losses: UnreadableItems,
): void {
	const [list, items] = what;
	if (losses.rejected > 0) {
		log.warn(`${list}: ${items} that could not be read and were left out: ${losses.rejected}`);
	}
	if (losses.partial > 0) {
		log.warn(`${list}: ${items} kept without fields that could not be read: ${losses.partial}`);
	}
}
