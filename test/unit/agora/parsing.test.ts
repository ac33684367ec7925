import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTime } from '../../../src/agora/parsing';

test('reads a time in every format', () => {
	const seconds = fc.integer({ min: 946_684_800, max: 4_102_444_799 });
	fc.assert(
		fc.property(seconds, (unix) => {
			const date = new Date(unix * 1000);
			const iso = date.toISOString();
			const plus8 = `${new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
			for (const spelling of [unix, unix * 1000, `${unix}`, `${unix}000`, iso, iso.slice(0, 19), plus8]) {
				expect(readTime(spelling)).toEqual(date);
			}
		}),
	);
});

test('reads a day without hyphens, as a number or a string', () => {
	const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
	fc.assert(
		fc.property(days, (date) => {
			const day = date.toISOString().slice(0, 10);
			const compact = day.replaceAll('-', '');
			expect(readTime(compact)).toEqual(new Date(day));
			expect(readTime(Number(compact))).toEqual(new Date(day));
		}),
	);
});

test('returns no time before 2000', () => {
	const short = fc.integer({ min: 0, max: 946_684_799 });
	fc.assert(
		fc.property(fc.oneof(short, short.map(String)), (value) => {
			const year = readTime(value)?.getUTCFullYear() ?? 2000;
			expect(year).toBeGreaterThanOrEqual(2000);
		}),
	);
	expect(readTime(20211345)).toBeUndefined();
	expect(readTime('19991231')).toBeUndefined();
});

test('returns undefined for everything else', () => {
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
		expect(readTime(value)).toBeUndefined();
	}
	fc.assert(
		fc.property(fc.anything(), (value) => {
			const date = readTime(value);
			expect(date === undefined || !Number.isNaN(date.getTime())).toBe(true);
		}),
	);
});
