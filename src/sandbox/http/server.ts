import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** The largest body that is accepted, in bytes. */
export const MAX_BODY_BYTES = 1_000_000;

interface RequestHandler {
	/** Decides by the headers whether the body is read; otherwise it is discarded. */
	acceptsBody(request: IncomingMessage): boolean;
	/** `body` is empty where it was not accepted; the request may then not be complete yet. */
	handle(request: IncomingMessage, body: string, response: ServerResponse): void;
}

/** An HTTP server on 127.0.0.1 that can stop and listen again on the same port. */
export class LoopbackServer {
	#server: Server | undefined;
	#port: number;
	readonly #handler: RequestHandler;

	constructor(port: number, handler: RequestHandler) {
		this.#port = port;
		this.#handler = handler;
	}

	/** The current port; after `stop`, the last one. */
	get port(): number {
		return this.#port;
	}

	/** Rejects with the system's error where the port is in use. */
	async listen(): Promise<void> {
		if (this.#server !== undefined) {
			return;
		}
		const server = createServer((request, response) => this.#receive(request, response));
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.#port, LOOPBACK, resolve);
		});
		this.#port = portOf(server.address());
		this.#server = server;
	}

	/** Closes open connections, so that callers notice at once. */
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
			// Discards the rest of the body instead of closing the connection, so that the caller receives the response.
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

/** Reads a body, and calls `onExcess` once where it exceeds `MAX_BODY_BYTES`. */
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

/** Responds with 413 and closes the connection, because the caller may continue to send. */
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
