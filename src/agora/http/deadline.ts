/**
 * One signal for the two ways in which a request is given up: its time ran out, or its caller cancelled it. Must be
 * released once the request is over. Times are in milliseconds.
 */
export class Deadline {
	readonly #controller = new AbortController();
	#timer: NodeJS.Timeout;
	readonly #caller: AbortSignal | undefined;
	#ended: 'timeout' | 'cancelled' | undefined;

	constructor(timeoutMs: number, caller: AbortSignal | undefined) {
		this.#timer = setTimeout(() => this.#end('timeout'), timeoutMs);
		this.#caller = caller;
		if (caller?.aborted) {
			this.#end('cancelled');
		} else {
			caller?.addEventListener('abort', this.#cancel);
		}
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** Which of the two came first, if one came. */
	get ended(): 'timeout' | 'cancelled' | undefined {
		return this.#ended;
	}

	/** Counts anew from now. */
	restart(timeoutMs: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#end('timeout'), timeoutMs);
	}

	release(): void {
		clearTimeout(this.#timer);
		this.#caller?.removeEventListener('abort', this.#cancel);
	}

	readonly #cancel = (): void => this.#end('cancelled');

	#end(reason: 'timeout' | 'cancelled'): void {
		this.#ended ??= reason;
		this.#controller.abort();
	}
}
