import { type Clock, systemMonotonic } from '../../../platform/clock';
import { Lane } from './lane';
import type { Limit } from './limit';
import type { PacedCall } from './pacedCall';

export interface PacerOptions {
	/** The system's by default. */
	readonly clock?: Pick<Clock, 'monotonic'>;
}

const FORGET_EVERY_MS = 60_000;

/**
 * Keeps one account's calls within the limits of both documents: each call waits until the server is certain to have room for
 * it (Console REST API, Call frequency limit; Media Pull REST API, Rate limits). Keeps a process alive only while calls wait.
 */
export class Pacer {
	readonly #clock: Pick<Clock, 'monotonic'>;
	readonly #lanes = new Map<string, Lane>();
	#forgotAt: number;

	constructor({ clock = { monotonic: systemMonotonic } }: PacerOptions = {}) {
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
	async run<T>(call: PacedCall, task: () => Promise<T>): Promise<T> {
		const { limits, ...rest } = call;
		rest.signal?.throwIfAborted();
		this.#forgetIdleLanes();
		const paced = limits.reduceRight((inner, limit) => () => this.#lane(limit).run(rest, inner), task);
		return await paced();
	}

	#lane({ key, windows }: Limit): Lane {
		const lane = this.#lanes.get(key) ?? new Lane(windows, this.#clock);
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
