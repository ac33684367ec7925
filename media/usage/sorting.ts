import { withoutFormulas } from '../../src/usage/report/messages';

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

type Cell = string | number | undefined;

/** Tab-separated values as spreadsheets take them from the clipboard: numbers plain, and no text a formula. */
export function tsv(rows: readonly (readonly Cell[])[]): string {
	return rows.map((cells) => `${cells.map(written).join('\t')}\r\n`).join('');
}

function written(cell: Cell): string {
	if (cell === undefined) {
		return '';
	}
	return typeof cell === 'number' ? String(cell) : withoutFormulas(cell.replace(/[\t\r\n]+/g, ' '));
}
