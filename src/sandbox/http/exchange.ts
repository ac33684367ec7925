import type { IncomingHttpHeaders } from 'node:http';

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
