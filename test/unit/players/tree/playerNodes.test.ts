import { describe, expect, it } from 'vitest';
import { lifetimeInDays } from '../../../../src/players/tree/playerNodes';

describe('lifetimeInDays', () => {
	it.each([
		[0, undefined],
		[86_399_999, undefined],
		[86_400_000, 1],
		[3.9 * 86_400_000, 3],
		[-5, undefined],
	])('rounds %s ms down to full days: %s', (age, days) => {
		expect(lifetimeInDays(1000, 1000 + age)).toBe(days);
	});
});
