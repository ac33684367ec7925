import { AsyncLocalStorage } from 'node:async_hooks';
import type { Disposable } from '../../../src/common/disposable';

const HEADER = 'x-exchange';

/** Knows which exchanges are under way, and which of them will get no answer until their time is over. */
export class Traffic implements Disposable {
	private readonly current = new AsyncLocalStorage<string>();
	private readonly underWay = new Set<string>();
	private readonly hanging = new Set<string>();
	private readonly fetch = globalThis.fetch;
	/** Exchanges begun so far. */
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
	get rests(): boolean {
		return [...this.underWay].every((id) => this.hanging.has(id));
	}

	async exchange<T>(task: () => Promise<T>): Promise<T> {
		this.sent += 1;
		const id = String(this.sent);
		this.underWay.add(id);
		try {
			return await this.current.run(id, task);
		} finally {
			this.underWay.delete(id);
			this.hanging.delete(id);
		}
	}

	/** Told by the server. */
	hangs(headers: Readonly<Record<string, unknown>>): void {
		this.hanging.add(String(headers[HEADER]));
	}

	dispose(): void {
		globalThis.fetch = this.fetch;
	}
}
