import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';
const MAX_BODY_BYTES = 1_000_000;

export type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** An HTTP server on 127.0.0.1 only, which can be stopped and listen again on the same port. */
export class LoopbackServer {
	private server: Server | undefined;
	private usedPort: number;
	private readonly handle: Handler;

	constructor(port: number, handle: Handler) {
		this.usedPort = port;
		this.handle = handle;
	}

	/** The port in use, or last in use. */
	get port(): number {
		return this.usedPort;
	}

	/** Rejects with the system's error where the port is taken. */
	async listen(): Promise<void> {
		if (this.server !== undefined) {
			return;
		}
		const server = createServer((request, response) => this.receive(request, response));
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.usedPort, LOOPBACK, resolve);
		});
		this.usedPort = portOf(server.address());
		this.server = server;
	}

	/** Cuts open connections, so that callers notice at once. */
	async stop(): Promise<void> {
		const server = this.server;
		this.server = undefined;
		if (server !== undefined) {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		}
	}

	private receive(request: IncomingMessage, response: ServerResponse): void {
		const chunks: Buffer[] = [];
		let size = 0;
		request.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size > MAX_BODY_BYTES) {
				request.destroy();
			} else {
				chunks.push(chunk);
			}
		});
		request.on('end', () => this.handle(request, Buffer.concat(chunks).toString('utf8'), response));
	}
}

function portOf(address: AddressInfo | string | null): number {
	if (address === null || typeof address === 'string') {
		throw new Error('the server has no port');
	}
	return address.port;
}
