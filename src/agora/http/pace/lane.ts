import PQueue from 'p-queue';
import type { Clock } from '../../../platform/clock';
import type { LimitWindow } from './limit';
import { LongWait } from './longWait';
import type { PacedCall } from './pacedCall';
import { Places } from './places';

const RANKS = { polling: 0, interactive: 1 } as const;

/**
 * The calls under one limit: those that wait, in their order, and the places that are taken.
 *
 * p-queue keeps the order and the priorities, and lets waiting calls be cancelled. Its own sliding window (`strict`) is not
 * used, since it begins at the sending of a call, not at its answer (see `Places`), and since a queue has one window: of two
 * queues in a row, the first counts calls that still wait in the second, and lets twice its limit start at once when timers
 * were late, as after a computer's sleep.
 */
export class Lane {
	/** Paused while no place is free. */
	readonly #waiting = new PQueue();
	readonly #places: Places;
	readonly #clock: Pick<Clock, 'monotonic'>;
	/** Runs only while calls wait. */
	#timer: NodeJS.Timeout | undefined;

	constructor(windows: readonly LimitWindow[], clock: Pick<Clock, 'monotonic'>) {
		this.#places = new Places(windows);
		this.#clock = clock;
	}

	/** Whether it can be forgotten: no call waits, and places that were taken no longer matter. */
	get isIdle(): boolean {
		return this.#waiting.size === 0 && this.#places.areAllFree(this.#clock.monotonic());
	}

	run<T>(call: Omit<PacedCall, 'limits'>, task: () => Promise<T>): Promise<T> {
		const { signal, onWait } = call;
		const priority = RANKS[call.priority];
		const ahead = call.priority === 'interactive' ? this.#waiting.sizeBy({ priority }) : this.#waiting.size;
		const wait = onWait && new LongWait(onWait);
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
		clearTimeout(this.#timer);
		const free = this.#places.freeFrom() - this.#clock.monotonic();
		if (free <= 0) {
			this.#waiting.start();
			return;
		}
		this.#waiting.pause();
		if (this.#waiting.size > 0 && Number.isFinite(free)) {
			this.#timer = setTimeout(() => this.#proceed(), Math.ceil(free));
		}
	}
}
