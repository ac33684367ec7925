interface Read<T> {
	readonly answer: Promise<T>;
	readonly controller: AbortController;
	callers: number;
}

/** Lets identical reads that are under way at the same time be one request. */
export class SharedReads<T> {
	readonly #underWay = new Map<string, Read<T>>();

	/**
	 * Joins the read of the same key that is under way, or begins it.
	 *
	 * @param key names all that makes two reads the same; their priority too, lest an urgent one wait behind one that is not.
	 * @param read its signal aborts once every caller has left.
	 * @returns what `read` returns; all callers get the same.
	 * @throws what `read` throws, and the reason of `signal` as soon as it aborts, which leaves other callers untouched.
	 */
	async share(key: string, read: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
		signal?.throwIfAborted();
		const shared = this.#underWay.get(key) ?? this.#begin(key, read);
		shared.callers += 1;
		return await new Promise<T>((resolve, reject) => {
			const leave = (): void => {
				reject(signal?.reason);
				this.#leave(key, shared);
			};
			signal?.addEventListener('abort', leave, { once: true });
			const stay = (): void => signal?.removeEventListener('abort', leave);
			shared.answer.finally(stay).then(resolve, reject);
		});
	}

	/**
	 * Lets no later caller join the reads that are under way. To be called when a write is over, since they may show what was
	 * before it.
	 */
	detachAll(): void {
		this.#underWay.clear();
	}

	#begin(key: string, read: (signal: AbortSignal) => Promise<T>): Read<T> {
		const controller = new AbortController();
		const shared: Read<T> = { controller, callers: 0, answer: read(controller.signal) };
		this.#underWay.set(key, shared);
		const end = (): void => this.#forget(key, shared);
		shared.answer.then(end, end);
		return shared;
	}

	#leave(key: string, shared: Read<T>): void {
		shared.callers -= 1;
		if (shared.callers === 0) {
			// At once, since what was aborted must not be joined.
			this.#forget(key, shared);
			shared.controller.abort();
		}
	}

	#forget(key: string, shared: Read<T>): void {
		if (this.#underWay.get(key) === shared) {
			this.#underWay.delete(key);
		}
	}
}
