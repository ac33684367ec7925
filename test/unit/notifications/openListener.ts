import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import {
	type ListenerLimits,
	NotificationListener,
	type RefusalReason,
} from '../../../src/notifications/listener';
import type { ReceivedRequest } from '../../../src/notifications/requestReader';
import { SimulatedClock } from '../../fixtures/simulatedClock';

export const JSON_HEADERS = { 'content-type': 'application/json' };

/** Resolves when a connection is closed, be it with an error. */
export function closedOf(socket: Socket): Promise<void> {
	socket.on('error', () => undefined).resume();
	return new Promise((resolve) => socket.once('close', () => resolve()));
}

export interface PostedRequest {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	readonly agent?: Agent;
}

interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
}

/** A listener on a free port, with everything that it reported. */
export class OpenListener implements AsyncDisposable {
	readonly received: ReceivedRequest[] = [];
	readonly refused: RefusalReason[] = [];
	readonly clock = new SimulatedClock();
	readonly listener: NotificationListener;
	readonly agent = new Agent({ keepAlive: true, maxSockets: 50 });
	#onChange: () => void = () => undefined;

	private constructor(limits: Partial<ListenerLimits>) {
		this.listener = new NotificationListener({ clock: this.clock, limits });
		this.listener.onDidReceive((request) => {
			this.received.push(request);
			this.#onChange();
		});
		this.listener.onDidRefuse(({ reason }) => {
			this.refused.push(reason);
			this.#onChange();
		});
	}

	static async start(limits: Partial<ListenerLimits> = {}): Promise<OpenListener> {
		const opened = new OpenListener(limits);
		await opened.listener.start(0);
		return opened;
	}

	get port(): number {
		return this.listener.port ?? 0;
	}

	get bodies(): string[] {
		return this.received.map(({ body }) => Buffer.from(body).toString());
	}

	/** Resolves as soon as a condition holds. */
	async until(condition: () => boolean): Promise<void> {
		while (!condition()) {
			await new Promise<void>((resolve) => {
				this.#onChange = resolve;
			});
		}
	}

	/** Sends a request and reads the answer; 10 seconds at most, as Agora waits. */
	async post({
		method = 'POST',
		headers = JSON_HEADERS,
		body = '{}',
		agent,
	}: PostedRequest): Promise<Answer> {
		const { port } = this;
		const path = '/ncs';
		const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: agent ?? this.agent });
		sent.setTimeout(10_000, () => sent.destroy(new Error('no answer within 10 s')));
		sent.end(body);
		const [response] = await once(sent, 'response');
		return { status: response.statusCode, headers: response.headers, body: await text(response) };
	}

	/** Sends chunks, one after the other, and returns everything that was answered until the connection was closed. */
	async raw(...chunks: readonly (string | Uint8Array)[]): Promise<string> {
		const socket = connect(this.port, '127.0.0.1');
		const answered: Buffer[] = [];
		socket.on('data', (chunk: Buffer) => answered.push(chunk));
		// The listener may reset a connection whose bytes it does not want.
		const closed = closedOf(socket);
		socket.setNoDelay(true);
		for (const chunk of chunks) {
			if (socket.writable) {
				await new Promise<void>((resolve) => socket.write(chunk, () => resolve()));
			}
		}
		socket.end();
		await closed;
		return Buffer.concat(answered).toString('latin1');
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.agent.destroy();
		await this.listener.stop();
		this.listener.dispose();
	}
}
