import type { AgoraError } from './errors';
import { type OperationName, operationOf } from './operations';
import { HIDDEN, redactStreamUrl, redactText, SECRET_FIELDS } from './redact';
import type { AgoraRequest } from './request';
import type { AgoraResponse } from './response';

/** The log of a client. Implemented by `vscode.LogOutputChannel`. */
export interface RequestLog {
	/** Whether to log the bodies of requests and responses, without secrets; false by default. */
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
	/** The host, unless it is the primary: `→ 8af3 GET /dev/v1/projects at api.sd-rtn.com`. */
	readonly elsewhere: URL | undefined;
	/** JSON. */
	readonly body: string | undefined;
	/** Must not appear in the log. */
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

	logResponse(response: AgoraResponse): void {
		const { status, size, requestId } = response;
		const facts = [status, this.#elapsed(), formatBytes(size), this.#project(), requestIdText(requestId)];
		this.#log.info(this.#line('←', facts));
		this.#writeBody('←', response.text);
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

/**
 * The fields of the documents whose strings are not secret. Other strings are hidden, because new fields may contain secrets. Names of
 * channels and accounts of users are listed for support. `ip` of a ban is not: it identifies a person outside the project, and the rule's
 * id identifies the ban as well.
 */
const LOGGED_FIELDS = new Set([
	...['id', 'project_id', 'name', 'vendor_key', 'recording_server', 'created', 'status'],
	...['channelName', 'account', 'profile', 'codec', 'fillMode', 'encryptMode', 'createTs', 'CreateTs'],
	...['appid', 'channel_name', 'cname', 'broadcasters', 'audience', 'users'],
	...['privileges', 'ts', 'createAt', 'updateAt'],
	...['fields', 'nextPageToken', 'date', 'en', 'cn', 'unit'],
	...['message', 'error_msg', 'reason', 'primaryIP'],
]);

/** The longest body in the log, in characters. */
const MAX_BODY_LENGTH = 4000;

/**
 * Formats a body of a request or response for the log, on one line: JSON with its numbers, and the strings of listed fields.
 * Certificates, tokens, keys and `secrets` are hidden, and stream URLs are redacted. Other content than JSON is not shown.
 *
 * @returns undefined for an empty body.
 */
export function redactBody(text: string, secrets: readonly string[]): string | undefined {
	if (text.trim() === '') {
		return undefined;
	}
	let line: string;
	try {
		line = JSON.stringify(redactValue('', JSON.parse(text), secrets));
	} catch {
		// No JSON, or JSON that is nested too deeply.
		return 'not readable';
	}
	return line.length > MAX_BODY_LENGTH ? `${line.slice(0, MAX_BODY_LENGTH)}…` : line;
}

/** @param field the field of `value`; for an item of a list, the field of the list. */
function redactValue(field: string, value: unknown, secrets: readonly string[]): unknown {
	// Whether a project has a certificate is not secret.
	if (value === null || value === '') {
		return value;
	}
	if (SECRET_FIELDS.has(field)) {
		return HIDDEN;
	}
	if (typeof value === 'string') {
		return redactString(field, value, secrets);
	}
	if (Array.isArray(value)) {
		return value.map((item) => redactValue(field, item, secrets));
	}
	if (typeof value === 'object') {
		// The names of fields may also contain secrets.
		const entries = Object.entries(value);
		return Object.fromEntries(
			entries.map(([name, inner]) => [redactText(name, secrets), redactValue(name, inner, secrets)]),
		);
	}
	return value;
}

function redactString(field: string, text: string, secrets: readonly string[]): string {
	if (field === 'streamUrl') {
		return redactText(redactStreamUrl(text), secrets);
	}
	return LOGGED_FIELDS.has(field) ? redactText(text, secrets) : HIDDEN;
}

/** The number of items of a list that could not be read completely. */
export interface UnreadableItems {
	/** Items that were left out. */
	readonly rejected: number;
	/** Items without the fields that could not be read. */
	readonly partial: number;
}

/** Logs how many items of a list could not be read. `what` contains the names of list and items: `listPlayers: cloud players …`. */
export function logUnreadableItems(
	log: RequestLog,
	what: [list: string, items: string],
	counts: UnreadableItems,
): void {
	const [list, items] = what;
	if (counts.rejected > 0) {
		log.warn(`${list}: ${items} that could not be read and were left out: ${counts.rejected}`);
	}
	if (counts.partial > 0) {
		log.warn(`${list}: ${items} kept without fields that could not be read: ${counts.partial}`);
	}
}
