import { MAX_BAN_SECONDS, MIN_BAN_SECONDS } from '../../agora/channels/banRules';
import { type DurationUnit, UNIT_SECONDS } from '../../common/formatDuration';

/** The lengths that are offered for a ban, in seconds: 10 minutes, 1 hour, and 1 day, which is the longest. */
export const PRESET_SECONDS: readonly number[] = [600, 3600, MAX_BAN_SECONDS];

/** The words for units, in English and Chinese. */
const UNIT_WORDS: Readonly<Record<string, DurationUnit>> = {
	...{ d: 'day', day: 'day', days: 'day', 天: 'day', 日: 'day' },
	...{ h: 'hour', hr: 'hour', hrs: 'hour', hour: 'hour', hours: 'hour', 小时: 'hour', 时: 'hour' },
	...{ m: 'minute', min: 'minute', mins: 'minute', minute: 'minute', minutes: 'minute' },
	...{ 分钟: 'minute', 分: 'minute' },
	...{ s: 'second', sec: 'second', secs: 'second', second: 'second', seconds: 'second' },
	...{ 秒钟: 'second', 秒: 'second' },
};

/** `noUnit`: a number alone, which could be minutes or seconds. */
export type DurationProblem = 'unreadable' | 'noUnit' | 'tooShort' | 'tooLong';

const PART = /(\d{1,6}(?:\.\d{1,3})?)\s*(\p{L}+)\.?/gu;
const PARTS = /^(?:\d{1,6}(?:\.\d{1,3})?\s*\p{L}+\.?[\s,、]*)+$/u;

/**
 * Reads how long a ban lasts: numbers with units, the longest unit first, such as `45 s`, `90 minutes`, `1.5 h` or `1小时30分钟`.
 *
 * @returns seconds, within the limits of a ban
 */
export function readBanDuration(typed: string): number | DurationProblem {
	// The digits and commas of Chinese input methods have a width of their own.
	const text = typed.normalize('NFKC').trim().toLowerCase();
	if (/^\d+(?:\.\d+)?$/.test(text)) {
		return 'noUnit';
	}
	if (!PARTS.test(text)) {
		return 'unreadable';
	}
	let total = 0;
	let shortest = Infinity;
	for (const [, amount = '', word = ''] of text.matchAll(PART)) {
		const seconds = UNIT_SECONDS.find(([unit]) => unit === UNIT_WORDS[word])?.[1];
		if (seconds === undefined || seconds >= shortest) {
			return 'unreadable';
		}
		shortest = seconds;
		total += Number(amount) * seconds;
	}
	// Fractions of units are binary numbers: 1.1 minutes are not exactly 66 seconds.
	const seconds = Math.round(total);
	if (Math.abs(total - seconds) > 1e-6) {
		return 'unreadable';
	}
	if (seconds < MIN_BAN_SECONDS) {
		return 'tooShort';
	}
	return seconds > MAX_BAN_SECONDS ? 'tooLong' : seconds;
}
