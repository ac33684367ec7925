interface SharedRead<T> {
	readonly result: Promise<T>;
	readonly controller: AbortController;
	callers: number;
}

/** Makes one request of identical reads at the same time. */
export class SharedReads<T> {
	readonly #pending = new Map<string, SharedRead<T>>();

	/**
	 * Joins the pending read with the same key, or starts one.
	 *
	 * @param key identifies the request and its priority, so that an interactive read does not wait for one with the priority of polling.
	 * @param read gets a signal that aborts when all callers have cancelled.
	 * @throws what `read` throws, and the reason of `signal` as soon as it aborts. Other callers are not affected.
	 */
	async share(key: string, read: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
		signal?.throwIfAborted();
		const shared = this.#pending.get(key) ?? this.#start(key, read);
		shared.callers += 1;
		return await new Promise<T>((resolve, reject) => {
			const leave = (): void => {
				reject(signal?.reason);
				this.#leave(key, shared);
			};
			signal?.addEventListener('abort', leave, { once: true });
			const stay = (): void => signal?.removeEventListener('abort', leave);
			shared.result.finally(stay).then(resolve, reject);
		});
	}

	/**
	 * Keeps later callers from joining pending reads. Must be called after a write, because these may not contain its effect.
	 */
	detachAll(): void {
		this.#pending.clear();
	}

	#start(key: string, read: (signal: AbortSignal) => Promise<T>): SharedRead<T> {
		const controller = new AbortController();
		const shared: SharedRead<T> = { controller, callers: 0, result: read(controller.signal) };
		this.#pending.set(key, shared);
		const end = (): void => this.#forget(key, shared);
		shared.result.then(end, end);
		return shared;
	}

	#leave(key: string, shared: SharedRead<T>): void {
		shared.callers -= 1;
		if (shared.callers === 0) {
			// Immediately, because an aborted read must not be joined.
			this.#forget(key, shared);
			shared.controller.abort();
		}
	}

	#forget(key: string, shared: SharedRead<T>): void {
		if (this.#pending.get(key) === shared) {
			this.#pending.delete(key);
		}
	}
}
