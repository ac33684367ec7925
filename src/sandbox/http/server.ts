import { timingSafeEqual } from 'node:crypto';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 1_000_000;

export interface Handler {
	/** Whether the request's headers alone allow its body to be read. Otherwise the body is discarded. */
	acceptsBody(request: IncomingMessage): boolean;
	/** `body` is empty where it was not accepted; the request may still be arriving then. */
	handle(request: IncomingMessage, body: string, response: ServerResponse): void;
}

/** An HTTP server on 127.0.0.1 only, which can be stopped and listen again on the same port. */
export class LoopbackServer {
	#server: Server | undefined;
	#usedPort: number;
	readonly #handler: Handler;

	constructor(port: number, handler: Handler) {
		this.#usedPort = port;
		this.#handler = handler;
	}

	/** The port in use, or last in use. */
	get port(): number {
		return this.#usedPort;
	}

	/** Rejects with the system's error where the port is taken. */
	async listen(): Promise<void> {
		if (this.#server !== undefined) {
			return;
		}
		const server = createServer((request, response) => this.#receive(request, response));
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.#usedPort, LOOPBACK, resolve);
		});
		this.#usedPort = portOf(server.address());
		this.#server = server;
	}

	/** Cuts open connections, so that callers notice at once. */
	async stop(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		if (server !== undefined) {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		}
	}

	#receive(request: IncomingMessage, response: ServerResponse): void {
		if (!this.#handler.acceptsBody(request)) {
			// The rest is read and discarded, so that the caller is not cut off before it sees the answer.
			limitBody(request, () => request.destroy());
			this.#handler.handle(request, '', response);
			return;
		}
		if (Number(request.headers['content-length']) > MAX_BODY_BYTES) {
			refuseTooLarge(response);
			return;
		}
		const chunks: Buffer[] = [];
		let isTooLarge = false;
		limitBody(
			request,
			() => {
				isTooLarge = true;
				chunks.length = 0;
				refuseTooLarge(response);
			},
			(chunk) => chunks.push(chunk),
		);
		request.on('end', () => {
			if (!isTooLarge) {
				this.#handler.handle(request, Buffer.concat(chunks).toString('utf8'), response);
			}
		});
	}
}

/** Reads a body, and calls `onExcess` once where it is larger than what is read. */
function limitBody(
	request: IncomingMessage,
	onExcess: () => void,
	onChunk: (chunk: Buffer) => void = () => undefined,
): void {
	let size = 0;
	request.on('data', (chunk: Buffer) => {
		const before = size;
		size += chunk.length;
		if (size <= MAX_BODY_BYTES) {
			onChunk(chunk);
		} else if (before <= MAX_BODY_BYTES) {
			onExcess();
		}
	});
}

/** Answers 413 and closes the connection, since the caller may go on sending. */
function refuseTooLarge(response: ServerResponse): void {
	const text = JSON.stringify({ message: 'Request size limit exceeded' });
	response
		.writeHead(413, {
			'Content-Type': 'application/json; charset=utf-8',
			'Content-Length': Buffer.byteLength(text),
			Connection: 'close',
		})
		.end(text, () => response.socket?.destroySoon());
}

function portOf(address: AddressInfo | string | null): number {
	if (address === null || typeof address === 'string') {
		throw new Error('the server has no port');
	}
	return address.port;
}

/** Whether an Authorization header is HTTP Basic with this pair (both documents, Authentication). */
export function isAuthorized(
	header: string | undefined,
	customerId: string,
	customerSecret: string,
): boolean {
	const sent = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1];
	if (sent === undefined) {
		return false;
	}
	const actual = Buffer.from(sent, 'base64');
	const expected = Buffer.from(`${customerId}:${customerSecret}`, 'utf8');
	return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** What arrived, exactly: for tests that compare a request with the documents. */
export interface RecordedRequest {
	readonly method: string;
	/** Path and query as they stood in the request line. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	/** The raw body; empty where there was none, or where the gateway refused the request and it was not read. */
	readonly body: string;
	/** When it had arrived, as a whole unless its body was not read, in milliseconds of a clock that never goes back. */
	readonly at: number;
}

/** Keeps the latest requests and forgets older ones, so that a sandbox may run for days. */
export class RecordedRequests {
	readonly all: RecordedRequest[] = [];
	#bytes = 0;
	readonly #maxCount: number;
	readonly #maxBytes: number;

	constructor({ maxCount = 1000, maxBytes = 8_000_000 } = {}) {
		this.#maxCount = maxCount;
		this.#maxBytes = maxBytes;
	}

	/** The latest request is kept, however large. */
	add(request: RecordedRequest): void {
		this.all.push(request);
		this.#bytes += sizeOf(request);
		while (this.all.length > 1 && (this.all.length > this.#maxCount || this.#bytes > this.#maxBytes)) {
			const oldest = this.all.shift();
			this.#bytes -= oldest ? sizeOf(oldest) : 0;
		}
	}
}

/** About how many bytes a request takes. */
function sizeOf({ url, headers, body }: RecordedRequest): number {
	const fields = Object.entries(headers).flat(2);
	return [url, body, ...fields].reduce((bytes, text) => bytes + Buffer.byteLength(text ?? ''), 0);
}
