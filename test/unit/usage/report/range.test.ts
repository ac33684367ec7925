import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	BUCKET_SIZES,
	type BucketSize,
	daysBetween,
	daysOf,
	lengthOf,
	type Span,
} from '../../../../src/usage/report/days';
import {
	bucketAfter,
	bucketFor,
	comparisonOf,
	longestTo,
	RANGE_PRESETS,
	type RangeChoice,
	type RangePreset,
	rangeOf,
	rangeProblem,
} from '../../../../src/usage/report/range';
import { anyDay, anySpan } from './anyDays';

const text = ({ from, to }: Span) => `${from}…${to}`;
const at = (today: string, preset: RangePreset, includeToday = false) =>
	text(rangeOf({ preset }, includeToday, today));
const against = (today: string, preset: RangePreset, bucket: BucketSize = 'month') =>
	text(comparisonOf({ preset }, rangeOf({ preset }, false, today), bucket));

const anyBucket = fc.constantFrom(...BUCKET_SIZES);
const anyPreset = fc.constantFrom(...RANGE_PRESETS);
const anyChoice: fc.Arbitrary<RangeChoice> = fc.oneof(
	fc.record({ preset: anyPreset }),
	anySpan.map((span) => ({ preset: 'custom' as const, ...span })),
);

describe('rangeOf', () => {
	it('ends yesterday unless today is included', () => {
		expect(at('2025-11-22', 'last7Days')).toBe('2025-11-15…2025-11-21');
		expect(at('2025-11-22', 'last7Days', true)).toBe('2025-11-16…2025-11-22');
		expect(at('2025-11-22', 'last28Days')).toBe('2025-10-25…2025-11-21');
		expect(at('2025-11-22', 'last30Days')).toBe('2025-10-23…2025-11-21');
		expect(at('2025-11-22', 'last90Days')).toBe('2025-08-24…2025-11-21');
		expect(at('2025-11-22', 'thisMonth')).toBe('2025-11-01…2025-11-21');
		expect(at('2025-11-22', 'thisMonth', true)).toBe('2025-11-01…2025-11-22');
	});

	it('has the whole of last month, over year ends and leap days', () => {
		expect(at('2025-01-31', 'lastMonth')).toBe('2024-12-01…2024-12-31');
		expect(at('2024-03-31', 'lastMonth', true)).toBe('2024-02-01…2024-02-29');
		expect(at('2025-03-01', 'lastMonth')).toBe('2025-02-01…2025-02-28');
	});

	it('is today on the first of a month, when this month has no other day', () => {
		expect(at('2025-11-01', 'thisMonth')).toBe('2025-11-01…2025-11-01');
	});

	it('has twelve months that begin the day after the same day last year', () => {
		expect(at('2025-11-22', 'last12Months')).toBe('2024-11-22…2025-11-21');
		expect(at('2024-03-01', 'last12Months')).toBe('2023-03-01…2024-02-29');
		expect(at('2025-03-01', 'last12Months')).toBe('2024-03-01…2025-02-28');
		expect(at('2024-02-29', 'last12Months')).toBe('2023-03-01…2024-02-28');
		expect(against('2025-03-01', 'last12Months')).toBe('2023-03-01…2024-02-29');
	});

	it('has twelve months of 365 days, or of 366 where there is a 29 February in them', () => {
		fc.assert(
			fc.property(anyDay, (today) => {
				const range = rangeOf({ preset: 'last12Months' }, false, today);
				for (const span of [range, comparisonOf({ preset: 'last12Months' }, range, 'month')]) {
					const leapDays = daysOf(span).filter((day) => day.endsWith('-02-29'));
					expect(lengthOf(span)).toBe(365 + leapDays.length);
				}
			}),
		);
	});

	it('is never empty, never longer than one query and never in the future', () => {
		fc.assert(
			fc.property(anyChoice, fc.boolean(), anyDay, (choice, includeToday, today) => {
				const range = rangeOf(choice, includeToday, today);
				expect(range.from <= range.to).toBe(true);
				expect(range.to <= longestTo(range.from)).toBe(true);
				expect(range.to <= today).toBe(true);
				expect(rangeProblem(range, today)).toBeUndefined();
			}),
		);
	});

	it('keeps valid custom days unchanged', () => {
		fc.assert(
			fc.property(anySpan, anyDay, (span, today) => {
				fc.pre(rangeProblem(span, today) === undefined);
				expect(text(rangeOf({ preset: 'custom', ...span }, false, today))).toBe(text(span));
			}),
		);
	});
});

describe('rangeProblem', () => {
	it('returns the problem of a range', () => {
		const today = '2025-11-22';
		expect(rangeProblem({ from: '2025-11-02', to: '2025-11-01' }, today)).toBe('order');
		expect(rangeProblem({ from: '2025-11-02', to: '2025-11-23' }, today)).toBe('future');
		expect(rangeProblem({ from: '2013-12-31', to: '2014-01-02' }, today)).toBe('tooEarly');
		expect(rangeProblem({ from: '2024-11-20', to: '2025-11-20' }, today)).toBe('tooLong');
		expect(rangeProblem({ from: '2024-11-20', to: '2025-11-19' }, today)).toBeUndefined();
		expect(rangeProblem({ from: '2024-02-29', to: '2025-02-28' }, today)).toBeUndefined();
	});
});

describe('comparisonOf', () => {
	it('is whole weeks earlier where the bars are days or the range has whole weeks, so that weekends meet weekends', () => {
		fc.assert(
			fc.property(anyChoice, anyDay, anyBucket, (choice, today, bucket) => {
				const range = rangeOf(choice, false, today);
				fc.pre(bucket === 'day' || (bucket === 'week' && lengthOf(range) % 7 === 0));
				const compared = comparisonOf(choice, range, bucket);
				const shift = daysBetween(compared.from, range.from);
				expect(shift % 7).toBe(0);
				expect(lengthOf(compared)).toBe(lengthOf(range));
				// Not further than needed.
				const least = ['thisMonth', 'lastMonth'].includes(choice.preset) ? 28 : 0;
				expect(shift - 7).toBeLessThan(Math.max(lengthOf(range), least));
			}),
		);
		expect(against('2025-11-22', 'last28Days', 'day')).toBe('2025-09-27…2025-10-24');
		expect(against('2025-11-22', 'last30Days', 'day')).toBe('2025-09-18…2025-10-17');
		expect(against('2025-11-04', 'thisMonth', 'day')).toBe('2025-10-04…2025-10-06');
		expect(against('2025-11-22', 'lastMonth', 'day')).toBe('2025-08-27…2025-09-26');
	});

	it('otherwise has the same length and ends the day before, unless the choice is a month or a year', () => {
		fc.assert(
			fc.property(anyChoice, anyDay, anyBucket, (choice, today, bucket) => {
				fc.pre(!['thisMonth', 'lastMonth', 'last12Months'].includes(choice.preset));
				const range = rangeOf(choice, false, today);
				fc.pre(bucket !== 'day');
				const compared = comparisonOf(choice, range, bucket);
				expect(compared.to).toBe(addDays(range.from, -1));
				expect(lengthOf(compared)).toBe(lengthOf(range));
			}),
		);
	});

	it('compares a month in bars of weeks or months with the month before', () => {
		expect(against('2025-11-22', 'thisMonth')).toBe('2025-10-01…2025-10-21');
		expect(against('2025-03-31', 'thisMonth')).toBe('2025-02-01…2025-02-28');
		expect(against('2025-01-02', 'thisMonth')).toBe('2024-12-01…2024-12-01');
		expect(against('2025-11-22', 'thisMonth', 'day')).toBe('2025-10-04…2025-10-24');
		expect(against('2025-11-22', 'lastMonth')).toBe('2025-09-01…2025-09-30');
		expect(against('2024-04-10', 'lastMonth')).toBe('2024-02-01…2024-02-29');
	});

	it('compares twelve months with the twelve before', () => {
		expect(against('2025-11-22', 'last12Months')).toBe('2023-11-22…2024-11-21');
	});

	it('never contains a day of the range', () => {
		fc.assert(
			fc.property(anyChoice, fc.boolean(), anyDay, anyBucket, (choice, includeToday, today, bucket) => {
				const range = rangeOf(choice, includeToday, today);
				const compared = comparisonOf(choice, range, bucket);
				expect(compared.from <= compared.to && compared.to < range.from).toBe(true);
			}),
		);
	});
});

describe('bucketFor and bucketAfter', () => {
	it('use days for up to three months, then weeks', () => {
		expect([7, 92, 93, 366].map(bucketFor)).toEqual(['day', 'day', 'week', 'week']);
	});

	it('follow the range until the user chooses another size', () => {
		expect(bucketAfter('day', 30, 365)).toBe('week');
		expect(bucketAfter('week', 365, 7)).toBe('day');
		expect(bucketAfter('month', 90, 365)).toBe('month');
		expect(bucketAfter('day', 365, 300)).toBe('day');
	});
});
