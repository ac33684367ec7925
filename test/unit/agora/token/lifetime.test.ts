import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lifetimeText, parseLifetime } from '../../../../src/agora/token/buildToken';

test('a lifetime that is shown as a text is parsed as the same lifetime', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 86_400 }), (seconds) => {
			expect(parseLifetime(lifetimeText(seconds))).toBe(seconds);
		}),
	);
});

test('any text is parsed as a lifetime within the limits, or as none', () => {
	const typed = fc.oneof(fc.string(), fc.stringMatching(/^ ?\d{1,7} ?(s|m|h|min|hours|d)?$/));
	fc.assert(
		fc.property(typed, (text) => {
			const seconds = parseLifetime(text) ?? 1;
			expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400).toBe(true);
		}),
		{ numRuns: 1000 },
	);
});

describe('a lifetime', () => {
	test.each([
		['90', 5400],
		['45 s', 45],
		['90min', 5400],
		[' 8 hours ', 28_800],
		['24 h', 86_400],
		['1440', 86_400],
		['86400 s', 86_400],
		['1 S', 1],
	])('%s is %d seconds', (text, seconds) => {
		expect(parseLifetime(text)).toBe(seconds);
	});

	test.each(['', '0', '1441', '25 h', '86401 s', '-5', '1.5 h', '2 days', '1 h 30', 'soon'])(
		'%j is none',
		(text) => {
			expect(parseLifetime(text)).toBeUndefined();
		},
	);
});
