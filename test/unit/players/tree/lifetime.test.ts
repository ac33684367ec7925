import { expect, it } from 'vitest';
import { lifetimeInDays } from '../../../../src/players/tree/playerNodes';

it.each([
	[0, undefined],
	[86_399_999, undefined],
	[86_400_000, 1],
	[3.9 * 86_400_000, 3],
	[-5, undefined],
])('a player that lives for %s ms is old: %s', (age, days) => {
	expect(lifetimeInDays(1000, 1000 + age)).toBe(days);
});
