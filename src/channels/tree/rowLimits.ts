import { MoreNode } from './channelNodes';

/** How many rows of each list are shown: “Load more…” shows more of them. */
export class RowLimits {
	/** By the id of the row above; `''` for the first level. */
	readonly #limits = new Map<string, number>();
	readonly #more = new Map<string, MoreNode>();

	/** Shows more rows with the next update. */
	showMore(parentId: string): void {
		const more = this.#more.get(parentId);
		if (more) {
			this.#limits.set(parentId, this.limit(parentId, more.step) + more.step);
		}
	}

	/** Shows the row at an index, and all before it. */
	showUpTo(parentId: string, index: number, step: number): void {
		const needed = Math.ceil((index + 1) / step) * step;
		this.#limits.set(parentId, Math.max(this.limit(parentId, step), needed));
	}

	limit(parentId: string, step: number): number {
		return this.#limits.get(parentId) ?? step;
	}

	/**
	 * The row “Load more…” of a list with so many rows; undefined if all of them are shown. Adds it to `changed` if it shows another
	 * number.
	 */
	more(
		parent: MoreNode['parent'],
		count: number,
		step: number,
		changed: { push(node: MoreNode): unknown },
	): MoreNode | undefined {
		const id = parent?.id ?? '';
		const hidden = count - this.limit(id, step);
		if (hidden <= 0) {
			this.#more.delete(id);
			return undefined;
		}
		const existing = this.#more.get(id);
		const more = existing && existing.parent === parent ? existing : new MoreNode(parent, step);
		this.#more.set(id, more);
		if (more.hidden !== hidden) {
			more.hidden = hidden;
			changed.push(more);
		}
		return more;
	}
}
