import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beforeOf, comparedTotals } from '../../../media/usage/report';
import { addDays, daysBetween, lengthOf, type Span } from '../../../src/usage/report/days';
import { comparisonOf, rangeOf } from '../../../src/usage/report/range';
import { summarise } from '../../../src/usage/report/summary';
import { BUCKET_SIZES, type BucketSize } from '../../../src/usage/report/words';
import { steady } from './figures';

const HOUR = 3600;

/** A constant hour on every day of both ranges, compared. */
function compared(range: Span, span: Span, bucket: BucketSize) {
	const summary = summarise([steady(range, HOUR, null)], { range, bucket });
	return { summary, ...beforeOf([steady(span, HOUR, null)], span, { range, bucket, summary, hidden: [] }) };
}

describe('the range before', () => {
	it('has no more under a bar than the bar has days, whatever the lengths of the ranges', () => {
		const anyLength = fc.integer({ min: 1, max: 366 });
		const anyDays = fc.constantFrom('day', 'week');
		fc.assert(
			fc.property(anyLength, anyLength, anyDays, (now, earlier, bucket) => {
				const range = { from: '2024-02-10', to: addDays('2024-02-10', now - 1) };
				const span = { from: addDays('2024-02-09', 1 - earlier), to: '2024-02-09' };
				const { summary, rows, total, daysBeyond } = compared(range, span, bucket);
				expect(rows).toHaveLength(summary.rows.length);
				rows.forEach((row, index) => {
					const days = summary.rows[index]?.bucket;
					const isKnown = days && daysBetween(range.from, days.to) < earlier;
					expect(row).toBe(isKnown ? lengthOf(days) * HOUR : undefined);
				});
				expect(total).toBe(earlier * HOUR);
				expect(daysBeyond).toBe(Math.max(0, earlier - now));
			}),
		);
	});

	it('adds up to its total whatever the bars where both ranges are as long', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 366 }), fc.constantFrom(...BUCKET_SIZES), (days, bucket) => {
				const range = { from: '2024-02-10', to: addDays('2024-02-10', days - 1) };
				const span = { from: addDays(range.from, -days), to: '2024-02-09' };
				const { rows } = compared(range, span, bucket);
				expect(rows.reduce<number>((sum, row) => sum + (row ?? 0), 0)).toBe(days * HOUR);
			}),
		);
	});

	it('has no spike at the end of February, and nothing for the last days of March', () => {
		const february = compared(
			{ from: '2026-02-01', to: '2026-02-28' },
			{ from: '2026-01-01', to: '2026-01-31' },
			'day',
		);
		expect(february.rows).toEqual(Array.from({ length: 28 }, () => HOUR));
		expect(february).toMatchObject({ total: 31 * HOUR, daysBeyond: 3 });
		const march = compared(
			{ from: '2026-03-01', to: '2026-03-31' },
			{ from: '2026-02-01', to: '2026-02-28' },
			'day',
		);
		expect(march.rows.slice(27)).toEqual([HOUR, undefined, undefined, undefined]);
	});

	it('compares month by month where the bars are months', () => {
		const today = '2025-03-01';
		for (const preset of ['lastMonth', 'thisMonth', 'last12Months'] as const) {
			const range = rangeOf({ preset }, false, today);
			const { rows, total, daysBeyond } = compared(range, comparisonOf({ preset }, range), 'month');
			expect(rows.reduce<number>((sum, row) => sum + (row ?? 0), 0)).toBe(total);
			expect(daysBeyond).toBe(0);
		}
		const year = rangeOf({ preset: 'last12Months' }, false, today);
		const { rows } = compared(year, comparisonOf({ preset: 'last12Months' }, year), 'month');
		expect(rows.map((row) => (row ?? 0) / HOUR)).toEqual([31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29]);
	});

	it('leaves out what is switched off', () => {
		const range = { from: '2024-02-10', to: '2024-02-16' };
		const span = { from: '2024-02-03', to: '2024-02-09' };
		const summary = summarise([steady(range, 5)], { range, bucket: 'day' });
		const options = { range, bucket: 'day', summary, hidden: ['audio'] } as const;
		const before = beforeOf([steady(span, 3, 4)], span, options);
		expect(before.total).toBe(3 * lengthOf(span));
	});
});

describe('two totals', () => {
	it('are not compared only where there was no usage before', () => {
		expect(comparedTotals(5, undefined)).toBeUndefined();
		expect(comparedTotals(undefined, 0)).toBeUndefined();
		expect(comparedTotals(undefined, 4)).toEqual({ before: 4, change: undefined });
		expect(comparedTotals(0, 4)).toEqual({ before: 4, change: -1 });
		expect(comparedTotals(6, 4)).toEqual({ before: 4, change: 0.5 });
	});
});
