import { type Disposable, toDisposable } from './disposable';

/** Subscribes a listener until the returned disposable is disposed of. Has the shape of `vscode.Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/**
 * An event source for code that also runs outside VS Code, where `vscode.EventEmitter` does not exist. Listeners are called in the
 * order in which they subscribed, also if one of them throws. A listener that unsubscribes during an event is not called.
 */
export class Emitter<T> implements Disposable {
	readonly #listeners = new Set<{ call: (value: T) => void }>();

	readonly event: Event<T> = (listener) => {
		const entry = { call: listener };
		this.#listeners.add(entry);
		return toDisposable(() => this.#listeners.delete(entry));
	};

	fire(value: T): void {
		const errors: unknown[] = [];
		for (const listener of [...this.#listeners]) {
			if (!this.#listeners.has(listener)) {
				continue;
			}
			try {
				listener.call(value);
			} catch (error) {
				errors.push(error);
			}
		}
		if (errors.length > 0) {
			throw errors[0];
		}
	}

	dispose(): void {
		this.#listeners.clear();
	}
}
