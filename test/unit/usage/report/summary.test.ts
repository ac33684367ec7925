import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, BUCKET_SIZES, commonSpan, daysOf, lengthOf } from '../../../../src/usage/report/days';
import type { Figures } from '../../../../src/usage/report/figures';
import { inUnit, parseUnit } from '../../../../src/usage/report/figures';
import { changeOf, shareOf, summarise } from '../../../../src/usage/report/summary';
import { anyFigures, anySpan } from './anyDays';

const range = { from: '2026-02-27', to: '2026-03-02' };

function figures(values: Record<string, (number | null)[]>, unit = 'second'): Figures {
	return {
		from: range.from,
		covered: [range],
		columns: Object.entries(values).map(([key, each]) => ({ key, labels: { en: key }, unit, values: each })),
	};
}

const anySpanWithFigures = anySpan.chain((span) =>
	fc.record({
		span: fc.constant(span),
		parts: fc.array(anyFigures(span), { maxLength: 3 }),
	}),
);

describe('summarise', () => {
	it('adds up tiers, days and all', () => {
		const summary = summarise([figures({ audio: [60, null, 0, 30], hd: [1, null, 2, 3] })], {
			range,
			bucket: 'day',
		});
		expect(summary.columns.map(({ key, total }) => [key, total])).toEqual([
			['audio', 90],
			['hd', 6],
		]);
		expect(summary.rows.map(({ total }) => total)).toEqual([61, undefined, 2, 33]);
		expect(summary).toMatchObject({ total: 96, unit: 'time', missingDays: 1 });
	});

	it('has the columns in the order of resolution, and then others as they were sent', () => {
		const keys = ['durationVideo4K', 'new', 'durationVideo1080P', 'durationVideoHdp', 'durationVideoHd'];
		const sent = [...keys, 'old', 'durationVideo2K', 'durationTranscodeSd', 'durationAudioAll'];
		const parts = [figures(Object.fromEntries(sent.map((key, index) => [key, [index]])))];
		const { columns, rows } = summarise(parts, { range, bucket: 'day' });
		const sorted = ['AudioAll', 'TranscodeSd', 'VideoHd', 'VideoHdp', 'Video1080P', 'Video2K', 'Video4K'];
		expect(columns.map(({ key }) => key)).toEqual([...sorted.map((name) => `duration${name}`), 'new', 'old']);
		expect(rows[0]?.values).toEqual(columns.map(({ key }) => sent.indexOf(key)));
	});

	it('distinguishes a gap from zero, also in buckets and totals', () => {
		const none = summarise([figures({ audio: [null, null, null, null] })], { range, bucket: 'month' });
		expect(none.total).toBeUndefined();
		expect(none.rows.map(({ total, missingDays }) => [total, missingDays])).toEqual([
			[undefined, 2],
			[undefined, 2],
		]);
		const zero = summarise([figures({ audio: [0, 0, 0, 0] })], { range, bucket: 'month' });
		expect(zero).toMatchObject({ total: 0, missingDays: 0 });
	});

	it('adds up projects, and counts a day as missing only if no project has it', () => {
		const { rows, total, missingDays } = summarise(
			[
				figures({ audio: [1, null, 3, null] }),
				figures({ audio: [10, 20, null, null], hd: [100, null, null, null] }),
			],
			{ range, bucket: 'day' },
		);
		expect(rows.map((row) => row.total)).toEqual([111, 20, 3, undefined]);
		expect({ total, missingDays }).toEqual({ total: 134, missingDays: 1 });
	});

	it('excludes hidden columns from totals and keeps them in the rows', () => {
		const { columns, total, rows } = summarise([figures({ audio: [1, 1, 1, 1], hd: [5, 5, 5, 5] })], {
			range,
			bucket: 'day',
			hidden: ['hd'],
		});
		expect(total).toBe(4);
		expect(columns.map(({ hidden, total: own }) => [hidden, own])).toEqual([
			[false, 4],
			[true, 20],
		]);
		expect(rows[0]?.values).toEqual([1, 5]);
	});

	it('converts durations of any unit to seconds, and keeps other units', () => {
		const parts = [figures({ audio: [1, 0, 0, 0] }, 'Hours'), figures({ traffic: [7, 0, 0, 0] }, 'GB')];
		const { columns, total, unit } = summarise(parts, { range, bucket: 'month' });
		expect(columns.map((column) => [column.unit, column.total, column.summed])).toEqual([
			['time', 3600, true],
			['GB', 7, false],
		]);
		expect({ total, unit }).toEqual({ total: 3600, unit: 'time' });
		expect(inUnit(5400, 'hour')).toBe(1.5);
		expect(parseUnit(' Minute ')).toEqual({ name: 'time', factor: 60 });
	});

	it('has the same totals in days, weeks and months as a plain loop', () => {
		fc.assert(
			fc.property(anySpanWithFigures, anySpan, ({ span, parts }, other) => {
				const asked = commonSpan(span, other) ?? span;
				const summaries = BUCKET_SIZES.map((bucket) => summarise(parts, { range: asked, bucket }));
				for (const summary of summaries) {
					const rowSum = summary.rows.reduce((sum, { total }) => sum + (total ?? 0), 0);
					expect(rowSum).toBe(summary.total ?? 0);
					expect(summary.total).toBe(summaries[0]?.total);
					expect(summary.missingDays).toBe(summaries[0]?.missingDays);
					summary.columns.forEach((column, index) => {
						expect(summary.rows.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)).toBe(
							column.total ?? 0,
						);
					});
				}
				const days = new Set(daysOf(asked));
				let plain = 0;
				for (const part of parts) {
					for (const { unit, values } of part.columns) {
						if (parseUnit(unit).name === summaries[0]?.unit) {
							values.forEach((value, index) => {
								plain += days.has(addDays(part.from, index)) ? (value ?? 0) * parseUnit(unit).factor : 0;
							});
						}
					}
				}
				expect(summaries[0]?.total ?? 0).toBe(plain);
			}),
			{ numRuns: 40 },
		);
	});

	it('adds up to the same total when the range is split at any day', () => {
		fc.assert(
			fc.property(anySpanWithFigures, fc.nat(), ({ span, parts }, at) => {
				fc.pre(lengthOf(span) > 1);
				const cut = addDays(span.from, at % (lengthOf(span) - 1));
				const total = (from: string, to: string) =>
					summarise(parts, { range: { from, to }, bucket: 'day' }).total ?? 0;
				expect(total(span.from, cut) + total(addDays(cut, 1), span.to)).toBe(total(span.from, span.to));
			}),
			{ numRuns: 40 },
		);
	});
});

describe('shares and changes', () => {
	it('are undefined without a whole or a previous value', () => {
		expect(shareOf(1, 4)).toBe(0.25);
		expect(shareOf(0, 0)).toBeUndefined();
		expect(shareOf(undefined, 4)).toBeUndefined();
		expect(changeOf(150, 100)).toBe(0.5);
		expect(changeOf(0, 100)).toBe(-1);
		expect(changeOf(1, 0)).toBeUndefined();
		expect(changeOf(1, undefined)).toBeUndefined();
	});
});
