import { type Clock, sleepOn } from '../../../../src/common/clock';
import type { Disposable } from '../../../../src/common/disposable';
import type { TestMemento } from '../../../fixtures/memento';
import type { SimulatedClock } from '../../../fixtures/simulatedClock';

/**
 * Keeps the promises of a window pending forever once the window is closed, as in a process that has ended: its code stops where it
 * awaits, and what is not stored is lost.
 */
export class WindowLifetime {
	private alive = true;

	end(): void {
		this.alive = false;
	}

	/** The promise as the window observes it. */
	keep<T>(promise: PromiseLike<T>): Promise<T> {
		return new Promise((resolve, reject) => {
			promise.then(
				(value) => {
					if (this.alive) {
						resolve(value);
					}
				},
				(error: unknown) => {
					if (this.alive) {
						reject(error);
					}
				},
			);
		});
	}

	/** Does not call the function once the window is closed. */
	run<T>(task: () => PromiseLike<T>): Promise<T> {
		return this.alive ? this.keep(task()) : new Promise<never>(() => {});
	}

	call(task: () => void): void {
		if (this.alive) {
			task();
		}
	}
}

/** The clock of a window. It may be wrong or be set at any time. Its timers use the time that actually passes. */
export class LocalClock implements Clock {
	private readonly time: SimulatedClock;
	private readonly lifetime: WindowLifetime;
	private readonly skew: { readonly ms: number };

	constructor(time: SimulatedClock, skew: { readonly ms: number }, lifetime: WindowLifetime) {
		this.time = time;
		this.skew = skew;
		this.lifetime = lifetime;
	}

	now(): number {
		return Math.floor(this.time.now() + this.skew.ms);
	}

	monotonic(): number {
		return this.time.now();
	}

	setTimeout(callback: () => void, ms: number): Disposable {
		return this.time.setTimeout(() => this.lifetime.call(callback), ms);
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		return sleepOn(this, ms, signal);
	}
}

/** A storage that remains when a window closes, as one window uses it. */
export function mementoOf(stored: TestMemento, lifetime: WindowLifetime) {
	return {
		keys: () => stored.keys(),
		get: stored.get.bind(stored),
		setKeysForSync: () => {},
		update: (key: string, value: unknown) => lifetime.run(() => stored.update(key, value)),
	};
}

interface Secrets {
	keys(): Promise<string[]>;
	get(key: string): Promise<string | undefined>;
	store(key: string, value: string): Promise<void>;
	delete(key: string): Promise<void>;
}

/** @param failing returns whether the keyring of the system currently refuses. */
export function secretsOf(stored: Secrets, lifetime: WindowLifetime, failing: () => boolean): Secrets {
	const run = <T>(task: () => Promise<T>) =>
		lifetime.run(() => (failing() ? Promise.reject(new Error('the keyring is locked')) : task()));
	return {
		keys: () => run(() => stored.keys()),
		get: (key) => run(() => stored.get(key)),
		store: (key, value) => run(() => stored.store(key, value)),
		delete: (key) => run(() => stored.delete(key)),
	};
}
