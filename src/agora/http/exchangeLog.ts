import type { AgoraError } from './error';
import type { RequestLog } from './log';
import { type OperationName, operationOf } from './operations';
import type { AgoraReply } from './reply';

/**
 * The lines of one request, found together by the first four characters of its id:
 * `→ 8af3 POST /dev/v1/project`, `← 8af3 201 132 ms 412 B`, `✗ 8af3 createProject dns ENOTFOUND 12 ms`.
 * They are made of an allow-list: method, path template, host, status, time, size, ids, error kind and code.
 */
export class ExchangeLog {
	readonly #log: RequestLog;
	readonly #operation: OperationName;
	readonly #tag: string;
	readonly #startedAt = performance.now();

	/** @param elsewhere the host where it is not the primary: `→ 8af3 GET /dev/v1/projects at api.sd-rtn.com`. */
	constructor(log: RequestLog, operation: OperationName, id: string, elsewhere: URL | undefined) {
		const { method, path } = operationOf(operation);
		this.#log = log;
		this.#operation = operation;
		this.#tag = id.slice(0, 4);
		this.#write(`→ ${this.#tag} ${method} ${path}${elsewhere ? ` at ${elsewhere.host}` : ''}`);
	}

	answered(reply: AgoraReply): void {
		this.#write(`← ${this.#tag} ${reply.status} ${this.#elapsed()} ${formatBytes(reply.size)}`);
	}

	failed(error: AgoraError): void {
		const { kind, code, requestId, resourceId } = error;
		const ids = [requestId && `X-Request-ID ${requestId}`, resourceId && `X-Resource-ID ${resourceId}`];
		const words = ['✗', this.#tag, this.#operation, kind, code, this.#elapsed(), ...ids];
		const line = words.filter(Boolean).join(' ');
		if (kind === 'cancelled') {
			this.#log.debug(line);
		} else {
			this.#log.warn(line);
		}
	}

	/** Reads are repeated all the time; what changes something is worth seeing without asking for debug lines. */
	#write(line: string): void {
		if (operationOf(this.#operation).method === 'GET') {
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
