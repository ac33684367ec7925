import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysOf, startOf, startOfMonth } from '../../../src/usage/day';
import { anyDay } from './anyDay';

describe('days', () => {
	it('knows leap days, month ends and year ends', () => {
		expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
		expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
		expect(addDays('2100-02-28', 1)).toBe('2100-03-01');
		expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
		expect(startOfMonth('2024-03-31', -1)).toBe('2024-02-01');
		expect(startOfMonth('2025-01-15', -1)).toBe('2024-12-01');
	});

	it('takes the UTC day, wherever the user is', () => {
		expect(dayOf(Date.parse('2025-03-30T23:59:59.999Z'))).toBe('2025-03-30');
		expect(dayOf(Date.parse('2025-03-31T01:30:00+02:00'))).toBe('2025-03-30');
	});

	it('counts forth and back', () => {
		fc.assert(
			fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, count) => {
				expect(addDays(addDays(day, count), -count)).toBe(day);
				expect(startOf(addDays(day, count)) - startOf(day)).toBe(count * 86_400_000);
			}),
		);
	});

	it('lists every day of a range once, in order', () => {
		fc.assert(
			fc.property(anyDay, fc.integer({ min: 0, max: 366 }), (from, length) => {
				const days = daysOf({ from, to: addDays(from, length) });
				expect(days).toHaveLength(length + 1);
				expect(new Set(days).size).toBe(days.length);
				expect([...days].sort()).toEqual(days);
				expect(days.at(-1)).toBe(addDays(from, length));
			}),
		);
		expect(daysOf({ from: '2025-01-02', to: '2025-01-01' })).toEqual([]);
	});
});
