import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_BAN_SECONDS, MIN_BAN_SECONDS } from '../../../../src/agora/channels/banRules';
import { PRESET_SECONDS, readBanDuration } from '../../../../src/channels/bans/duration';
import { formatDuration } from '../../../../src/common/formatDuration';

describe('the length of a ban', () => {
	test.each([
		['10 minutes', 600],
		['10min', 600],
		['90 min.', 5400],
		['1 hour', 3600],
		['1.5 h', 5400],
		['1.1 min', 66],
		['1 h 30 min', 5400],
		['1 hour, 30 minutes', 5400],
		['45 S', 45],
		['1 day', 86_400],
		['24 h', 86_400],
		[' 10 分钟 ', 600],
		['1小时30分钟', 5400],
		['１０分钟', 600],
		['1天', 86_400],
	])('is read from “%s”', (typed, seconds) => {
		expect(readBanDuration(typed)).toBe(seconds);
	});

	test.each([
		['10', 'noUnit'],
		['600 ', 'noUnit'],
		['', 'unreadable'],
		['ten minutes', 'unreadable'],
		['10 weeks', 'unreadable'],
		['-10 minutes', 'unreadable'],
		['1,5 h', 'unreadable'],
		['30 min 1 h', 'unreadable'],
		['10 min 10 min', 'unreadable'],
		['10 min x', 'unreadable'],
		['10.5 s', 'unreadable'],
		['constructor', 'unreadable'],
		['1 constructor', 'unreadable'],
		['9 s', 'tooShort'],
		['0 minutes', 'tooShort'],
		['2 days', 'tooLong'],
		['24 h 1 s', 'tooLong'],
		['999999 d', 'tooLong'],
	])('is not read from “%s”: %s', (typed, problem) => {
		expect(readBanDuration(typed)).toBe(problem);
	});

	const lengths = fc.integer({ min: MIN_BAN_SECONDS, max: MAX_BAN_SECONDS });

	test.each(['en', 'zh-cn'])('that is shown in %s is read as the same length', (language) => {
		fc.assert(
			fc.property(lengths, (seconds) => {
				expect(readBanDuration(formatDuration(seconds, language))).toBe(seconds);
			}),
		);
	});

	test('is never outside of what Agora accepts, whatever is typed', () => {
		const amount = fc.oneof(fc.nat().map(String), fc.double({ noNaN: true }).map(String), fc.string());
		const unit = fc.oneof(fc.constantFrom('s', 'min', 'hours', 'day', '小时', '', ' '), fc.string());
		const typed = fc.array(fc.tuple(amount, unit)).map((parts) => parts.flat().join(''));
		fc.assert(
			fc.property(typed, (text) => {
				const seconds = readBanDuration(text);
				if (typeof seconds === 'number') {
					expect(Number.isInteger(seconds)).toBe(true);
					expect(seconds).toBeGreaterThanOrEqual(MIN_BAN_SECONDS);
					expect(seconds).toBeLessThanOrEqual(MAX_BAN_SECONDS);
				}
			}),
		);
	});

	test('is a number alone in no case', () => {
		fc.assert(
			fc.property(fc.nat(), (amount) => {
				expect(readBanDuration(String(amount))).toBe('noUnit');
			}),
		);
	});

	test('is shown in words', () => {
		expect(PRESET_SECONDS.map((seconds) => formatDuration(seconds, 'en'))).toEqual([
			'10 minutes',
			'1 hour',
			'1 day',
		]);
		expect(formatDuration(5410, 'en')).toBe('1 hour 30 minutes 10 seconds');
		expect(formatDuration(5400, 'zh-cn')).toBe('1小时30分钟');
	});
});
