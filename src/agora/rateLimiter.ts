import PQueue from 'p-queue';
import type { Clock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import type { Limit, LimitWindow } from './rateLimits';

type LimiterClock = Pick<Clock, 'monotonic' | 'setTimeout'>;

const FORGET_EVERY_MS = 60_000;

/**
 * Keeps one account's calls within the limits of both documents: each call waits until the server is certain to have room for
 * it (Console REST API, Call frequency limit; Media Pull REST API, Rate limits). Keeps a process alive only while calls wait.
 */
export class RateLimiter {
	readonly #clock: LimiterClock;
	readonly #lanes = new Map<string, PriorityQueue>();
	#forgotAt: number;

	constructor(clock: LimiterClock) {
		this.#clock = clock;
		this.#forgotAt = clock.monotonic();
	}

	/**
	 * Runs `task` once there is room under all of the call's limits.
	 *
	 * @param task one exchange: it settles when the answer is there or given up, and runs no paced call itself.
	 * @returns what `task` returns.
	 * @throws what `task` throws, and the signal's reason when it aborts before `task` has started, which then never does.
	 */
	async run<T>(call: LimitedCall, task: () => Promise<T>): Promise<T> {
		const { limits, ...rest } = call;
		rest.signal?.throwIfAborted();
		this.#forgetIdleLanes();
		const paced = limits.reduceRight((inner, limit) => () => this.#lane(limit).run(rest, inner), task);
		return await paced();
	}

	#lane({ key, windows }: Limit): PriorityQueue {
		const lane = this.#lanes.get(key) ?? new PriorityQueue(windows, this.#clock);
		this.#lanes.set(key, lane);
		return lane;
	}

	/** Every named player has a lane of its own, so there is no end to them. */
	#forgetIdleLanes(): void {
		const now = this.#clock.monotonic();
		if (now - this.#forgotAt < FORGET_EVERY_MS) {
			return;
		}
		this.#forgotAt = now;
		for (const [key, lane] of this.#lanes) {
			if (lane.isIdle) {
				this.#lanes.delete(key);
			}
		}
	}
}

const RANKS = { polling: 0, interactive: 1 } as const;

/**
 * The calls under one limit: those that wait, in their order, and the places that are taken.
 *
 * p-queue keeps the order and the priorities, and lets waiting calls be cancelled. Its own sliding window (`strict`) is not
 * used, since it begins at the sending of a call, not at its answer (see `Places`), and since a queue has one window: of two
 * queues in a row, the first counts calls that still wait in the second, and lets twice its limit start at once when timers
 * were late, as after a computer's sleep.
 */
export class PriorityQueue {
	/** Paused while no place is free. */
	readonly #waiting = new PQueue();
	readonly #places: SlidingWindow;
	readonly #clock: LimiterClock;
	/** Runs only while calls wait. */
	#timer: Disposable | undefined;

	constructor(windows: readonly LimitWindow[], clock: LimiterClock) {
		this.#places = new SlidingWindow(windows);
		this.#clock = clock;
	}

	/** Whether it can be forgotten: no call waits, and places that were taken no longer matter. */
	get isIdle(): boolean {
		return this.#waiting.size === 0 && this.#places.areAllFree(this.#clock.monotonic());
	}

	run<T>(call: Omit<LimitedCall, 'limits'>, task: () => Promise<T>): Promise<T> {
		const { signal, onWait } = call;
		const priority = RANKS[call.priority];
		const ahead = call.priority === 'interactive' ? this.#waiting.sizeBy({ priority }) : this.#waiting.size;
		const wait = onWait && new LongWait(onWait, this.#clock);
		return new Promise<T>((resolve, reject) => {
			let starts = false;
			// The signal ends the waiting only. What was sent is ended by the task itself, which knows what that means.
			const start = (): void => {
				starts = true;
				wait?.end();
				this.#places.take();
				this.#proceed();
				resolve(this.#untilAnswered(task));
			};
			const leave = (reason: unknown): void => {
				wait?.end();
				reject(reason);
				this.#proceed();
			};
			this.#waiting.add(start, { priority, signal }).catch(leave);
			this.#proceed();
			if (!starts) {
				wait?.begin(this.#places.expectedWait(ahead, this.#clock.monotonic()));
			}
		});
	}

	async #untilAnswered<T>(task: () => Promise<T>): Promise<T> {
		try {
			return await task();
		} finally {
			this.#places.answered(this.#clock.monotonic());
			this.#proceed();
		}
	}

	/** Lets waiting calls start as far as places are free, and sees to it that it is called when the next one is. */
	#proceed(): void {
		this.#timer?.dispose();
		const free = this.#places.freeFrom() - this.#clock.monotonic();
		if (free <= 0) {
			this.#waiting.start();
			return;
		}
		this.#waiting.pause();
		if (this.#waiting.size > 0 && Number.isFinite(free)) {
			this.#timer = this.#clock.setTimeout(() => this.#proceed(), Math.ceil(free));
		}
	}
}

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
export class SlidingWindow {
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

/** What decides when a call may start. */
export interface LimitedCall {
	/** `limitsOf(request)`. A call under several must name them in the same order as others do. */
	readonly limits: readonly Limit[];
	/** Among the calls that wait, interactive ones go first, then the order in which they came counts. */
	readonly priority: 'interactive' | 'polling';
	/** Ends the waiting, and gives up the place in the queue; it does not end a task that has started. */
	readonly signal?: AbortSignal | undefined;
	/** Told, once for each limit, of a wait over a second, with its expected length in milliseconds (at least 1,000). */
	readonly onWait?: ((ms: number) => void) | undefined;
}

const LONG_MS = 1000;

/** One call's wait, told once to whoever waits: at once where it is expected to exceed a second, else when it does. */
export class LongWait {
	readonly #onWait: (ms: number) => void;
	readonly #clock: LimiterClock;
	#timer: Disposable | undefined;

	/** @param onWait gets the milliseconds that the wait takes in all, as far as can be told; at least 1,000. */
	constructor(onWait: (ms: number) => void, clock: LimiterClock) {
		this.#onWait = onWait;
		this.#clock = clock;
	}

	begin(expectedMs: number): void {
		if (expectedMs > LONG_MS) {
			this.#onWait(expectedMs);
		} else {
			this.#timer = this.#clock.setTimeout(() => this.#onWait(LONG_MS), LONG_MS);
		}
	}

	end(): void {
		this.#timer?.dispose();
	}
}
