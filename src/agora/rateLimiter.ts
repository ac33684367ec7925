import PQueue from 'p-queue';
import type { Clock } from '../common/clock';
import type { Disposable } from '../common/disposable';
import type { Priority } from './operations';
import type { Limit, LimitWindow } from './rateLimits';

/** A call, as far as rate limits are concerned. */
export interface LimitedCall {
	/** `limitsOf(request)`. A call under several must name them in the same order as others do. */
	readonly limits: readonly Limit[];
	/** Waiting interactive calls start before polling ones; among equals the order of arrival counts. */
	readonly priority: Priority;
	/** Ends the waiting; it does not end a task that has started. */
	readonly signal?: AbortSignal | undefined;
	/** Called once for each limit with a wait over a second, with its expected length in milliseconds (at least 1,000). */
	readonly onWait?: ((ms: number) => void) | undefined;
}

type LimiterClock = Pick<Clock, 'monotonic' | 'setTimeout'>;

const CLEAN_UP_EVERY_MS = 60_000;

/**
 * Keeps the calls of one account within the limits of both documents (Console REST API, Call frequency limit; Media Pull REST
 * API, Rate limits): each call waits until the server is certain to accept it. Polling is held to its share of each limit.
 * Timers run only while calls wait.
 */
export class RateLimiter {
	readonly #clock: LimiterClock;
	readonly #queues = new Map<string, PriorityQueue>();
	#cleanedUpAt: number;

	constructor(clock: LimiterClock) {
		this.#clock = clock;
		this.#cleanedUpAt = clock.monotonic();
	}

	/**
	 * Runs `task` once all limits of the call allow it.
	 *
	 * @param task one exchange: it settles with the response or when the exchange is given up, and runs no limited call itself.
	 * @throws what `task` throws, and the signal's reason when it aborts before `task` has started, which then never does.
	 */
	async run<T>(call: LimitedCall, task: () => Promise<T>): Promise<T> {
		call.signal?.throwIfAborted();
		this.#removeIdleQueues();
		const limited = call.limits.reduceRight(
			(inner, limit) => () => this.#queue(limit).run(call, inner),
			task,
		);
		return await limited();
	}

	/**
	 * When a call could start if no call waited before it and all pending calls got their response now; a time of the clock, which
	 * may be past.
	 */
	availableFrom({ limits, priority }: Pick<LimitedCall, 'limits' | 'priority'>): number {
		const now = this.#clock.monotonic();
		const times = limits.map(
			({ key }) => this.#queues.get(key)?.freeFrom(priority, now) ?? Number.NEGATIVE_INFINITY,
		);
		return Math.max(...times);
	}

	#queue(limit: Limit): PriorityQueue {
		const queue = this.#queues.get(limit.key) ?? new PriorityQueue(limit, this.#clock);
		this.#queues.set(limit.key, queue);
		return queue;
	}

	/** The number of limits is unbounded: every player with a name has one of its own. */
	#removeIdleQueues(): void {
		const now = this.#clock.monotonic();
		if (now - this.#cleanedUpAt < CLEAN_UP_EVERY_MS) {
			return;
		}
		this.#cleanedUpAt = now;
		for (const [key, queue] of this.#queues) {
			if (queue.isIdle) {
				this.#queues.delete(key);
			}
		}
	}
}

const RANKS = { polling: 0, interactive: 1 } as const satisfies Record<Priority, number>;

/**
 * The calls under one limit: those that wait, by priority and arrival, and the windows that they fill.
 *
 * p-queue keeps the order and lets waiting calls be cancelled. Its own sliding window (`strict`) is not used: it begins when a
 * call is sent, not at its response (see `SlidingWindow`), and a queue has only one window. Of two queues in a row, the first
 * counts calls that still wait in the second, and starts twice its limit at once when timers are late, as after a computer's sleep.
 */
class PriorityQueue {
	/** Paused while the first call may not start. */
	readonly #waiting = new PQueue();
	readonly #window: SlidingWindow;
	/** The share of polling, where it is held to less than the whole limit. */
	readonly #pollingWindow: SlidingWindow | undefined;
	readonly #clock: LimiterClock;
	/** Runs only while calls wait. */
	#timer: Disposable | undefined;

	constructor({ windows, pollingShare }: Limit, clock: LimiterClock) {
		this.#window = new SlidingWindow(windows);
		this.#pollingWindow =
			pollingShare === undefined
				? undefined
				: new SlidingWindow(
						windows.map(({ calls, ms }) => ({ calls: Math.floor(calls * pollingShare), ms })),
					);
		this.#clock = clock;
	}

	/** Whether no call waits, and no earlier call affects later ones. */
	get isIdle(): boolean {
		return this.#waiting.size === 0 && this.#window.isEmpty(this.#clock.monotonic());
	}

	/** When a call of this priority may start, if pending calls get their response at `respondedAt`; Infinity while that is unknown. */
	freeFrom(priority: Priority, respondedAt = Number.POSITIVE_INFINITY): number {
		return Math.max(...this.#windowsOf(priority).map((window) => window.freeFrom(respondedAt)));
	}

	run<T>(call: Omit<LimitedCall, 'limits'>, task: () => Promise<T>): Promise<T> {
		const { priority, signal, onWait } = call;
		const expectedWait = this.#expectedWait(priority);
		const wait = onWait && new LongWait(onWait, this.#clock);
		return new Promise<T>((resolve, reject) => {
			let isStarted = false;
			// The signal ends the waiting only. A call that was sent is ended by the task itself, which knows what that means.
			const start = (): void => {
				isStarted = true;
				wait?.end();
				const windows = this.#windowsOf(priority);
				for (const window of windows) {
					window.start();
				}
				this.#proceed();
				resolve(this.#runStarted(windows, task));
			};
			const leave = (reason: unknown): void => {
				wait?.end();
				reject(reason);
				this.#proceed();
			};
			this.#waiting.add(start, { priority: RANKS[priority], signal }).catch(leave);
			this.#proceed();
			if (!isStarted) {
				wait?.begin(expectedWait);
			}
		});
	}

	async #runStarted<T>(windows: readonly SlidingWindow[], task: () => Promise<T>): Promise<T> {
		try {
			return await task();
		} finally {
			for (const window of windows) {
				window.end(this.#clock.monotonic());
			}
			this.#proceed();
		}
	}

	#windowsOf(priority: Priority): readonly SlidingWindow[] {
		return priority === 'polling' && this.#pollingWindow
			? [this.#window, this.#pollingWindow]
			: [this.#window];
	}

	/** In milliseconds, if all calls get their response at once. */
	#expectedWait(priority: Priority): number {
		const now = this.#clock.monotonic();
		const interactive = this.#waiting.sizeBy({ priority: RANKS.interactive });
		const polling = this.#waiting.size - interactive;
		if (priority === 'interactive') {
			return this.#window.expectedWait(interactive, now);
		}
		const share = this.#pollingWindow?.expectedWait(polling, now) ?? 0;
		return Math.max(share, this.#window.expectedWait(interactive + polling, now));
	}

	/** Starts waiting calls as far as the windows allow, and sets a timer for the next one. */
	#proceed(): void {
		this.#timer?.dispose();
		const isInteractive = this.#waiting.sizeBy({ priority: RANKS.interactive }) > 0;
		const wait = this.freeFrom(isInteractive ? 'interactive' : 'polling') - this.#clock.monotonic();
		if (wait <= 0) {
			this.#waiting.start();
			return;
		}
		this.#waiting.pause();
		if (this.#waiting.size > 0 && Number.isFinite(wait)) {
			this.#timer = this.#clock.setTimeout(() => this.#proceed(), Math.ceil(wait));
		}
	}
}

/**
 * Added to every window, in milliseconds: the server's clock may gain 30 ms on ours in a minute (500 ppm, the most by which
 * clocks are corrected gradually), and its gateways may be some milliseconds apart.
 *
 * The way to the server needs no allowance, see `SlidingWindow`. Other programs that use the same account get none either: how
 * many calls they make is unknown, so that is left to waiting after a 429.
 */
const MARGIN_MS = 50;

/**
 * The calls in the windows of one limit. Times are milliseconds of a clock that never steps back.
 *
 * The server counts a call when it arrives, at some moment between request and response: the first call looks up a name and
 * opens a connection, the next finds it open, so two that were sent a second apart may arrive half a second apart. A call
 * therefore counts from its start until a whole window after its response. No window is exceeded at the server then, however
 * long the ways are; the price is one round trip added to each window.
 */
class SlidingWindow {
	readonly #windows: readonly LimitWindow[];
	/** How many response times are stored: as many as the largest window has calls. */
	readonly #capacity: number;
	/** The times of the latest responses, ascending. */
	readonly #responses: number[] = [];
	#pending = 0;

	constructor(windows: readonly LimitWindow[]) {
		this.#windows = windows;
		this.#capacity = Math.max(...windows.map(({ calls }) => calls));
	}

	start(): void {
		this.#pending += 1;
	}

	/** Must be called once for each `start`. For a call that was cancelled or timed out, this counts as its response. */
	end(now: number): void {
		this.#pending -= 1;
		this.#responses.push(now);
		if (this.#responses.length > this.#capacity) {
			this.#responses.shift();
		}
	}

	/** When a call may start if pending calls get their response at `respondedAt`. */
	freeFrom(respondedAt: number): number {
		return this.#freeFrom(this.#responsesWith(respondedAt));
	}

	/** How long, in milliseconds, a call with `ahead` others before it waits if all get their response at once. */
	expectedWait(ahead: number, now: number): number {
		const responses = this.#responsesWith(now);
		for (let call = 0; call < ahead; call++) {
			responses.push(Math.max(now, this.#freeFrom(responses)));
		}
		return Math.max(0, this.#freeFrom(responses) - now);
	}

	/** Whether no earlier call affects later ones. */
	isEmpty(now: number): boolean {
		const longest = Math.max(...this.#windows.map(({ ms }) => ms));
		const last = this.#responses.at(-1) ?? Number.NEGATIVE_INFINITY;
		return this.#pending === 0 && last + longest + MARGIN_MS <= now;
	}

	#responsesWith(respondedAt: number): number[] {
		return [...this.#responses, ...new Array<number>(this.#pending).fill(respondedAt)];
	}

	#freeFrom(responses: readonly number[]): number {
		const times = this.#windows.map(
			({ calls, ms }) => (responses.at(-calls) ?? Number.NEGATIVE_INFINITY) + ms + MARGIN_MS,
		);
		return Math.max(...times);
	}
}

const LONG_MS = 1000;

/** Reports the wait of one call once: at once where it is expected to exceed a second, otherwise when it does. */
class LongWait {
	readonly #onWait: (ms: number) => void;
	readonly #clock: LimiterClock;
	#timer: Disposable | undefined;

	/** @param onWait gets the expected length of the whole wait in milliseconds; at least 1,000. */
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
