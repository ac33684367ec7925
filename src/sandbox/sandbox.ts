import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Behaviour, DOCUMENTED_BEHAVIOUR, type SandboxClock, systemClock } from './behaviour';
import { Faults } from './faults';
import { answer, type Credentials, gatewayRefusal } from './http/answer';
import { deliver } from './http/deliver';
import type { SandboxRequest } from './http/route';
import { RateLimits } from './http/route';
import { LoopbackServer, type RecordedRequest, RecordedRequests } from './http/server';
import { Random } from './random';
import { seedDemo } from './seed';
import { SandboxState } from './state';

export interface SandboxOptions {
	/** 0, the default, takes any free port. */
	readonly port?: number;
	/** The system's by default. */
	readonly clock?: SandboxClock;
	/** 32 hex digits, the same in every run, by default. */
	readonly customerId?: string;
	/** Random by default. */
	readonly customerSecret?: string;
	/** `empty` by default. */
	readonly seed?: 'demo' | 'empty';
	/** Seed of ids and usage figures: the same number gives the same ones. */
	readonly random?: number;
	/** What differs from the documented behaviour. */
	readonly behaviour?: Partial<Behaviour>;
}

export interface Sandbox {
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	readonly customerId: string;
	readonly customerSecret: string;
	readonly faults: Faults;
	readonly state: SandboxState;
	/** The latest requests, a thousand or 8 MB of them, oldest first; holds credentials, so for tests only. */
	readonly requests: readonly RecordedRequest[];
	/** Puts a new Customer Secret in place of the one before, as is done in the Agora Console, and gives it. */
	rotateSecret(): string;
	/** Cuts open connections and stops listening; everything else stays as it is. */
	stop(): Promise<void>;
	/** Listens again on the same port after `stop`. Rejects where another program took the port. */
	listenAgain(): Promise<void>;
}

/**
 * Starts a stand-in for both APIs on 127.0.0.1 (Console REST API; Media Pull REST API; docs/agora-api.md). Rejects with
 * the system's error where the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const clock = options.clock ?? systemClock;
	const usageSeed = options.random ?? 1;
	const random = new Random(usageSeed);
	const behaviour = { ...DOCUMENTED_BEHAVIOUR, ...options.behaviour };
	let credentials: Credentials = {
		customerId: options.customerId ?? random.hexId(),
		customerSecret: options.customerSecret ?? randomBytes(16).toString('hex'),
	};
	const state = new SandboxState({ clock, random, usageSeed, behaviour });
	if (options.seed === 'demo') {
		seedDemo(state, clock.now());
	}
	const world = { clock, state, rateLimits: new RateLimits(clock) };
	const faults = new Faults();
	const recorded = new RecordedRequests();
	const server = new LoopbackServer(options.port ?? 0, {
		acceptsBody: (message) => gatewayRefusal(requestOf(message, ''), credentials) === undefined,
		handle: (message, body, response) => {
			const { method = '', url = '', headers } = message;
			recorded.add({ method, url, headers, body, at: performance.now() });
			const request = requestOf(message, body);
			response.setHeader('Date', new Date(clock.now()).toUTCString());
			deliver(response, request, faults.take(method, url, headers.host ?? ''), () =>
				answer(request, world, credentials),
			);
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
		requests: recorded.all,
		rotateSecret: () => {
			credentials = { ...credentials, customerSecret: randomBytes(16).toString('hex') };
			return credentials.customerSecret;
		},
		stop: () => server.stop(),
		listenAgain: () => server.listen(),
	};
}

function requestOf({ method = '', url = '', headers }: IncomingMessage, body: string): SandboxRequest {
	const [path = '', ...query] = url.split('?');
	return { method, path, query: new URLSearchParams(query.join('?')), headers, body };
}
