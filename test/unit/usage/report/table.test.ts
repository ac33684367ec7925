import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortRows, toggleSort, toTsv } from '../../../../src/usage/report/table';

describe('sortRows and toggleSort', () => {
	it('reverses the order for the same header, and starts with the highest for another one', () => {
		const first = toggleSort({ key: 'day', descending: true }, 'total');
		expect(first).toEqual({ key: 'total', descending: true });
		expect(toggleSort(first, 'total')).toEqual({ key: 'total', descending: false });
		expect(toggleSort(first, 'name', 'name')).toEqual({ key: 'name', descending: false });
	});

	it('puts missing values last in both directions', () => {
		const values = [3, undefined, 10, 0];
		expect(sortRows(values, (value) => value, true)).toEqual([10, 3, 0, undefined]);
		expect(sortRows(values, (value) => value, false)).toEqual([0, 3, 10, undefined]);
	});

	it('sorts names by locale', () => {
		expect(sortRows(['b', 'Ä', 'a'], (name) => name, false)).toEqual(['a', 'Ä', 'b']);
	});
});

describe('toTsv', () => {
	it('has a line per row, plain numbers and empty cells for missing values', () => {
		expect(
			toTsv([
				['Day', 'HD'],
				['2026-01-01', 1.5],
				['2026-01-02', undefined],
			]),
		).toBe('Day\tHD\r\n2026-01-01\t1.5\r\n2026-01-02\t\r\n');
	});

	it('lets no name break a row or become a formula', () => {
		expect(toTsv([['a\tb\nc', '=HYPERLINK("x")', ' @sum', -3, 'a;=1', '"=1"']])).toBe(
			`a b c\t'=HYPERLINK("x")\t '@sum\t-3\ta;'=1\t"'=1"\r\n`,
		);
	});

	it('has no formula in any cell for any separator', () => {
		const text = fc.string({ unit: fc.constantFrom('a', '=', '-', '@', ';', '\t', '\n', ' ', '"', "'") });
		fc.assert(
			fc.property(fc.array(text, { minLength: 1 }), fc.constantFrom('\t', ';'), (cells, separator) => {
				const read = toTsv([cells])
					.split(/\r\n|\n/)
					.flatMap((line) => line.split(separator));
				expect(read.filter((cell) => /^[\s"]*[=+\-@]/.test(cell))).toEqual([]);
			}),
		);
	});
});
