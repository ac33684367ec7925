import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Clock, systemClock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import { Emitter } from '../common/emitter';
import {
	type ReceivedRequest,
	type RequestLimits,
	RequestReader,
	type RequestRefusal,
} from './requestReader';

/**
 * Why a request was not accepted:
 * - `method`: it is not a POST (405);
 * - `webPage`: a web page in a browser sent it (403);
 * - `contentType`: it is not JSON, or compressed (415);
 * - `tooLarge`: the body is too large (413);
 * - `tooMany`: more requests, connections or bytes than the limits allow (503, or the connection is closed);
 * - `tls`: HTTPS was sent to the port, which speaks HTTP;
 * - `malformed`: it is not HTTP (400);
 * - `incomplete`: the rest of it did not arrive in time (408), or never.
 */
export type RefusalReason = RequestRefusal | 'tls' | 'malformed' | 'incomplete';

export interface RefusedRequest {
	readonly reason: RefusalReason;
	/** Milliseconds since 1970. */
	readonly at: number;
}

export interface ListenerLimits extends RequestLimits {
	readonly connections: number;
	/** The longest time in milliseconds for a request to arrive; a connection may be silent for as long. */
	readonly requestMs: number;
}

const LIMITS: ListenerLimits = {
	bodyBytes: 1024 * 1024,
	bufferedBytes: 32 * 1024 * 1024,
	burst: 20_000,
	perSecond: 2000,
	connections: 500,
	// Agora waits as long for an answer.
	requestMs: 10_000,
};

/** How many requests are passed on before those that have arrived meanwhile are answered. */
const BATCH = 64;

/** A port cannot be used: another program uses it, or the system does not allow it. */
export class PortError extends Error {
	override readonly name = 'PortError';
	readonly port: number;
	readonly reason: 'inUse' | 'notAllowed';

	constructor(port: number, reason: PortError['reason'], cause: unknown) {
		super(`port ${port} cannot be used: ${reason}`, { cause });
		this.port = port;
		this.reason = reason;
	}
}

interface ListenerDeps {
	/** The system clock by default. */
	readonly clock?: Pick<Clock, 'now' | 'monotonic'>;
	readonly limits?: Partial<ListenerLimits>;
}

/**
 * Receives notifications over HTTP on 127.0.0.1 (docs/agora-api.md, Notifications). Requests are answered before they are processed,
 * because Agora waits for ten seconds only and then sends an event again. A request beyond a limit gets an error, so that Agora sends
 * it again later.
 *
 * The port is open to every program on this machine, and to whoever it is forwarded to. So only a signature proves where a request
 * comes from, and memory, connections and rate are bounded. The header Host is not checked, because forwarding changes it, and the
 * address in the Agora Console may have any name. Web pages are kept out in two ways: a browser asks before it posts JSON to another
 * origin, which is refused, and where a name of the page's own origin resolves to 127.0.0.1, it adds the header Origin, which Agora's
 * servers never send.
 */
export class NotificationListener implements Disposable {
	readonly #received = new Emitter<ReceivedRequest>();
	readonly #refused = new Emitter<RefusedRequest>();
	readonly #clock: Pick<Clock, 'now' | 'monotonic'>;
	readonly #limits: ListenerLimits;
	readonly #reader: RequestReader;
	#server: Server | undefined;
	#port: number | undefined;
	/** Ends when the last start or stop has ended. */
	#last: Promise<unknown> = Promise.resolve();
	#isDisposed = false;
	/** Answered, but not passed on yet. */
	#pending: ReceivedRequest[] = [];
	#isDrainScheduled = false;

	/** Fires for each request that was answered with 200, in the order of arrival. */
	readonly onDidReceive = this.#received.event;
	/** Fires for each request that was not accepted. */
	readonly onDidRefuse = this.#refused.event;

	constructor({ clock = systemClock, limits }: ListenerDeps = {}) {
		this.#clock = clock;
		this.#limits = { ...LIMITS, ...limits };
		this.#reader = new RequestReader({
			...{ clock, limits: this.#limits },
			onRequest: (request) => {
				this.#pending.push(request);
				this.#scheduleDrain();
			},
			onRefuse: (reason) => this.#refuse(reason),
		});
	}

	/** Undefined while it does not listen. */
	get port(): number | undefined {
		return this.#port;
	}

	/**
	 * Listens, unless it listens already.
	 *
	 * @param port 0 lets the system choose.
	 * @returns the port in use.
	 * @throws PortError, or the system's error for another reason.
	 */
	start(port: number): Promise<number> {
		return this.#afterLast(async () => this.#port ?? (await this.#listen(port)));
	}

	/** Closes the port and all connections at once. What was answered is still passed on. */
	stop(): Promise<void> {
		return this.#afterLast(async () => {
			const closed = this.#close();
			try {
				this.#drain(this.#pending.length);
			} finally {
				await closed;
			}
		});
	}

	/** Closes the port and all connections at once, and passes nothing on. */
	dispose(): void {
		this.#isDisposed = true;
		this.#pending = [];
		this.#received.dispose();
		this.#refused.dispose();
		void this.#close();
	}

	#afterLast<T>(task: () => Promise<T>): Promise<T> {
		const result = this.#last.then(task);
		this.#last = result.catch(() => undefined);
		return result;
	}

	async #listen(port: number): Promise<number> {
		const { requestMs, connections } = this.#limits;
		const timeouts = { headersTimeout: requestMs, requestTimeout: requestMs };
		const server = createServer(
			{ ...timeouts, connectionsCheckingInterval: requestMs / 10 },
			(request, response) => this.#reader.receive(request, response),
		);
		server.timeout = requestMs;
		server.maxConnections = connections;
		server.on('drop', () => this.#refuse('tooMany'));
		server.on('clientError', (error, socket) => this.#refuseBroken(error, socket));
		await new Promise<void>((resolve, reject) => {
			server.once('error', (error) => reject(portError(port, error)));
			server.listen(port, '127.0.0.1', resolve);
		});
		// Later errors concern single connections, for which the system has no resources.
		server.on('error', () => this.#refuse('tooMany'));
		const address = server.address();
		this.#server = server;
		this.#port = typeof address === 'object' ? address?.port : undefined;
		if (this.#isDisposed || this.#port === undefined) {
			await this.#close();
			throw new Error('the listener was disposed of');
		}
		return this.#port;
	}

	async #close(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		this.#port = undefined;
		if (server) {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		}
	}

	/** Passes requests on after those that have arrived meanwhile were answered. */
	#scheduleDrain(): void {
		if (!this.#isDrainScheduled) {
			this.#isDrainScheduled = true;
			setImmediate(() => {
				this.#isDrainScheduled = false;
				this.#drain(BATCH);
			});
		}
	}

	#drain(count: number): void {
		const batch = this.#pending.splice(0, count);
		try {
			for (let next = batch.shift(); next; next = batch.shift()) {
				this.#reader.release(next);
				this.#received.fire(next);
			}
		} finally {
			this.#pending.unshift(...batch);
			if (this.#pending.length > 0) {
				this.#scheduleDrain();
			}
		}
	}

	#refuse(reason: RefusalReason): void {
		this.#refused.fire({ reason, at: this.#clock.now() });
	}

	/** Takes the place of Node's own answer, which cannot be observed. */
	#refuseBroken({ code = '', rawPacket }: BrokenRequestError, socket: Duplex): void {
		const isLate = code === 'ERR_HTTP_REQUEST_TIMEOUT';
		if (socket.writable) {
			const status = isLate ? '408 Request Timeout' : '400 Bad Request';
			socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
		}
		socket.destroy();
		if (isLate || code === 'HPE_INVALID_EOF_STATE') {
			this.#refuse('incomplete');
		} else if (code.startsWith('HPE_')) {
			this.#refuse(rawPacket?.[0] === TLS_HANDSHAKE ? 'tls' : 'malformed');
		}
	}
}

interface BrokenRequestError extends NodeJS.ErrnoException {
	/** The bytes that could not be parsed. */
	readonly rawPacket?: Uint8Array;
}

/** The first byte of a TLS connection. */
const TLS_HANDSHAKE = 0x16;

function portError(port: number, error: NodeJS.ErrnoException): Error {
	switch (error.code) {
		case 'EADDRINUSE':
			return new PortError(port, 'inUse', error);
		case 'EACCES':
			return new PortError(port, 'notAllowed', error);
		default:
			return error;
	}
}
