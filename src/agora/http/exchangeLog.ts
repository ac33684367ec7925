import type { AgoraError } from './error';
import type { RequestLog } from './log';
import { loggedBody } from './loggedBody';
import { type OperationName, operationOf } from './operations';
import type { AgoraReply } from './reply';

export interface LoggedExchange {
	readonly operation: OperationName;
	/** The request's. */
	readonly id: string;
	/** The host where it is not the primary: `→ 8af3 GET /dev/v1/projects at api.sd-rtn.com`. */
	readonly elsewhere: URL | undefined;
	/** JSON. */
	readonly body: string | undefined;
	/** What no body in the log may hold. */
	readonly secrets: readonly string[];
}

/**
 * The lines of one request, found together by the first four characters of its id:
 * `→ 8af3 POST /dev/v1/project`, `← 8af3 201 132 ms 412 B`, `✗ 8af3 createProject dns ENOTFOUND 12 ms`.
 * They are made of an allow-list: method, path template, host, status, time, size, ids, error kind and code,
 * and where the log asks for them, the bodies as far as `loggedBody` lets them: `→ 8af3 body {"id":"7sdnf3xRH","enable":true}`.
 */
export class ExchangeLog {
	readonly #log: RequestLog;
	readonly #exchange: LoggedExchange;
	readonly #tag: string;
	readonly #startedAt = performance.now();

	constructor(log: RequestLog, exchange: LoggedExchange) {
		const { operation, id, elsewhere, body } = exchange;
		const { method, path } = operationOf(operation);
		this.#log = log;
		this.#exchange = exchange;
		this.#tag = id.slice(0, 4);
		this.#write(`→ ${this.#tag} ${method} ${path}${elsewhere ? ` at ${elsewhere.host}` : ''}`);
		this.#writeBody('→', body);
	}

	answered(reply: AgoraReply): void {
		this.#write(`← ${this.#tag} ${reply.status} ${this.#elapsed()} ${formatBytes(reply.size)}`);
		this.#writeBody('←', reply.text);
	}

	failed(error: AgoraError): void {
		const { kind, code, requestId, resourceId } = error;
		const ids = [requestId && `X-Request-ID ${requestId}`, resourceId && `X-Resource-ID ${resourceId}`];
		const words = ['✗', this.#tag, this.#exchange.operation, kind, code, this.#elapsed(), ...ids];
		const line = words.filter(Boolean).join(' ');
		if (kind === 'cancelled') {
			this.#log.debug(line);
		} else {
			this.#log.warn(line);
		}
	}

	#writeBody(arrow: string, body: string | undefined): void {
		const wanted = this.#log.bodies && body !== undefined;
		const shown = wanted ? loggedBody(body, this.#exchange.secrets) : undefined;
		if (shown !== undefined) {
			this.#write(`${arrow} ${this.#tag} body ${shown}`);
		}
	}

	/** Reads are repeated all the time; what changes something is worth seeing without asking for debug lines. */
	#write(line: string): void {
		if (operationOf(this.#exchange.operation).method === 'GET') {
			this.#log.debug(line);
		} else {
			this.#log.info(line);
		}
	}

	#elapsed(): string {
		return `${Math.round(performance.now() - this.#startedAt)} ms`;
	}
}

function formatBytes(bytes: number): string {
	return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
