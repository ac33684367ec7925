export interface Sorting {
	/** The column sorted by. */
	readonly key: string;
	readonly descending: boolean;
}

/** After a press on a column's header: the other way round, or by that column, highest first. */
export function sortedBy({ key, descending }: Sorting, pressed: string): Sorting {
	return { key: pressed, descending: key === pressed ? !descending : true };
}

/** In order; what has no value comes last either way, and equals keep their order. */
export function inOrder<T>(
	items: readonly T[],
	figureOf: (item: T) => number | string | undefined,
	descending: boolean,
): T[] {
	const sign = descending ? -1 : 1;
	return items.toSorted((a, b) => {
		const [one, other] = [figureOf(a), figureOf(b)];
		if (one === undefined || other === undefined) {
			return Number(one === undefined) - Number(other === undefined);
		}
		if (typeof one === 'string' && typeof other === 'string') {
			return sign * one.localeCompare(other);
		}
		return one === other ? 0 : sign * (one < other ? -1 : 1);
	});
}
