/** Something that holds a resource until it is disposed of. Has the shape of `vscode.Disposable`. */
export interface Disposable {
	dispose(): void;
}

/** Owns several disposables and disposes of them together, in reverse order, because later ones may use earlier ones. */
export class DisposableStore implements Disposable {
	readonly #items: Disposable[] = [];
	#disposed = false;

	/** Takes ownership of `item`, which is disposed of at once if the store is already disposed of. */
	add<T extends Disposable>(item: T): T {
		if (this.#disposed) {
			item.dispose();
		} else {
			this.#items.push(item);
		}
		return item;
	}

	dispose(): void {
		this.#disposed = true;
		for (let item = this.#items.pop(); item; item = this.#items.pop()) {
			item.dispose();
		}
	}
}

export function toDisposable(dispose: () => void): Disposable {
	return { dispose };
}
