import { type Disposable, toDisposable } from './disposable';

/** The time of day, replaceable so that code that waits or ages can be tested without waiting. */
export interface Clock {
	/** Milliseconds since 1970-01-01 UTC. */
	now(): number;
}

/** A clock that also wakes. */
export interface AlarmClock extends Clock {
	/** Calls once, `ms` milliseconds from now or later, unless disposed of before. */
	after(ms: number, call: () => void): Disposable;
}

/** Beyond this, timers of the system fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: AlarmClock = {
	now: () => Date.now(),
	after: (ms, call) => {
		const timer = setTimeout(call, Math.min(ms, LONGEST_TIMER_MS));
		return toDisposable(() => clearTimeout(timer));
	},
};
