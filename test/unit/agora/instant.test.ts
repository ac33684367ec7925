import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstant } from '../../../src/agora/instant';

test('a moment is read the same in every spelling', () => {
	const seconds = fc.integer({ min: 946_684_800, max: 4_102_444_799 });
	fc.assert(
		fc.property(seconds, (unix) => {
			const date = new Date(unix * 1000);
			const iso = date.toISOString();
			const plus8 = `${new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
			for (const spelling of [unix, unix * 1000, `${unix}`, `${unix}000`, iso, iso.slice(0, 19), plus8]) {
				expect(readInstant(spelling)).toEqual(date);
			}
		}),
	);
});

test('what is no moment is none, whatever it is', () => {
	for (const value of [
		0,
		-1,
		1e300,
		Number.NaN,
		'',
		'0',
		'tomorrow',
		'2021-13-01',
		null,
		undefined,
		{},
		true,
	]) {
		expect(readInstant(value)).toBeUndefined();
	}
	fc.assert(
		fc.property(fc.anything(), (value) => {
			const date = readInstant(value);
			expect(date === undefined || !Number.isNaN(date.getTime())).toBe(true);
		}),
	);
});
