import { type Clock, wallTime } from '../common/clock';

/** A `Date` header is in whole seconds, rounded down. */
const RESOLUTION_MS = 1000;

/** How far the two clocks drift apart since the last measurement: 50 ppm each. */
const DRIFT_PER_MS = 1e-4;

/** How far the server's clock is ahead of the monotonic one, at least and at most, measured at `at`. */
interface Offset {
	readonly least: number;
	readonly most: number;
	readonly at: number;
}

/**
 * The server's time of day, derived from the `Date` headers of its responses. It does not depend on this machine's clock, which may
 * be wrong or be set while the extension runs. All times are in milliseconds.
 */
export class ServerClock {
	readonly #clock: Pick<Clock, 'now' | 'monotonic'>;
	#offset: Offset | undefined;

	constructor(clock: Pick<Clock, 'now' | 'monotonic'>) {
		this.#clock = clock;
	}

	/** Milliseconds since 1970 by the server's clock; by this machine's before the first response. */
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
	 * Updates the offset from one response. The server wrote its date between request and response, so each response gives
	 * bounds, and several together give narrow ones. Bounds that exclude each other come from a clock that was set, or from two
	 * servers: the newest counts.
	 *
	 * @param date the header; anything but a date is ignored.
	 * @param sentAt when the request was sent, by the monotonic clock.
	 * @param receivedAt when the response began, by the monotonic clock.
	 */
	update(date: string | undefined, sentAt: number, receivedAt: number): void {
		const time = Date.parse(date ?? '');
		if (Number.isNaN(time)) {
			return;
		}
		const measured = { least: time - receivedAt, most: time + RESOLUTION_MS - sentAt, at: receivedAt };
		const before = this.#offset;
		const drift = before ? Math.max(0, receivedAt - before.at) * DRIFT_PER_MS : 0;
		const least = Math.max(measured.least, (before?.least ?? measured.least) - drift);
		const most = Math.min(measured.most, (before?.most ?? measured.most) + drift);
		this.#offset = least <= most ? { least, most, at: receivedAt } : measured;
	}
}
