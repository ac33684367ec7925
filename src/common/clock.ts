import { uptime } from 'node:os';
import { type Disposable, toDisposable } from './disposable';

/** The time, replaceable so that code that waits or ages can be tested without waiting. All times are in milliseconds. */
export interface Clock {
	/**
	 * Milliseconds since 1970-01-01 UTC by this machine's clock, which may be wrong and may be set at any time. Only for what is
	 * shown or stored; compare Agora's times with `AgoraClient.serverNow`.
	 */
	now(): number;
	/**
	 * A steady time that never steps back, whatever happens to the machine's clock: for everything that is ordered, scheduled or
	 * ages. It begins near `now`; `wallTime` converts it to a time of day.
	 */
	monotonic(): number;
	/** Calls `callback` once, `ms` milliseconds from now or later, unless the result is disposed of first. */
	setTimeout(callback: () => void, ms: number): Disposable;
	/** Resolves `ms` milliseconds from now or later. Rejects with the signal's reason as soon as `signal` aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Converts a monotonic moment to a time of day by the machine's clock as it is set now. */
export function wallTime(moment: number, clock: Pick<Clock, 'now' | 'monotonic'>): number {
	return clock.now() - (clock.monotonic() - moment);
}

/** Implements `Clock.sleep` with the timers of a clock. */
export function sleepOn(clock: Pick<Clock, 'setTimeout'>, ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		signal?.throwIfAborted();
		const abort = (): void => {
			timer.dispose();
			reject(signal?.reason);
		};
		const timer = clock.setTimeout(() => {
			signal?.removeEventListener('abort', abort);
			resolve();
		}, ms);
		signal?.addEventListener('abort', abort, { once: true });
	});
}

/** Beyond this delay, timers of the system fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How often to check whether the machine slept, and the shortest sleep that counts: some systems round the uptime to seconds. */
const SLEEP_CHECK_MS = 1000;
const SHORTEST_SLEEP_MS = 5000;

/**
 * Combines a timer that never steps back but stands still while the machine sleeps, as `performance.now` does on Linux, with the
 * machine's uptime, which includes sleep.
 */
export function sleepAware(timer: () => number, machineUptime: () => number): () => number {
	let offset = machineUptime() - timer();
	let slept = 0;
	let checkedAt = timer();
	return () => {
		const at = timer();
		if (at - checkedAt >= SLEEP_CHECK_MS) {
			checkedAt = at;
			const ahead = machineUptime() - at - offset;
			if (ahead >= SHORTEST_SLEEP_MS) {
				offset += ahead;
				slept += ahead;
			}
		}
		return at + slept;
	};
}

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: sleepAware(
		() => performance.timeOrigin + performance.now(),
		() => uptime() * 1000,
	),
	setTimeout: (callback, ms) => {
		const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER_MS));
		return toDisposable(() => clearTimeout(timer));
	},
	sleep: (ms, signal) => sleepOn(systemClock, ms, signal),
};
