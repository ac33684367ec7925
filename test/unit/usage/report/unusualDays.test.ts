import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src/usage/report/days';
import type { Figures } from '../../../../src/usage/report/figures';
import { unusualDays } from '../../../../src/usage/report/unusualDays';

const from = '2026-01-05';
const day = (index: number) => addDays(from, index);

function daily(values: (number | null)[]): Figures {
	const covered = [{ from, to: day(values.length - 1) }];
	return { from, covered, columns: [{ key: 'a', labels: { en: 'A' }, unit: 'second', values }] };
}

/** Nine weeks: Saturdays and Sundays have a tenth of other days, and every day wobbles a little. */
const usual = Array.from({ length: 63 }, (_, index) => (index % 7 > 4 ? 100 : 1000) * (1 + (index % 3) / 20));
const lastWeek = { from: day(56), to: day(62) };

function find(changes: Record<number, number | null>, today = '2027-01-01') {
	const values = usual.map((value, index) => (index in changes ? (changes[index] ?? null) : value));
	return unusualDays([daily(values)], lastWeek, today).map((each) => [each.day, each.direction]);
}

describe('unusualDays', () => {
	it('finds no day when all weeks are alike, including quiet weekends', () => {
		expect(find({})).toEqual([]);
	});

	it('finds a day that has far more or far less than its weekday', () => {
		expect(find({ 58: 2500, 60: 100 })).toEqual([
			[day(58), 'high'],
			[day(60), 'low'],
		]);
		// A Saturday like a working day.
		expect(find({ 61: 1000 })).toEqual([[day(61), 'high']]);
	});

	it('is not misled by one such day among those before', () => {
		expect(find({ 51: 9000 })).toEqual([]);
		expect(find({ 51: 9000, 58: 9000 })).toEqual([[day(58), 'high']]);
	});

	it('reports today as unusually high only, never as low', () => {
		expect(find({ 62: 0 }, day(62))).toEqual([]);
		expect(find({ 62: 900 }, day(62))).toEqual([[day(62), 'high']]);
	});

	it('finds no day with fewer than four weeks of figures, or without a figure', () => {
		expect(
			unusualDays([daily(usual.slice(0, 21).concat(9000))], { from: day(21), to: day(21) }, day(30)),
		).toEqual([]);
		expect(find({ 58: null })).toEqual([]);
	});

	it('finds the same days for every unit of the figures', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(5000), { minLength: 63, maxLength: 63 }), (values) => {
				const days = (factor: number) =>
					unusualDays([daily(values.map((value) => value * factor))], lastWeek, day(70)).map(
						(each) => each.day,
					);
				expect(days(4096)).toEqual(days(1));
			}),
			{ numRuns: 30 },
		);
	});
});
