import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	addYears,
	BUCKET_SIZES,
	bucketsOf,
	commonSpan,
	covers,
	dayOf,
	daysBetween,
	daysOf,
	isDay,
	lengthOf,
	mergeSpans,
	startOf,
	startOfMonth,
	startOfWeek,
	subtractSpans,
} from '../../../../src/usage/report/days';
import { anyDay, anyMoment, anySpan, anySpans, daySet } from './anyDays';

describe('days', () => {
	it('are days of UTC at every hour', () => {
		fc.assert(
			fc.property(anyMoment, (ms) => {
				const day = dayOf(ms);
				expect(startOf(day)).toBeLessThanOrEqual(ms);
				expect(startOf(addDays(day, 1))).toBeGreaterThan(ms);
			}),
		);
	});

	it('are added across months, leap days and years in both directions', () => {
		expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
		expect(addDays('2025-02-28', 1)).toBe('2025-03-01');
		expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
		fc.assert(
			fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, count) => {
				expect(addDays(addDays(day, count), -count)).toBe(day);
				expect(daysBetween(day, addDays(day, count))).toBe(count);
			}),
		);
	});

	it('are distinguished from other texts', () => {
		expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
		expect(['2025-02-29', '2026-13-01', '2026-1-1', '', 'today', '2026-01-01T00:00Z'].some(isDay)).toBe(
			false,
		);
	});

	it('have the first of their month and the Monday of their week', () => {
		expect(startOfMonth('2026-11-22')).toBe('2026-11-01');
		expect(startOfMonth('2026-01-31', -1)).toBe('2025-12-01');
		expect(startOfWeek('2026-11-22')).toBe('2026-11-16');
		expect(startOfWeek('2026-11-16')).toBe('2026-11-16');
		fc.assert(
			fc.property(anyDay, (day) => {
				const monday = startOfWeek(day);
				expect(new Date(startOf(monday)).getUTCDay()).toBe(1);
				expect(daysBetween(monday, day)).toBeGreaterThanOrEqual(0);
				expect(daysBetween(monday, day)).toBeLessThan(7);
			}),
		);
	});

	it('have the same day of another year, but for a leap day', () => {
		expect(addYears('2026-11-22', -1)).toBe('2025-11-22');
		expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
		expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
	});
});

describe('spans', () => {
	it('contain as many days as their length', () => {
		expect(lengthOf({ from: '2024-01-01', to: '2024-12-31' })).toBe(366);
		fc.assert(
			fc.property(anySpan, (span) => {
				expect(daysOf(span)).toHaveLength(lengthOf(span));
			}),
		);
	});

	it('merge to the same days, ascending and apart', () => {
		fc.assert(
			fc.property(anySpans, (spans) => {
				const merged = mergeSpans(spans);
				expect(daySet(merged)).toEqual(daySet(spans));
				merged.slice(1).forEach((span, index) => {
					expect(span.from > addDays(merged[index]?.to ?? '', 1)).toBe(true);
				});
			}),
		);
	});

	it('subtract day by day', () => {
		fc.assert(
			fc.property(anySpans, anySpans, (spans, taken) => {
				const gone = new Set(daySet(taken));
				expect(daySet(subtractSpans(spans, taken))).toEqual(daySet(spans).filter((day) => !gone.has(day)));
			}),
		);
	});

	it('cover and intersect as their days do', () => {
		fc.assert(
			fc.property(anySpans, anySpans, (spans, others) => {
				const days = new Set(daySet(spans));
				for (const other of others) {
					expect(covers(spans, other)).toBe(daysOf(other).every((day) => days.has(day)));
				}
				for (const span of spans) {
					for (const other of others) {
						const both = daysOf(span).filter((day) => daysOf(other).includes(day));
						const common = commonSpan(span, other);
						expect(common ? daysOf(common) : []).toEqual(both);
					}
				}
			}),
			{ numRuns: 40 },
		);
	});
});

describe('bucketsOf', () => {
	it('contains every day of the range once, in order, in buckets with different ids', () => {
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

	it('has months of their own length, and marks partial ones', () => {
		const range = { from: '2024-01-15', to: '2024-03-31' };
		expect(bucketsOf(range, 'month')).toEqual([
			{ id: '2024-01', from: '2024-01-15', to: '2024-01-31', partial: true },
			{ id: '2024-02', from: '2024-02-01', to: '2024-02-29', partial: false },
			{ id: '2024-03', from: '2024-03-01', to: '2024-03-31', partial: false },
		]);
	});

	it('has ISO weeks across the end of a year', () => {
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
