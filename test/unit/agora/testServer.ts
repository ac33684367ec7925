import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AgoraClient } from '../../../src/agora/client';
import type { RateLimiter } from '../../../src/agora/rateLimiter';
import type { KnownSecrets } from '../../../src/agora/redact';
import { SimulatedClock } from '../../fixtures/simulatedClock';

export interface RecordedRequest {
	readonly method: string;
	/** Path and query, exactly as on the wire. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const CUSTOMER = { customerId: 'the-customer-id', customerSecret: 'the-customer-secret-4711' };

/** A server on loopback that records what arrives and answers as it was told. */
export class TestServer implements AsyncDisposable {
	readonly requests: RecordedRequest[] = [];
	/** Every line of every client made here. */
	readonly lines: string[] = [];
	/** Whether the log of every client made from now on asks for bodies. */
	logsBodies = false;
	private readonly planned: Answer[] = [];
	private last: Answer | undefined;
	private readonly waiting: (() => void)[] = [];
	private readonly server = createServer((request, response) => void this.handle(request, response));

	static async start(): Promise<TestServer> {
		const test = new TestServer();
		await new Promise<void>((resolve) => test.server.listen(0, '127.0.0.1', resolve));
		return test;
	}

	get url(): URL {
		return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
	}

	/** The only request so far. */
	get request(): RecordedRequest {
		const [request, ...others] = this.requests;
		if (!request || others.length > 0) {
			throw new Error(`${this.requests.length} requests came instead of one`);
		}
		return request;
	}

	client(timeoutMs = 20_000, knownSecrets?: KnownSecrets): AgoraClient {
		return clientOf(this.url, this.lines, timeoutMs, this.logsBodies, knownSecrets);
	}

	/** Answers the next request; after the last answer given, that one is repeated. */
	answer(answer: Answer): this {
		this.planned.push(answer);
		return this;
	}

	/** Answers the next request with this body, JSON unless it is a string. */
	reply(status: number, body: unknown, headers: Record<string, string> = {}): this {
		return this.answer((response) => {
			response.writeHead(status, headers);
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		});
	}

	/** Drops the answers that no request has taken. */
	forgetAnswers(): void {
		this.planned.length = 0;
	}

	/** Resolves once a request has arrived whole. */
	async arrived(): Promise<void> {
		if (this.requests.length === 0) {
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		const closed = new Promise((resolve) => this.server.close(resolve));
		this.server.closeAllConnections();
		await closed;
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		// The system's time is not that of the clients with a time of their own.
		response.sendDate = false;
		const body = await text(request);
		const { method = '', url = '', headers } = request;
		this.requests.push({ method, url, headers, body });
		for (const resolve of this.waiting.splice(0)) {
			resolve();
		}
		this.last = this.planned.shift() ?? this.last;
		this.last?.(response, request);
	}
}

/** Does not wait for the limits of the documents, since no time passes in waits. */
const unlimited: Pick<RateLimiter, 'run' | 'availableFrom'> = {
	run: (_, task) => task(),
	availableFrom: () => Number.NEGATIVE_INFINITY,
};

/** Makes one attempt only, unless a test is about the others. */
export function clientOf(
	server: URL,
	lines: string[] = [],
	timeoutMs = 20_000,
	bodies = false,
	knownSecrets?: KnownSecrets,
): AgoraClient {
	const add = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
	const log = { debug: add('debug'), info: add('info'), warn: add('warn'), bodies };
	const hosts = { own: { primary: server, neighbours: [] }, other: undefined };
	return new AgoraClient({
		hosts,
		credentials: CUSTOMER,
		log,
		timeoutMs,
		clock: new SimulatedClock({ time: Date.now(), skipsSleeps: true }),
		repeat: false,
		rateLimiter: unlimited,
		knownSecrets,
	});
}

/** The address of a server that is gone, where connections are refused. */
export async function closedServer(): Promise<URL> {
	await using server = await TestServer.start();
	return server.url;
}
