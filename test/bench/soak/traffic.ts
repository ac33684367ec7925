import { AsyncLocalStorage } from 'node:async_hooks';
import type { Disposable } from '../../../src/common/disposable';

const HEADER = 'x-exchange';

/** Tracks which exchanges are running, and which of them get no response before their timeout. */
export class Traffic implements Disposable {
	private readonly current = new AsyncLocalStorage<string>();
	private readonly running = new Set<string>();
	private readonly hanging = new Set<string>();
	private readonly fetch = globalThis.fetch;
	/** The number of exchanges started so far. */
	sent = 0;

	constructor() {
		const { fetch, current } = this;
		globalThis.fetch = (input, init) => {
			const request = new Request(input, init);
			request.headers.set(HEADER, current.getStore() ?? '');
			return fetch(request);
		};
	}

	/** Whether nothing can happen before time passes. */
	get isIdle(): boolean {
		return [...this.running].every((id) => this.hanging.has(id));
	}

	async exchange<T>(task: () => Promise<T>): Promise<T> {
		this.sent += 1;
		const id = String(this.sent);
		this.running.add(id);
		try {
			return await this.current.run(id, task);
		} finally {
			this.running.delete(id);
			this.hanging.delete(id);
		}
	}

	/** Marks the exchange of a request as one that the server does not answer. */
	markHanging(headers: Readonly<Record<string, unknown>>): void {
		this.hanging.add(String(headers[HEADER]));
	}

	dispose(): void {
		globalThis.fetch = this.fetch;
	}
}
