import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportOptions, fileNameOf, usageCsv, usageJson } from '../../../src/usage/exportFormats';
import { toCsvField } from '../../../src/usage/report/table';
import { column, sourceOf } from './exportSource';

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

const options: ExportOptions = {
	prices: { currency: 'USD', per1000Minutes: { default: { audio: 0.99, durationVideoHd: 3.99 } } },
	tierNames: { audio: 'Audio', hd: 'HD', hdp: 'HD+', fullHd: 'Full HD', '2k': '2K', '4k': '4K' },
	language: 'en',
};

describe('usageCsv', () => {
	it('has one row per day, business and tier, in the unit of the view, gaps empty and today not complete', () => {
		const source = sourceOf({
			p1: { default: [column('audio', [60, null, 0, 90, 6])], miniapp: [column('mini', [1, 2, 3, 4, 5])] },
		});
		const text = usageCsv(source, options);
		expect(text.charCodeAt(0)).toBe(0xfeff);
		expect(text.slice(1).split('\r\n').slice(0, 7)).toEqual([
			'date,business,tier,key,label,minutes,other_amount,other_unit,estimated_cost_USD,complete',
			'2026-02-27,default,audio label,audio,audio label,1,,,0.00099,yes',
			'2026-02-28,default,audio label,audio,audio label,,,,,yes',
			'2026-03-01,default,audio label,audio,audio label,0,,,0,yes',
			'2026-03-02,default,audio label,audio,audio label,1.5,,,0.001485,yes',
			'2026-03-03,default,audio label,audio,audio label,0.1,,,0.000099,no',
			'2026-02-27,miniapp,mini label,mini,mini label,0.016666666666666666,,,,yes',
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
		const [header, ...rows] = parse(usageCsv(source, { ...options, language: 'zh-cn' }).slice(1));
		expect(header?.slice(0, 6)).toEqual(['date', 'project', 'project_id', 'business', 'tier', 'key']);
		expect(header).toContain('hours');
		expect(new Set(rows.map(([, project, id, , tier, key]) => [project, id, key, tier].join('|')))).toEqual(
			new Set(['One|p1|audio|audio 标签', 'Three, "3"|p3|audio|audio 标签']),
		);
	});

	it('names documented tiers in words, beside the key and label of Agora, by resolution', () => {
		const labels = { en: 'HD Video Duration(including Recording)' };
		const columns = ['durationVideo1080P', 'durationVideoHd'].map((key) => column(key, [60], { labels }));
		const [, first, , , , , second] = parse(
			usageCsv(sourceOf({ p1: { default: columns } }), options).slice(1),
		);
		expect(first?.slice(2, 5)).toEqual(['HD', 'durationVideoHd', labels.en]);
		expect(first?.[8]).toBe('0.00399');
		expect(second?.slice(2, 4)).toEqual(['Full HD', 'durationVideo1080P']);
		const json = JSON.parse(usageJson(sourceOf({ p1: { default: columns } }), options));
		expect(json.usage.default.tiers).toMatchObject([
			{ name: 'HD', key: 'durationVideoHd', labels },
			{ name: 'Full HD', key: 'durationVideo1080P' },
		]);
	});

	it('writes figures of other units as they were sent', () => {
		const source = sourceOf({ p1: { default: [column('traffic', [7.5], { unit: 'GB' })] } });
		expect(usageCsv(source, options)).toContain(
			'2026-02-27,default,traffic label,traffic,traffic label,,7.5,GB,,yes\r\n',
		);
	});

	it('prevents names and labels from becoming formulas', () => {
		const labels = { en: '@SUM(1+9)*cmd|calc' };
		const source = sourceOf(
			{ p1: { default: [column('=1+1', [1], { labels, unit: '-2+3' })] }, p2: {} },
			{},
			{ p1: '=HYPERLINK("http://evil.example")' },
		);
		const [, row = []] = parse(usageCsv(source, options).slice(1));
		expect(row.filter((field) => /^[=+\-@]/.test(field))).toEqual([]);
		expect(row).toContain(`'=HYPERLINK("http://evil.example")`);
	});
});

describe('toCsvField', () => {
	/** Texts made of what separates cells and begins formulas. */
	const hostile = fc.string({
		unit: fc.constantFrom('a', '=', '+', '-', '@', '＝', ';', ',', '\t', '\r', '\n', ' ', '"', "'"),
	});
	const isFormula = (cell: string) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell);

	it('can be parsed as RFC 4180, with apostrophes before formulas', () => {
		const withoutApostrophes = (text: string) => text.replaceAll("'", '');
		const values = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { minLength: 1 });
		fc.assert(
			fc.property(values, (texts) => {
				const [row = []] = parse(`${texts.map(toCsvField).join(',')}\r\n`);
				expect(row.map(withoutApostrophes)).toEqual(texts.map(withoutApostrophes));
			}),
		);
		for (const plain of ['a;b', 'x - y', 'a, b', 'it\'s "so"', '1;2', 'a\tb']) {
			expect(parse(`${toCsvField(plain)}\r\n`)).toEqual([[plain]]);
		}
	});

	it('leaves no formula for a spreadsheet', () => {
		fc.assert(
			fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝'), fc.string(), (sign, rest) => {
				expect(toCsvField(sign + rest)).toMatch(/^"?'/);
			}),
		);
		expect(toCsvField(-5)).toBe('-5');
	});

	it('has no formula in any cell for any list separator of the spreadsheet', () => {
		const fields = fc.array(hostile, { minLength: 1 });
		fc.assert(
			fc.property(fields, fc.constantFrom(';', '\t'), (values, separator) => {
				const line = `2026-01-01,${values.map(toCsvField).join(',')}\r\n`;
				// A quotation mark in the middle of a cell does not quote, so that line breaks separate too.
				const cells = line.split(/\r\n|\r|\n/).flatMap((each) => each.split(separator));
				expect(cells.filter(isFormula)).toEqual([]);
				const [row = []] = parse(line);
				expect(row.filter(isFormula)).toEqual([]);
			}),
			{ numRuns: 2000 },
		);
		expect(toCsvField('Class;=HYPERLINK("http://evil.example")')).toBe(
			`"Class;'=HYPERLINK(""http://evil.example"")"`,
		);
		expect(toCsvField('a\t-2')).toBe("a\t'-2");
	});
});

describe('usageJson', () => {
	it('has totals, cost and the rows of the table, null for missing figures, and lists what was not read', () => {
		const source = sourceOf(
			{ p1: { default: [column('audio', [60_000, null, 0, null, 60]), column('hd', [60])] } },
			{ bucket: 'month', compare: false },
		);
		const json = JSON.parse(usageJson(source, options));
		expect(json).toMatchObject({
			account: 'Work',
			exportedAt: '2026-03-03T12:00:00.000Z',
			range: { from: '2026-02-27', to: '2026-03-03' },
			incompleteDay: '2026-03-03',
			unit: 'minute',
			bucket: 'month',
			projects: [{ id: 'p1', name: 'p1' }],
			estimatedCost: { amount: 0.99099, currency: 'USD' },
		});
		expect(json.estimatedCost.without).toEqual([
			{ business: 'default', tier: 'hd' },
			...json.notRead.map(({ business }: { business: string }) => ({ business, tier: null })),
		]);
		expect(json.notRead.map(({ business }: { business: string }) => business)).toEqual([
			'transcodeDuration',
			'recording',
			'cloudRecording',
			'miniapp',
		]);
		expect(json.usage.default).toMatchObject({
			total: 1002,
			totalUnit: 'minute',
			missingDays: 2,
			estimatedCost: 0.99099,
			currency: 'USD',
			withoutPrice: ['hd'],
			tiers: [
				{ key: 'audio', total: 1001, unit: 'minute', estimatedCost: 0.99099 },
				{ key: 'hd', total: 1, unit: 'minute', estimatedCost: null },
			],
		});
		expect(json.usage.default.rows).toEqual([
			{
				id: '2026-02',
				from: '2026-02-27',
				to: '2026-02-28',
				partial: true,
				complete: true,
				values: { audio: 1000, hd: 1 },
				total: 1001,
			},
			{
				id: '2026-03',
				from: '2026-03-01',
				to: '2026-03-03',
				partial: true,
				complete: false,
				values: { audio: 1, hd: null },
				total: 1,
			},
		]);
		expect(json.usage.miniapp).toMatchObject({ total: null, tiers: [], estimatedCost: null });
	});

	it('has the sum of all projects and each project, without those switched off', () => {
		const source = sourceOf(
			{
				p1: { default: [column('audio', [60])] },
				p2: { default: [column('audio', [120])] },
				p3: { default: [column('audio', [600])] },
			},
			{ hiddenProjects: ['p3'] },
		);
		const json = JSON.parse(usageJson(source, options));
		expect(json.usage.default.total).toBe(3);
		expect(Object.keys(json.usageByProject)).toEqual(['p1', 'p2']);
		expect(json.usageByProject.p2.default.total).toBe(2);
	});
});

describe('fileNameOf', () => {
	it('describes the content in characters that every file system accepts', () => {
		const name = (project: string) => fileNameOf(sourceOf({ p1: {} }, {}, { p1: project }), 'csv');
		expect(name('Classroom Live')).toBe('usage-Classroom-Live-2026-02-27-2026-03-03.csv');
		expect(name('../../etc/passwd')).toBe('usage-etc-passwd-2026-02-27-2026-03-03.csv');
		expect(name('课堂:直播')).toBe('usage-课堂-直播-2026-02-27-2026-03-03.csv');
		expect(name('***')).toBe('usage-2026-02-27-2026-03-03.csv');
		expect(fileNameOf(sourceOf({ p1: {}, p2: {} }), 'png')).toBe(
			'usage-all-projects-2026-02-27-2026-03-03.png',
		);
	});
});
