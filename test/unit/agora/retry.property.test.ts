import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retryDelay } from '../../../src/agora/retry';

const NOW = Date.UTC(2026, 2, 14, 12);

function delayAfter(retryAfter: string | undefined, refusals = 1, random = 0): number | undefined {
	return retryDelay(refusals, retryAfter, NOW, () => random);
}

describe('without Retry-After', () => {
	test.each([
		[1, 5000, 6000],
		[2, 10_000, 11_000],
		[3, 15_000, 16_000],
	])('waits after refusal %i for %i to %i ms', (refusals, from, to) => {
		expect(delayAfter(undefined, refusals, 0)).toBe(from);
		expect(delayAfter(undefined, refusals, 0.5)).toBe((from + to) / 2);
		expect(delayAfter(undefined, refusals, 0.999)).toBe(to - 1);
	});

	test('stops at the fourth refusal', () => {
		expect(delayAfter(undefined, 4)).toBeUndefined();
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
	])('waits as long as %s says', (retryAfter, waitMs) => {
		expect(delayAfter(retryAfter)).toBe(waitMs);
	});

	test.each(['61', '3600', '9'.repeat(400), 'Sat, 14 Mar 2026 13:00:00 GMT'])(
		'does not wait for %s, which is more than a minute',
		(retryAfter) => {
			expect(delayAfter(retryAfter)).toBeUndefined();
		},
	);

	test.each([
		'',
		'-5',
		'1.5',
		'soon',
		'5 apples',
		'Sat, 99 Xyz 2026 12:00:20 GMT',
		'Sat, 14 Mar 2026 11:00:00 GMT',
	])('follows Agora’s advice where the header is %j', (retryAfter) => {
		expect(delayAfter(retryAfter)).toBe(5000);
	});

	test('stops after three repetitions', () => {
		expect(delayAfter('1', 3)).toBe(1000);
		expect(delayAfter('1', 4)).toBeUndefined();
	});
});

test('waits between 0 and 60 seconds, or stops, for any header and any clock', () => {
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
			const waitMs = retryDelay(refusals, retryAfter, now, () => at);
			if (waitMs !== undefined) {
				expect(waitMs).toBeGreaterThanOrEqual(0);
				expect(waitMs).toBeLessThanOrEqual(60_000);
				expect(refusals).toBeLessThanOrEqual(3);
			}
		}),
	);
});
