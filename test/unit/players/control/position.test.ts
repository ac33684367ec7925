import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionText, readPosition } from '../../../../src/players/control/position';

describe('a position in a stream', () => {
	it.each([
		['0', 0],
		['90', 90],
		['90.5', 90.5],
		['1:30', 90],
		[' 01:30 ', 90],
		['1:02:03', 3723],
		['100:00:00', 360_000],
	])('is read from %s', (typed, seconds) => {
		expect(readPosition(typed)).toBe(seconds);
	});

	it.each(['', '-1', 'half', '1:60', '60:00', '1:2:60', '1:', ':30', '1,5', '1e3', '1:2:3:4'])(
		'is not read from %j',
		(typed) => {
			expect(readPosition(typed)).toBeUndefined();
		},
	);

	it('is read again as what was shown', () => {
		fc.assert(
			fc.property(fc.nat(1_000_000), (seconds) => {
				expect(readPosition(positionText(seconds))).toBe(seconds);
			}),
		);
	});

	it('is shown with hours only where there are any', () => {
		expect([5, 65, 3665].map(positionText)).toEqual(['0:05', '1:05', '1:01:05']);
	});
});
