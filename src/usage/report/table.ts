export interface Sorting {
	/** The column sorted by. */
	readonly key: string;
	readonly descending: boolean;
}

/** The sorting after a click on a column's header: reversed, or by that column, highest first, or from A to Z in the column of names. */
export function toggleSort({ key, descending }: Sorting, pressed: string, names?: string): Sorting {
	return { key: pressed, descending: key === pressed ? !descending : pressed !== names };
}

/** Sorts by a value. Items without one come last in both directions, and equal ones keep their order. */
export function sortRows<T>(
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

/** Tab-separated values for spreadsheets: plain numbers, and texts that are not formulas. */
export function toTsv(rows: readonly (readonly Cell[])[]): string {
	return rows.map((cells) => `${cells.map(toTsvField).join('\t')}\r\n`).join('');
}

function toTsvField(cell: Cell): string {
	if (cell === undefined) {
		return '';
	}
	return typeof cell === 'number' ? String(cell) : withoutFormulas(cell.replace(/[\t\r\n]+/g, ' '));
}

/**
 * A sign that begins a formula: at the start of a text, or where a spreadsheet may begin a new cell, which is after a
 * semicolon, a tab or a line break. Blanks and quotation marks before it are ignored.
 */
const FORMULA_SIGN = /(?<=(?:^|[;\t\r\n])[\s"]*)[=+\-@\uff1d\uff0b\uff0d\uff20]/g;

/**
 * Puts an apostrophe before each sign that could begin a formula (OWASP, CSV injection), for every list separator that
 * spreadsheets use.
 */
export function withoutFormulas(text: string): string {
	return text.replace(FORMULA_SIGN, "'$&");
}

/**
 * A field of RFC 4180. Texts cannot become formulas, even if the list separator of the spreadsheet is a semicolon or a
 * tab; numbers are written unchanged.
 */
export function toCsvField(value: string | number): string {
	if (typeof value === 'number') {
		return String(value);
	}
	const text = withoutFormulas(value);
	const safe = /^[\t\r\n]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
