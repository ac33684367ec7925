const LONG_MS = 1000;

/** One call's wait, told once to whoever waits: at once where it is expected to exceed a second, else when it does. */
export class LongWait {
	readonly #onWait: (ms: number) => void;
	#timer: NodeJS.Timeout | undefined;

	/** @param onWait gets the milliseconds that the wait takes in all, as far as can be told; at least 1,000. */
	constructor(onWait: (ms: number) => void) {
		this.#onWait = onWait;
	}

	begin(expectedMs: number): void {
		if (expectedMs > LONG_MS) {
			this.#onWait(expectedMs);
		} else {
			this.#timer = setTimeout(this.#onWait, LONG_MS, LONG_MS);
		}
	}

	end(): void {
		clearTimeout(this.#timer);
	}
}
