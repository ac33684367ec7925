import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	addYears,
	dayOf,
	daysBetween,
	isDay,
	startOf,
	startOfMonth,
	startOfWeek,
} from '../../../../src/usage/report/days';
import { anyDay, anyMoment } from './anyDays';

describe('days', () => {
	it('are those of UTC, whatever the hour', () => {
		fc.assert(
			fc.property(anyMoment, (ms) => {
				const day = dayOf(ms);
				expect(startOf(day)).toBeLessThanOrEqual(ms);
				expect(startOf(addDays(day, 1))).toBeGreaterThan(ms);
			}),
		);
	});

	it('count on over months, leap days and years, there and back', () => {
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

	it('are known from other texts', () => {
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
