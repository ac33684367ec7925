import { setTimeout as timeout } from 'node:timers/promises';
import { type Clock, systemMonotonic, systemNow, wallTime } from '../common/clock';

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

/** A `Date` header is in whole seconds, rounded down. */
const RESOLUTION_MS = 1000;

/** By how much the two clocks may drift apart within an hour without the offset being measured anew: 50 ppm of each. */
const DRIFT_PER_MS = 1e-4;

/** By how much the server's clock is ahead of the monotonic one: at least and at most, measured at `at`. */
interface Offset {
	readonly least: number;
	readonly most: number;
	readonly at: number;
}

/**
 * The server's time of day, learned from the `Date` headers of its answers. It does not depend on this machine's clock, which may be
 * wrong or be set while the extension runs. All times are in milliseconds.
 */
export class ServerClock {
	readonly #clock: Clock;
	#offset: Offset | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Milliseconds since 1970 by the server's clock; by this machine's until a first answer came. */
	now(): number {
		return this.at(this.#clock.monotonic());
	}

	/** The server's time of day at a moment that `monotonic` gave. */
	at(moment: number): number {
		if (!this.#offset) {
			return wallTime(moment, this.#clock);
		}
		const { least, most } = this.#offset;
		return Math.round(moment + (least + most) / 2);
	}

	/**
	 * Takes in an answer. The server wrote its date between sending and answer, so each answer gives bounds, and several
	 * together give narrow ones. Bounds that exclude each other come from clocks that were set, or from two servers: the newest
	 * counts.
	 *
	 * @param date The header; anything but a date is ignored.
	 * @param sentAt When the request was sent and the answer began, by the monotonic clock.
	 */
	heard(date: string | undefined, sentAt: number, answeredAt: number): void {
		const time = Date.parse(date ?? '');
		if (Number.isNaN(time)) {
			return;
		}
		const heard = { least: time - answeredAt, most: time + RESOLUTION_MS - sentAt, at: answeredAt };
		const known = this.#offset;
		const drift = known ? Math.max(0, answeredAt - known.at) * DRIFT_PER_MS : 0;
		const least = Math.max(heard.least, (known?.least ?? heard.least) - drift);
		const most = Math.min(heard.most, (known?.most ?? heard.most) + drift);
		this.#offset = least <= most ? { least, most, at: answeredAt } : heard;
	}
}
