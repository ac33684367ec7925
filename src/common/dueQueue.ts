interface Entry<T> {
	readonly item: T;
	due: number;
	/** Orders items that are due at the same time by when they were set. */
	order: number;
	/** The index in the heap. */
	at: number;
}

/** Items ordered by when they are due: a binary heap with movable items. Every change takes O(log n). */
export class DueQueue<T> {
	readonly #heap: Entry<T>[] = [];
	readonly #entries = new Map<T, Entry<T>>();
	#orders = 0;

	/** The item that is due first; undefined if the queue is empty. */
	get first(): { readonly item: T; readonly due: number } | undefined {
		return this.#heap[0];
	}

	get size(): number {
		return this.#heap.length;
	}

	has(item: T): boolean {
		return this.#entries.has(item);
	}

	/** Adds or moves an item. `Infinity` removes it. */
	set(item: T, due: number): void {
		if (due === Number.POSITIVE_INFINITY) {
			this.delete(item);
			return;
		}
		this.#orders += 1;
		const existing = this.#entries.get(item);
		if (existing) {
			existing.due = due;
			existing.order = this.#orders;
			this.#restoreOrder(existing);
			return;
		}
		const entry = { item, due, order: this.#orders, at: this.#heap.length };
		this.#entries.set(item, entry);
		this.#heap.push(entry);
		this.#restoreOrder(entry);
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
			this.#restoreOrder(last);
		}
	}

	clear(): void {
		this.#heap.length = 0;
		this.#entries.clear();
	}

	/** Moves an entry up while it is earlier than its parent, or down while it is later than a child. */
	#restoreOrder(entry: Entry<T>): void {
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
