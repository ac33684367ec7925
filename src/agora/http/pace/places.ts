import type { LimitWindow } from './limit';

/**
 * Added to every window, in milliseconds: the server's clock may gain 30 ms on ours in a minute (500 ppm, the most by which
 * clocks are corrected gradually), and its gateways may be some milliseconds apart.
 *
 * The way to the server needs no allowance here, see `Places`. Nor is a part of the calls kept back for other programs that
 * use the same account: how many calls those make cannot be known, so that is left to waiting after a 429.
 */
const MARGIN_MS = 50;

/**
 * The places under one limit. Times are milliseconds on any clock that never goes back.
 *
 * The server counts a call when it arrives, which is at some moment between sending and answer: the first call looks up a
 * name and opens a connection, the next finds it open, so two that were sent a second apart may arrive half a second
 * apart. A place is therefore taken from the sending until a whole window after the answer. Then no window is exceeded at
 * the server either, however long the ways were; the price is one way there and back added to each window.
 */
export class Places {
	readonly #windows: readonly LimitWindow[];
	readonly #most: number;
	/** Ascending; the latest only, as many as the widest window has calls. */
	readonly #answers: number[] = [];
	#unanswered = 0;

	constructor(windows: readonly LimitWindow[]) {
		this.#windows = windows;
		this.#most = Math.max(...windows.map(({ calls }) => calls));
	}

	take(): void {
		this.#unanswered += 1;
	}

	/** To be called once for each `take`. A call that was given up counts as answered then. */
	answered(now: number): void {
		this.#unanswered -= 1;
		this.#answers.push(now);
		if (this.#answers.length > this.#most) {
			this.#answers.shift();
		}
	}

	/** From when on a place is free; Infinity while that depends on an answer. */
	freeFrom(): number {
		return this.#freeFrom([...this.#answers, ...this.#unansweredAs(Number.POSITIVE_INFINITY)]);
	}

	/** How long, in milliseconds, a call waits that has `ahead` others before it, if all are answered at once. */
	expectedWait(ahead: number, now: number): number {
		const answers = [...this.#answers, ...this.#unansweredAs(now)];
		for (let call = 0; call < ahead; call++) {
			answers.push(Math.max(now, this.#freeFrom(answers)));
		}
		return Math.max(0, this.#freeFrom(answers) - now);
	}

	/** Whether it is as if no place had ever been taken. */
	areAllFree(now: number): boolean {
		const longest = Math.max(...this.#windows.map(({ ms }) => ms));
		const last = this.#answers.at(-1) ?? Number.NEGATIVE_INFINITY;
		return this.#unanswered === 0 && last + longest + MARGIN_MS <= now;
	}

	#unansweredAs(time: number): number[] {
		return new Array<number>(this.#unanswered).fill(time);
	}

	#freeFrom(answers: readonly number[]): number {
		const free = this.#windows.map(
			({ calls, ms }) => (answers.at(-calls) ?? Number.NEGATIVE_INFINITY) + ms + MARGIN_MS,
		);
		return Math.max(...free);
	}
}
