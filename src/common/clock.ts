import { uptime } from 'node:os';
import { type Disposable, toDisposable } from './disposable';

/** The time, replaceable so that code that waits or ages can be tested without waiting. */
export interface Clock {
	/**
	 * Milliseconds since 1970-01-01 UTC as this machine's clock says, which may be wrong and may be set back or ahead at any
	 * time. Only for what is shown or stored; `AgoraClient.serverNow` is what Agora's times are compared with.
	 */
	now(): number;
	/**
	 * Milliseconds that pass steadily and never step back, whatever happens to the machine's clock: for everything that is
	 * ordered, scheduled or ages. They begin near those of `now`; `wallTime` makes a time of day of them.
	 */
	monotonic(): number;
}

/** A clock that also wakes. */
export interface AlarmClock extends Clock {
	/** Calls once, `ms` milliseconds from now or later, unless disposed of before. */
	after(ms: number, call: () => void): Disposable;
}

/** The time of day, as the machine's clock says now, of a moment that `monotonic` gave. */
export function wallTime(moment: number, clock: Clock): number {
	return clock.now() - (clock.monotonic() - moment);
}

/** Beyond this, timers of the system fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How often sleep is looked for, and how long one is at least: the uptime of some systems is in whole seconds. */
const SLEEP_CHECK_MS = 1000;
const SHORTEST_SLEEP_MS = 5000;

/**
 * Makes a monotonic clock of a timer that never steps back but stands still while the machine sleeps, as `performance.now`
 * does on Linux, and of the machine's uptime, which counts sleep. All times are in milliseconds.
 */
export function sleepAware(timer: () => number, machineUptime: () => number): () => number {
	let slept = machineUptime() - timer();
	let total = 0;
	let checkedAt = timer();
	return () => {
		const at = timer();
		if (at - checkedAt >= SLEEP_CHECK_MS) {
			checkedAt = at;
			const ahead = machineUptime() - at - slept;
			if (ahead >= SHORTEST_SLEEP_MS) {
				slept += ahead;
				total += ahead;
			}
		}
		return at + total;
	};
}

/** `now` of the system. */
export const systemNow = (): number => Date.now();

/** `monotonic` of the system. */
export const systemMonotonic = sleepAware(
	() => performance.timeOrigin + performance.now(),
	() => uptime() * 1000,
);

export const systemClock: AlarmClock = {
	now: systemNow,
	monotonic: systemMonotonic,
	after: (ms, call) => {
		const timer = setTimeout(call, Math.min(ms, LONGEST_TIMER_MS));
		return toDisposable(() => clearTimeout(timer));
	},
};
