import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NextTry, nextTry } from '../../../src/agora/retry';

const NOW = Date.UTC(2026, 2, 14, 12);

function tryAfter(retryAfter: string | undefined, refusals = 1, random = 0): NextTry {
	return nextTry({ refusals, retryAfter, now: NOW, random: () => random });
}

describe('without Retry-After', () => {
	test.each([
		[1, 5000, 6000],
		[2, 10_000, 11_000],
		[3, 15_000, 16_000],
	])('refusal %i waits from %i to %i ms', (refusals, from, to) => {
		expect(tryAfter(undefined, refusals, 0)).toEqual({ waitMs: from });
		expect(tryAfter(undefined, refusals, 0.5)).toEqual({ waitMs: (from + to) / 2 });
		expect(tryAfter(undefined, refusals, 0.999)).toEqual({ waitMs: to - 1 });
	});

	test('the fourth refusal is the last', () => {
		expect(tryAfter(undefined, 4)).toEqual({ giveUp: 'refusals' });
	});
});

describe('with Retry-After', () => {
	test.each([
		['0', 0],
		['1', 1000],
		[' 60 ', 60_000],
		['Sat, 14 Mar 2026 12:00:20 GMT', 20_000],
		['Saturday, 14-Mar-26 12:00:20 GMT', 20_000],
		['Sat Mar 14 12:00:20 2026', 20_000],
	])('%s is obeyed', (retryAfter, waitMs) => {
		expect(tryAfter(retryAfter)).toEqual({ waitMs });
	});

	test.each([
		['61', 61_000],
		['3600', 3_600_000],
		['9'.repeat(400), Number.POSITIVE_INFINITY],
		['Sat, 14 Mar 2026 13:00:00 GMT', 3_600_000],
	])('%s is too long, and the caller learns how long', (retryAfter, askedMs) => {
		expect(tryAfter(retryAfter)).toEqual({ giveUp: 'tooLong', askedMs });
	});

	test.each([
		'',
		'-5',
		'1.5',
		'soon',
		'5 apples',
		'Sat, 99 Xyz 2026 12:00:20 GMT',
		'Sat, 14 Mar 2026 11:00:00 GMT',
	])('%j makes no sense, and Agora’s advice counts', (retryAfter) => {
		expect(tryAfter(retryAfter)).toEqual({ waitMs: 5000 });
	});

	test('it ends after three tries too', () => {
		expect(tryAfter('1', 3)).toEqual({ waitMs: 1000 });
		expect(tryAfter('1', 4)).toEqual({ giveUp: 'refusals' });
	});
});

test('any header and any clock: a wait from 0 to 60 s, or the end', () => {
	const header = fc.option(
		fc.oneof(
			fc.string(),
			fc.bigInt().map(String),
			fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
		),
		{ nil: undefined },
	);
	const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
	fc.assert(
		fc.property(header, fc.integer({ min: 1, max: 9 }), random, fc.nat(), (retryAfter, refusals, at, now) => {
			const next = nextTry({ refusals, retryAfter, now, random: () => at });
			if ('waitMs' in next) {
				expect(next.waitMs).toBeGreaterThanOrEqual(0);
				expect(next.waitMs).toBeLessThanOrEqual(60_000);
				expect(refusals).toBeLessThanOrEqual(3);
			}
		}),
	);
});
