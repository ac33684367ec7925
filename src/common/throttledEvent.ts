import type { Clock } from './clock';
import { type Disposable, DisposableStore } from './disposable';
import { Emitter, type Event } from './emitter';

/**
 * Follows events that may fire thousands of times in a second. Fires at once for the first one, and then at most once in an interval for
 * all that follow, so that drawing stays cheap.
 */
export class ThrottledEvent implements Disposable {
	readonly #subscriptions = new DisposableStore();
	readonly #fired = this.#subscriptions.add(new Emitter<void>());
	readonly #clock: Pick<Clock, 'setTimeout'>;
	readonly #intervalMs: number;
	#interval: Disposable | undefined;
	#isDue = false;

	readonly event = this.#fired.event;

	constructor(sources: readonly Event<unknown>[], intervalMs: number, clock: Pick<Clock, 'setTimeout'>) {
		this.#clock = clock;
		this.#intervalMs = intervalMs;
		for (const source of sources) {
			this.#subscriptions.add(source(() => this.#onEvent()));
		}
	}

	dispose(): void {
		this.#subscriptions.dispose();
		this.#interval?.dispose();
	}

	#onEvent(): void {
		if (this.#interval) {
			this.#isDue = true;
		} else {
			this.#fire();
		}
	}

	#fire(): void {
		this.#isDue = false;
		this.#interval = this.#clock.setTimeout(() => {
			this.#interval = undefined;
			if (this.#isDue) {
				this.#fire();
			}
		}, this.#intervalMs);
		this.#fired.fire();
	}
}
