import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RangePreset, rangePresets } from '../../../src/shared/usageWords';
import { dayOf, daysOf } from '../../../src/usage/day';
import { rangeOf, sameRange } from '../../../src/usage/range';
import { anyMoment } from './anyDay';

function at(moment: string, preset: RangePreset, includeToday = false): string {
	const { from, to } = rangeOf(preset, includeToday, Date.parse(moment));
	return `${from}…${to}`;
}

describe('rangeOf', () => {
	it('ends yesterday unless today is asked for', () => {
		expect(at('2025-11-22T10:00Z', 'last7Days')).toBe('2025-11-15…2025-11-21');
		expect(at('2025-11-22T10:00Z', 'last7Days', true)).toBe('2025-11-16…2025-11-22');
		expect(at('2025-11-22T10:00Z', 'last30Days')).toBe('2025-10-23…2025-11-21');
		expect(at('2025-11-22T10:00Z', 'last90Days')).toBe('2025-08-24…2025-11-21');
		expect(at('2025-11-22T10:00Z', 'thisMonth')).toBe('2025-11-01…2025-11-21');
		expect(at('2025-11-22T10:00Z', 'thisMonth', true)).toBe('2025-11-01…2025-11-22');
	});

	it('has the whole of last month, over year ends and leap days', () => {
		expect(at('2025-01-31T10:00Z', 'lastMonth')).toBe('2024-12-01…2024-12-31');
		expect(at('2024-03-31T10:00Z', 'lastMonth', true)).toBe('2024-02-01…2024-02-29');
		expect(at('2025-03-01T00:00Z', 'lastMonth')).toBe('2025-02-01…2025-02-28');
	});

	it('is today on the first of a month, when this month has no other day', () => {
		expect(at('2025-11-01T00:00Z', 'thisMonth')).toBe('2025-11-01…2025-11-01');
	});

	it('has twelve months that begin the day after the same day last year', () => {
		expect(at('2025-11-22T10:00Z', 'last12Months')).toBe('2024-11-22…2025-11-21');
		expect(at('2024-03-01T10:00Z', 'last12Months')).toBe('2023-03-01…2024-02-29');
		expect(at('2025-03-01T10:00Z', 'last12Months')).toBe('2024-02-29…2025-02-28');
	});

	it('is never empty, never longer than a year and never in the future', () => {
		fc.assert(
			fc.property(fc.constantFrom(...rangePresets), fc.boolean(), anyMoment, (preset, includeToday, now) => {
				const range = rangeOf(preset, includeToday, now);
				const days = daysOf(range);
				const yearLater = `${Number(range.from.slice(0, 4)) + 1}${range.from.slice(4)}`;
				expect(days.length).toBeGreaterThan(0);
				expect(range.to < yearLater).toBe(true);
				expect(range.to <= dayOf(now)).toBe(true);
			}),
		);
	});

	it('is as long as its name says', () => {
		fc.assert(
			fc.property(fc.boolean(), anyMoment, (includeToday, now) => {
				const length = (preset: RangePreset) => daysOf(rangeOf(preset, includeToday, now)).length;
				expect(length('last7Days')).toBe(7);
				expect(length('last30Days')).toBe(30);
				expect(length('last90Days')).toBe(90);
				expect([365, 366]).toContain(length('last12Months'));
			}),
		);
	});

	it('tells ranges apart by both ends', () => {
		const range = { from: '2025-01-01', to: '2025-01-31' };
		expect(sameRange(range, { ...range })).toBe(true);
		expect(sameRange(range, { ...range, to: '2025-01-30' })).toBe(false);
		expect(sameRange(range, { ...range, from: '2025-01-02' })).toBe(false);
	});
});
