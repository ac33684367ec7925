import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketsOf, daysOf } from '../../../../src/usage/report/days';
import { BUCKET_SIZES } from '../../../../src/usage/report/words';
import { anySpan } from './anyDays';

describe('bucketsOf', () => {
	it('has every day of the range once, in order, in buckets of different names', () => {
		fc.assert(
			fc.property(anySpan, fc.constantFrom(...BUCKET_SIZES), (range, size) => {
				const buckets = bucketsOf(range, size);
				expect(buckets.flatMap(daysOf)).toEqual(daysOf(range));
				expect(new Set(buckets.map(({ id }) => id)).size).toBe(buckets.length);
				// Only the first and the last can be cut by the range.
				expect(buckets.slice(1, -1).some(({ partial }) => partial)).toBe(false);
			}),
			{ numRuns: 60 },
		);
	});

	it('has months of their own length, and says which are cut', () => {
		const range = { from: '2024-01-15', to: '2024-03-31' };
		expect(bucketsOf(range, 'month')).toEqual([
			{ id: '2024-01', from: '2024-01-15', to: '2024-01-31', partial: true },
			{ id: '2024-02', from: '2024-02-01', to: '2024-02-29', partial: false },
			{ id: '2024-03', from: '2024-03-01', to: '2024-03-31', partial: false },
		]);
	});

	it('has ISO weeks over the end of a year', () => {
		const week = (day: string) => bucketsOf({ from: day, to: day }, 'week')[0]?.id;
		// Weeks 53 and 1 of the years that ISO 8601 gives them to.
		expect(week('2020-12-31')).toBe('2020-W53');
		expect(week('2021-01-03')).toBe('2020-W53');
		expect(week('2021-01-04')).toBe('2021-W01');
		expect(week('2024-12-30')).toBe('2025-W01');
		expect(week('2026-11-22')).toBe('2026-W47');
		expect(bucketsOf({ from: '2024-12-30', to: '2025-01-05' }, 'week')).toEqual([
			{ id: '2025-W01', from: '2024-12-30', to: '2025-01-05', partial: false },
		]);
	});
});
