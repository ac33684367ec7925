/**
 * Loads a value at the first call, and returns the same promise to every later one. After a failure, the next call loads again.
 */
export class Lazy<T> {
	readonly #load: () => Promise<T>;
	#loading: Promise<T> | undefined;

	constructor(load: () => Promise<T>) {
		this.#load = load;
	}

	/** The promise of a load that has started and not failed; undefined before. */
	get started(): Promise<T> | undefined {
		return this.#loading;
	}

	get(): Promise<T> {
		if (this.#loading) {
			return this.#loading;
		}
		const loading = this.#load();
		this.#loading = loading;
		loading.catch(() => {
			if (this.#loading === loading) {
				this.#loading = undefined;
			}
		});
		return loading;
	}
}
