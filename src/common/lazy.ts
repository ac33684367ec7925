/**
 * Loads something at the first call, and gives the same promise to every later one. A load that failed is not kept: the next call
 * tries again.
 */
export class Lazy<T> {
	readonly #load: () => Promise<T>;
	#loading: Promise<T> | undefined;

	constructor(load: () => Promise<T>) {
		this.#load = load;
	}

	/** The promise of a load that was asked for and did not fail; undefined before. */
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
