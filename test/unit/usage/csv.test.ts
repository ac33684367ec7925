import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, usageCsv } from '../../../src/usage/exportFormats';
import { column, sourceOf } from './source';

/** Rows and fields as RFC 4180 reads them. */
function parse(text: string): string[][] {
	const rows: string[][] = [];
	const fields = text.matchAll(/("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n)/g);
	let row: string[] = [];
	for (const [, field = '', end] of fields) {
		row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
		if (end === '\r\n') {
			rows.push(row);
			row = [];
		}
	}
	return rows;
}

describe('usageCsv', () => {
	it('has one row per day, business and tier, in the unit of the view, gaps empty and today not complete', () => {
		const source = sourceOf({
			p1: { default: [column('audio', [60, null, 0, 90, 6])], miniapp: [column('mini', [1, 2, 3, 4, 5])] },
		});
		const text = usageCsv(source, 'en');
		expect(text.charCodeAt(0)).toBe(0xfeff);
		expect(text.slice(1).split('\r\n').slice(0, 7)).toEqual([
			'date,business,tier,label,minutes,other_amount,other_unit,complete',
			'2026-02-27,default,audio,audio label,1,,,yes',
			'2026-02-28,default,audio,audio label,,,,yes',
			'2026-03-01,default,audio,audio label,0,,,yes',
			'2026-03-02,default,audio,audio label,1.5,,,yes',
			'2026-03-03,default,audio,audio label,0.1,,,no',
			'2026-02-27,miniapp,mini,mini label,0.016666666666666666,,,yes',
		]);
		expect(parse(text.slice(1))).toHaveLength(11);
	});

	it('has rows per project with all projects, without those and the tiers that are switched off', () => {
		const figures = { default: [column('audio', [60]), column('hd', [60])] };
		const source = sourceOf(
			{ p1: figures, p2: figures, p3: figures },
			{ hiddenProjects: ['p2'], hiddenColumns: ['hd'], unit: 'hour' },
			{ p1: 'One', p3: 'Three, "3"' },
		);
		const [header, ...rows] = parse(usageCsv(source, 'zh-cn').slice(1));
		expect(header?.slice(0, 6)).toEqual(['date', 'project', 'project_id', 'business', 'tier', 'label']);
		expect(header).toContain('hours');
		expect(
			new Set(rows.map(([, project, id, , tier, label]) => [project, id, tier, label].join('|'))),
		).toEqual(new Set(['One|p1|audio|audio 标签', 'Three, "3"|p3|audio|audio 标签']));
	});

	it('writes amounts of another unit as they were sent', () => {
		const source = sourceOf({ p1: { default: [column('traffic', [7.5], { unit: 'GB' })] } });
		expect(usageCsv(source, 'en')).toContain('2026-02-27,default,traffic,traffic label,,7.5,GB,yes\r\n');
	});

	it('lets no name or label become a formula', () => {
		const labels = { en: '@SUM(1+9)*cmd|calc' };
		const source = sourceOf(
			{ p1: { default: [column('=1+1', [1], { labels, unit: '-2+3' })] }, p2: {} },
			{},
			{ p1: '=HYPERLINK("http://evil.example")' },
		);
		const [, row = []] = parse(usageCsv(source, 'en').slice(1));
		expect(row.filter((field) => /^[=+\-@]/.test(field))).toEqual([]);
		expect(row).toContain(`'=HYPERLINK("http://evil.example")`);
	});
});

describe('csvField', () => {
	/** Texts made of what separates cells and begins formulas. */
	const hostile = fc.string({
		unit: fc.constantFrom('a', '=', '+', '-', '@', '＝', ';', ',', '\t', '\r', '\n', ' ', '"', "'"),
	});
	const isFormula = (cell: string) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell);

	it('comes back as it was from RFC 4180, but for the apostrophes before formulas', () => {
		const withoutApostrophes = (text: string) => text.replaceAll("'", '');
		const values = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { minLength: 1 });
		fc.assert(
			fc.property(values, (texts) => {
				const [row = []] = parse(`${texts.map(csvField).join(',')}\r\n`);
				expect(row.map(withoutApostrophes)).toEqual(texts.map(withoutApostrophes));
			}),
		);
		for (const plain of ['a;b', 'x - y', 'a, b', 'it\'s "so"', '1;2', 'a\tb']) {
			expect(parse(`${csvField(plain)}\r\n`)).toEqual([[plain]]);
		}
	});

	it('leaves nothing that a spreadsheet would reckon', () => {
		fc.assert(
			fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝'), fc.string(), (sign, rest) => {
				expect(csvField(sign + rest)).toMatch(/^"?'/);
			}),
		);
		expect(csvField(-5)).toBe('-5');
	});

	it('has no formula in any cell, whatever the list separator of the spreadsheet', () => {
		const fields = fc.array(hostile, { minLength: 1 });
		fc.assert(
			fc.property(fields, fc.constantFrom(';', '\t'), (values, separator) => {
				const line = `2026-01-01,${values.map(csvField).join(',')}\r\n`;
				// A quotation mark in the middle of a cell does not quote, so that line breaks separate too.
				const cells = line.split(/\r\n|\r|\n/).flatMap((each) => each.split(separator));
				expect(cells.filter(isFormula)).toEqual([]);
				const [row = []] = parse(line);
				expect(row.filter(isFormula)).toEqual([]);
			}),
			{ numRuns: 2000 },
		);
		expect(csvField('Class;=HYPERLINK("http://evil.example")')).toBe(
			`"Class;'=HYPERLINK(""http://evil.example"")"`,
		);
		expect(csvField('a\t-2')).toBe("a\t'-2");
	});
});
