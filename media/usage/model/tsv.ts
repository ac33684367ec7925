import { withoutFormulas } from '../../../src/shared/usage/text';

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
