import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tsv } from '../../../media/usage/sorting';

describe('a copied table', () => {
	it('has a line per row, plain numbers and nothing where nothing was sent', () => {
		expect(
			tsv([
				['Day', 'HD'],
				['2026-01-01', 1.5],
				['2026-01-02', undefined],
			]),
		).toBe('Day\tHD\r\n2026-01-01\t1.5\r\n2026-01-02\t\r\n');
	});

	it('lets no name break a row or become a formula', () => {
		expect(tsv([['a\tb\nc', '=HYPERLINK("x")', ' @sum', -3, 'a;=1', '"=1"']])).toBe(
			`a b c\t'=HYPERLINK("x")\t '@sum\t-3\ta;'=1\t"'=1"\r\n`,
		);
	});

	it('has no formula in any cell, whatever the separator', () => {
		const text = fc.string({ unit: fc.constantFrom('a', '=', '-', '@', ';', '\t', '\n', ' ', '"', "'") });
		fc.assert(
			fc.property(fc.array(text, { minLength: 1 }), fc.constantFrom('\t', ';'), (cells, separator) => {
				const read = tsv([cells])
					.split(/\r\n|\n/)
					.flatMap((line) => line.split(separator));
				expect(read.filter((cell) => /^[\s"]*[=+\-@]/.test(cell))).toEqual([]);
			}),
		);
	});
});
