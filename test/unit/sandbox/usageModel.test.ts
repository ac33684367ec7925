import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	BUSINESSES,
	DAY_MS,
	dayOf,
	modelledDay,
	startOfDay,
	type Traffic,
} from '../../../src/sandbox/usageModel';

const created = Date.UTC(2023, 0, 1);
const office: Traffic = { audioSecondsPerDay: 100_000, rhythm: 'office' };
const sunday = Date.UTC(2025, 5, 15);

function audio(traffic: Traffic | undefined, dayStart: number, seed = 1): number {
	return (
		modelledDay(seed, { id: 'p', createdAt: created, traffic }, 'default', dayStart).durationAudioAll ?? NaN
	);
}

test('figures depend on seed, project, business and day only', () => {
	fc.assert(
		fc.property(
			fc.nat(),
			fc.constantFrom(...BUSINESSES),
			fc.integer({ min: 0, max: 1500 }),
			(seed, business, day) => {
				const project = { id: 'p', createdAt: created, traffic: office };
				const figures = modelledDay(seed, project, business, created + day * DAY_MS);
				expect(modelledDay(seed, project, business, created + day * DAY_MS)).toEqual(figures);
				expect(Object.values(figures).every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
			},
		),
	);
	expect(audio(office, sunday, 1)).not.toBe(audio(office, sunday, 2));
});

describe('weekly rhythm', () => {
	const week = (traffic: Traffic) =>
		[0, 1, 2, 3, 4, 5, 6].map((day) => audio(traffic, sunday + day * DAY_MS));

	test('office traffic is low at the weekend', () => {
		const [sun = 0, mon = 0, , , , , sat = 0] = week(office);
		expect(Math.max(sun, sat) * 2).toBeLessThan(mon);
	});

	test('evening traffic is highest at the weekend', () => {
		const [, , , wed = 0, , , sat = 0] = week({ ...office, rhythm: 'evening' });
		expect(sat).toBeGreaterThan(wed);
	});
});

test('usage is zero before the creation, after the end, and without traffic', () => {
	expect(audio(office, created - DAY_MS)).toBe(0);
	expect(audio(office, created)).toBeGreaterThan(0);
	expect(audio({ ...office, endedAt: sunday }, sunday)).toBeGreaterThan(0);
	expect(audio({ ...office, endedAt: sunday }, sunday + DAY_MS)).toBe(0);
	expect(audio(undefined, sunday)).toBe(0);
});

test('startOfDay accepts calendar days only and reverses dayOf', () => {
	fc.assert(
		fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
			const day = dayOf(date.getTime());
			expect(dayOf(startOfDay(day) ?? NaN)).toBe(day);
		}),
	);
	expect(startOfDay('2025-02-29')).toBeUndefined();
	expect(startOfDay('2025-13-01')).toBeUndefined();
});
