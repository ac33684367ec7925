import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { OpenSandbox } from '../openSandbox';

/** Moves the time forward, in which every notification is answered at once. */
export async function passAnswered({ clock, sandbox }: OpenSandbox, ms: number): Promise<void> {
	await clock.pass(ms, async () => {
		while (sandbox.notifications.sent.some(({ status }) => status === undefined)) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	});
}

interface Notice {
	readonly noticeId: string;
	readonly productId: number;
	readonly eventType: number;
	readonly notifyMs: number;
	readonly payload: Readonly<Record<string, unknown>> & {
		readonly player?: Readonly<Record<string, unknown>>;
	};
}

interface ReceivedNotice extends Notice {
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
}

export type Answer = (response: ServerResponse) => void;

/** A back end that records notifications, and answers each with 200 and JSON unless a test says otherwise. */
export class Receiver implements AsyncDisposable {
	readonly notices: ReceivedNotice[] = [];
	readonly #answers: Answer[] = [];
	readonly #server = createServer((request, response) => {
		void text(request).then((body) => {
			const answer = this.#answers.shift() ?? json;
			this.notices.push({ ...JSON.parse(body), headers: request.headers, text: body });
			answer(response);
			this.#onNotice();
		});
	});
	#onNotice: () => void = () => undefined;

	static async start(): Promise<Receiver> {
		const receiver = new Receiver();
		await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
		return receiver;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ncs`;
	}

	/** Answers of the next notifications. */
	answer(...answers: readonly Answer[]): void {
		this.#answers.push(...answers);
	}

	/** Resolves when so many notifications have arrived since the start, with all of them. */
	async arrived(count: number): Promise<readonly ReceivedNotice[]> {
		while (this.notices.length < count) {
			await new Promise<void>((resolve) => {
				this.#onNotice = resolve;
			});
		}
		return this.notices;
	}

	/** The first notification that matches, as soon as it has arrived. */
	async first(matches: (notice: ReceivedNotice) => boolean): Promise<ReceivedNotice> {
		for (;;) {
			const found = this.notices.find(matches);
			if (found) {
				return found;
			}
			await this.arrived(this.notices.length + 1);
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		const closed = new Promise((resolve) => this.#server.close(resolve));
		this.#server.closeAllConnections();
		await closed;
	}
}

export const json: Answer = (response) => {
	response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
};

export const status =
	(code: number): Answer =>
	(response) => {
		response.writeHead(code).end('{}');
	};

export const silence: Answer = () => undefined;
