export interface Sorting {
	/** The column sorted by. */
	readonly key: string;
	readonly descending: boolean;
}

/** After a press on a column's header: the other way round, or by that column, highest first. */
export function toggleSort({ key, descending }: Sorting, pressed: string): Sorting {
	return { key: pressed, descending: key === pressed ? !descending : true };
}

/** In order; what has no value comes last either way, and equals keep their order. */
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

/** Tab-separated values as spreadsheets take them from the clipboard: numbers plain, and no text a formula. */
export function toTsv(rows: readonly (readonly Cell[])[]): string {
	return rows.map((cells) => `${cells.map(written).join('\t')}\r\n`).join('');
}

function written(cell: Cell): string {
	if (cell === undefined) {
		return '';
	}
	return typeof cell === 'number' ? String(cell) : withoutFormulas(cell.replace(/[\t\r\n]+/g, ' '));
}

/**
 * A sign that begins a formula, at the start of a text, or inside it where a spreadsheet may begin a new cell: after a semicolon,
 * a tab or a line break. Blanks and quotation marks before it do not count.
 */
const FORMULA_SIGN = /(?<=(?:^|[;\t\r\n])[\s"]*)[=+\-@\uff1d\uff0b\uff0d\uff20]/g;

/**
 * A text that no spreadsheet takes for a formula (OWASP, CSV injection), whatever its list separator is: with an apostrophe
 * before each sign that could begin one.
 */
export function withoutFormulas(text: string): string {
	return text.replace(FORMULA_SIGN, "'$&");
}

/**
 * A field as RFC 4180 writes it. Texts are without formulas, also for spreadsheets whose list separator is a semicolon or a tab;
 * numbers are written as they are.
 */
export function toCsvField(value: string | number): string {
	if (typeof value === 'number') {
		return String(value);
	}
	const text = withoutFormulas(value);
	const safe = /^[\t\r\n]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
