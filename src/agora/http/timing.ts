import { setTimeout as timeout } from 'node:timers/promises';
import { type Clock, systemMonotonic, systemNow } from '../../platform/clock';

/** The time and the passing of it, replaceable so that what waits can be tested without waiting. */
export interface Timing extends Clock {
	/** Resolves after so many milliseconds; rejects as soon as `signal` aborts. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemTiming: Timing = {
	now: systemNow,
	monotonic: systemMonotonic,
	sleep: (ms, signal) => timeout(ms, undefined, { signal }),
};
