import type { AgoraError } from './errors';
import { isAgoraError } from './errors';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Agora's advice for 404 and 5xx (docs/agora-api.md, Media Pull: List and Delete): 5–6 s, then 10–11 s, then 15–16 s. After that, the same as for other failures. */
const ADVISED_MS = [5 * SECOND, 10 * SECOND, 15 * SECOND];

/** Only an administrator can change a permission. */
const FORBIDDEN_MS = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE];

const FIRST_WAIT_MS = 10 * SECOND;
const LONGEST_WAIT_MS = 5 * MINUTE;

/** How long to wait after failures in a row. Times are those of the monotonic clock. */
export class Backoff {
	readonly #random: () => number;
	#kind: 'forbidden' | 'other' = 'other';
	#failures = 0;
	#until = Number.NEGATIVE_INFINITY;

	/** @param random from 0 to below 1, for jitter, so that clients that failed together do not retry together. */
	constructor(random: () => number) {
		this.#random = random;
	}

	/** When to try again; in the past if nothing failed. */
	get notBefore(): number {
		return this.#until;
	}

	get isFailing(): boolean {
		return this.#failures > 0;
	}

	/** Counts a failure, unless `notBefore` is in the future: attempts at the same time count once. */
	failed(now: number, error: unknown): void {
		if (now < this.#until) {
			return;
		}
		const kind = isAgoraError(error, 'forbidden') ? 'forbidden' : 'other';
		this.#failures = kind === this.#kind ? this.#failures + 1 : 1;
		this.#kind = kind;
		this.#until = now + this.#wait(error);
	}

	succeeded(): void {
		this.#failures = 0;
		this.#until = Number.NEGATIVE_INFINITY;
	}

	#wait(error: unknown): number {
		if (this.#kind === 'forbidden') {
			return atOrLast(FORBIDDEN_MS, this.#failures - 1) * (1 + this.#random() / 10);
		}
		const advised = isAdvised(error) ? ADVISED_MS[this.#failures - 1] : undefined;
		if (advised !== undefined) {
			return advised + this.#random() * SECOND;
		}
		const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
		return wait * (1 + this.#random() / 4);
	}
}

function isAdvised(error: unknown): error is AgoraError {
	return isAgoraError(error, 'notFound', 'server');
}

function atOrLast(waits: readonly number[], index: number): number {
	return waits[index] ?? waits.at(-1) ?? 0;
}
