import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { systemClock } from '../common/clock';
import { type Behaviour, DOCUMENTED_BEHAVIOUR, type SandboxClock } from './behaviour';
import { Faults } from './faults';
import { answer, type Credentials, gatewayRefusal } from './http/answer';
import { deliver } from './http/deliver';
import { RateLimits, type SandboxContext, type SandboxRequest } from './http/route';
import { LoopbackServer } from './http/server';
import { ChannelEvents } from './notifications/channelEvents';
import { SandboxNotifications } from './notifications/notifications';
import { PlayerEvents } from './notifications/playerEvents';
import { Random } from './random';
import { seedDemo } from './seed';
import { SandboxState } from './state';

export interface SandboxOptions {
	/** 0, the default, takes any free port. */
	readonly port?: number;
	/** The system's clock by default. */
	readonly clock?: SandboxClock;
	/** 32 hex digits; the same in every run by default. */
	readonly customerId?: string;
	/** Random by default. */
	readonly customerSecret?: string;
	/** `empty` by default. */
	readonly seed?: 'demo' | 'empty';
	/** The seed of ids and usage figures: the same number gives the same ones. */
	readonly random?: number;
	/** Differences from the documented behaviour. */
	readonly behaviour?: Partial<Behaviour>;
}

export interface Sandbox {
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	readonly customerId: string;
	readonly customerSecret: string;
	readonly faults: Faults;
	readonly state: SandboxState;
	/** Sends notifications to receivers that are registered with it; none are by default. */
	readonly notifications: Pick<SandboxNotifications, 'register' | 'faults' | 'sent' | 'isSending'>;
	/** The latest 1000 requests or 8 MB, oldest first. Contains credentials: for tests only. */
	readonly requests: readonly RecordedRequest[];
	/** Replaces the Customer Secret, as in the Agora Console, and returns the new one. */
	rotateSecret(): string;
	/** Closes open connections, stops listening and sends no notifications; keeps everything else. */
	stop(): Promise<void>;
	/** Listens again on the same port after `stop`. Rejects where another program uses the port. */
	listenAgain(): Promise<void>;
}

/**
 * Starts a stand-in for the APIs on 127.0.0.1 (Console REST API; Media Pull REST API; docs/agora-api.md). Rejects with the
 * system's error where the port is in use.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, clock = systemClock, seed = 'empty', random: usageSeed = 1 } = options;
	const random = new Random(usageSeed);
	let credentials: Credentials = {
		customerId: options.customerId ?? random.hexId(),
		customerSecret: options.customerSecret ?? newSecret(),
	};
	const behaviour = { ...DOCUMENTED_BEHAVIOUR, ...options.behaviour };
	const state = new SandboxState({ clock, random, usageSeed, behaviour });
	if (seed === 'demo') {
		seedDemo(state, clock.now());
	}
	const notifications = new SandboxNotifications({
		...{ clock, behaviour },
		sources: [new PlayerEvents(() => state.players), new ChannelEvents(state)],
	});
	state.onDidChange(() => notifications.catchUp());
	const context: SandboxContext = { clock, state, rateLimits: new RateLimits(clock) };
	const faults = new Faults();
	const recorded = new RecordedRequests();
	const server = new LoopbackServer(port, {
		acceptsBody: (message) => gatewayRefusal(requestOf(message, ''), credentials) === undefined,
		handle: (message, body, response) => {
			const { method = '', url = '', headers } = message;
			recorded.add({ method, url, headers, body, at: performance.now() });
			response.setHeader('Date', new Date(clock.now()).toUTCString());
			const request = requestOf(message, body);
			const fault = faults.take(method, url, headers.host ?? '');
			// What has happened before this request must not follow from its changes.
			notifications.catchUp();
			deliver(response, request, fault, () => answer(request, context, credentials));
			notifications.catchUp();
		},
	});
	await server.listen();
	return {
		url: `http://127.0.0.1:${server.port}`,
		customerId: credentials.customerId,
		get customerSecret() {
			return credentials.customerSecret;
		},
		faults,
		state,
		notifications,
		requests: recorded.all,
		rotateSecret: () => {
			credentials = { ...credentials, customerSecret: newSecret() };
			return credentials.customerSecret;
		},
		stop: () => {
			notifications.stop();
			return server.stop();
		},
		listenAgain: async () => {
			await server.listen();
			notifications.start();
		},
	};
}

function newSecret(): string {
	return randomBytes(16).toString('hex');
}

function requestOf({ method = '', url = '', headers }: IncomingMessage, body: string): SandboxRequest {
	const [path = '', ...query] = url.split('?');
	return { method, path, query: new URLSearchParams(query.join('?')), headers, body };
}

/** A request as it arrived, for tests that compare it with the documents. */
export interface RecordedRequest {
	readonly method: string;
	/** Path and query as in the request line. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	/** The raw body; empty where there was none, or where the gateway refused the request without reading it. */
	readonly body: string;
	/** When the request was complete, or refused, in milliseconds of `performance.now`. */
	readonly at: number;
}

/** Keeps the latest requests only, so that a sandbox can run for days. */
export class RecordedRequests {
	readonly all: RecordedRequest[] = [];
	#bytes = 0;
	readonly #maxCount: number;
	readonly #maxBytes: number;

	constructor({ maxCount = 1000, maxBytes = 8_000_000 } = {}) {
		this.#maxCount = maxCount;
		this.#maxBytes = maxBytes;
	}

	/** Keeps the latest request of any size. */
	add(request: RecordedRequest): void {
		this.all.push(request);
		this.#bytes += sizeOf(request);
		while (this.all.length > 1 && (this.all.length > this.#maxCount || this.#bytes > this.#maxBytes)) {
			const oldest = this.all.shift();
			this.#bytes -= oldest ? sizeOf(oldest) : 0;
		}
	}
}

/** The approximate size of a request in bytes. */
function sizeOf({ url, headers, body }: RecordedRequest): number {
	const fields = Object.entries(headers).flat(2);
	return [url, body, ...fields].reduce((bytes, text) => bytes + Buffer.byteLength(text ?? ''), 0);
}
