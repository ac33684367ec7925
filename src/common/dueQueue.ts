interface Entry<T> {
	readonly item: T;
	due: number;
	/** Of two that are due at the same time, the one that was set first comes first. */
	order: number;
	/** In the heap. */
	at: number;
}

/** Items by the time at which they are due: a binary heap, in which each item can be set anew. Every change takes O(log n). */
export class DueQueue<T> {
	readonly #heap: Entry<T>[] = [];
	readonly #entries = new Map<T, Entry<T>>();
	#orders = 0;

	/** The item that is due first, and when; undefined while there is none. */
	get first(): { readonly item: T; readonly due: number } | undefined {
		return this.#heap[0];
	}

	get size(): number {
		return this.#heap.length;
	}

	has(item: T): boolean {
		return this.#entries.has(item);
	}

	/** Adds an item, or moves it. Infinity takes it out. */
	set(item: T, due: number): void {
		if (due === Number.POSITIVE_INFINITY) {
			this.delete(item);
			return;
		}
		this.#orders += 1;
		const known = this.#entries.get(item);
		if (known) {
			known.due = due;
			known.order = this.#orders;
			this.#settle(known);
			return;
		}
		const entry = { item, due, order: this.#orders, at: this.#heap.length };
		this.#entries.set(item, entry);
		this.#heap.push(entry);
		this.#settle(entry);
	}

	delete(item: T): void {
		const entry = this.#entries.get(item);
		if (!entry) {
			return;
		}
		this.#entries.delete(item);
		const last = this.#heap.pop();
		if (last && last !== entry) {
			this.#heap[entry.at] = last;
			last.at = entry.at;
			this.#settle(last);
		}
	}

	clear(): void {
		this.#heap.length = 0;
		this.#entries.clear();
	}

	/** Moves an entry to where it belongs: up to the root as far as it is earlier, or down as far as it is later. */
	#settle(entry: Entry<T>): void {
		for (;;) {
			const parent = entry.at > 0 ? this.#heap[(entry.at - 1) >> 1] : undefined;
			if (!parent || !isEarlier(entry, parent)) {
				break;
			}
			this.#swap(entry, parent);
		}
		for (;;) {
			const [left, right] = [this.#heap[2 * entry.at + 1], this.#heap[2 * entry.at + 2]];
			const child = left && right && isEarlier(right, left) ? right : left;
			if (!child || !isEarlier(child, entry)) {
				break;
			}
			this.#swap(entry, child);
		}
	}

	#swap(a: Entry<T>, b: Entry<T>): void {
		[a.at, b.at] = [b.at, a.at];
		this.#heap[a.at] = a;
		this.#heap[b.at] = b;
	}
}

function isEarlier(a: Entry<unknown>, b: Entry<unknown>): boolean {
	return a.due < b.due || (a.due === b.due && a.order < b.order);
}
