import { messageOf } from '../../../../src/sandbox/api/refusals';
import type { Behaviour } from '../../../../src/sandbox/behaviour';
import { DOCUMENTED_BEHAVIOUR } from '../../../../src/sandbox/behaviour';
import { type Fault, Faults } from '../../../../src/sandbox/faults';
import { answer } from '../../../../src/sandbox/http/answer';
import type { Reply, SandboxRequest } from '../../../../src/sandbox/http/route';
import { RateLimits } from '../../../../src/sandbox/http/route';
import type { SandboxPlayer } from '../../../../src/sandbox/player';
import { Random } from '../../../../src/sandbox/random';
import { SandboxState } from '../../../../src/sandbox/state';
import type { SimulatedClock } from '../../../fixtures/simulatedClock';

/** A write that the server executed, even if its response was lost. */
export type ExecutedWrite =
	| { readonly kind: 'create'; readonly player: SandboxPlayer }
	| { readonly kind: 'delete'; readonly player: SandboxPlayer }
	| { readonly kind: 'update'; readonly player: SandboxPlayer; readonly changes: Record<string, unknown> };

export interface AgoraServerOptions {
	readonly time: SimulatedClock;
	readonly random: () => number;
	readonly seed: number;
	readonly behaviour: Partial<Behaviour>;
	readonly onWrite: (write: ExecutedWrite) => void;
}

/**
 * The sandbox of one account, in this process: its operations, its state and its faults, without sockets, so that hundreds of
 * requests take no real time. Each request and each response takes some time.
 */
export class AgoraServer {
	readonly state: SandboxState;
	readonly faults = new Faults();
	readonly credentials = { customerId: 'c'.repeat(32), customerSecret: 'd'.repeat(32) };
	/** The number of responses that a fault lost or refused. */
	faultsHit = 0;
	private readonly rateLimits: RateLimits;
	private readonly options: AgoraServerOptions;

	constructor(options: AgoraServerOptions) {
		const { time, seed, behaviour } = options;
		this.options = options;
		this.rateLimits = new RateLimits(time);
		this.state = new SandboxState({
			clock: time,
			random: new Random(seed),
			usageSeed: seed,
			behaviour: { ...DOCUMENTED_BEHAVIOUR, ...behaviour },
		});
	}

	/** What `fetch` does for a request to this account's servers. */
	async fetch(request: Request): Promise<Response> {
		const { signal } = request;
		const url = new URL(request.url);
		const body = request.body ? await request.text() : '';
		await this.travel(signal);
		const fault = this.faults.take(request.method, url.pathname + url.search, url.host);
		this.faultsHit += fault === undefined ? 0 : 1;
		const sandboxRequest = {
			method: request.method,
			path: url.pathname,
			query: url.searchParams,
			headers: Object.fromEntries(request.headers),
			body,
		};
		const reply = this.reply(sandboxRequest, fault);
		if (reply === 'none') {
			await never(signal);
		}
		await this.travel(signal);
		if (typeof reply === 'string') {
			throw connectionReset();
		}
		const headers = new Headers({ Date: new Date(this.options.time.now()).toUTCString(), ...reply.headers });
		const requestId = request.headers.get('x-request-id');
		if (requestId) {
			headers.set('X-Request-ID', requestId);
		}
		return new Response(reply.body === undefined ? null : JSON.stringify(reply.body), {
			status: reply.status,
			headers,
		});
	}

	private reply(request: SandboxRequest, fault: Fault | undefined): Reply | 'reset' | 'none' {
		if (typeof fault === 'object') {
			const { status, message = messageOf(request.path, status) } = fault;
			return { status, body: { message } };
		}
		switch (fault) {
			case undefined:
				return this.execute(request);
			case 'hang':
				return 'none';
			case 'cut':
				return 'reset';
			case 'doneButCut':
				this.execute(request);
				return 'reset';
			case 'doneBut504':
				this.execute(request);
				return { status: 504, body: { message: messageOf(request.path, 504) } };
			case 'emptyBody':
				return { ...this.execute(request), body: undefined };
			default:
				throw new Error(`the simulation knows no fault ${fault}`);
		}
	}

	private execute(request: SandboxRequest): Reply {
		const { time, onWrite } = this.options;
		const before = new Map(this.state.players.map((player) => [player.id, player]));
		const sequences = new Map([...before.values()].map(({ id, sequence }) => [id, sequence]));
		const context = { clock: time, state: this.state, rateLimits: this.rateLimits };
		const reply = answer(request, context, this.credentials);
		const after = new Map(this.state.players.map((player) => [player.id, player]));
		for (const player of after.values()) {
			if (!before.has(player.id)) {
				onWrite({ kind: 'create', player });
			} else if (sequences.get(player.id) !== player.sequence) {
				onWrite({ kind: 'update', player, changes: changesIn(request.body) });
			}
		}
		for (const player of before.values()) {
			// With any other method it ended by itself.
			if (request.method === 'DELETE' && !after.has(player.id)) {
				onWrite({ kind: 'delete', player });
			}
		}
		return reply;
	}

	/** A request or response takes 5 to 400 milliseconds. */
	private travel(signal: AbortSignal): Promise<void> {
		const { time, random } = this.options;
		return new Promise((resolve, reject) => {
			const abort = (): void => {
				alarm.dispose();
				reject(signal.reason);
			};
			const alarm = time.setTimeout(
				() => {
					signal.removeEventListener('abort', abort);
					resolve();
				},
				5 + random() * 395,
			);
			signal.addEventListener('abort', abort, { once: true });
			if (signal.aborted) {
				abort();
			}
		});
	}
}

function changesIn(body: string): Record<string, unknown> {
	const parsed: { player?: Record<string, unknown> } = JSON.parse(body);
	return parsed.player ?? {};
}

/** The error of fetch in Node when the connection ends early. */
function connectionReset(): TypeError {
	const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
	return new TypeError('fetch failed', { cause });
}

function never(signal: AbortSignal): Promise<never> {
	return new Promise((_resolve, reject) => {
		const abort = () => reject(signal.reason);
		signal.addEventListener('abort', abort, { once: true });
		if (signal.aborted) {
			abort();
		}
	});
}
