import { dateTimeFormat, numberFormat, relativeTimeFormat } from './formats';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
	['year', 31_557_600],
	['month', 2_629_800],
	['day', 86_400],
	['hour', 3600],
	['minute', 60],
	['second', 1],
];

/** "3 minutes ago" in the language of VS Code. Both arguments are milliseconds of the same clock. */
export function relativeTime(then: number, now: number): string {
	return agoText(then, now, 'long');
}

/** "1 minute", "3 minutes" in the language of VS Code; fractions are rounded. */
export function durationText(amount: number, unit: 'minute' | 'hour' | 'day'): string {
	return numberFormat({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(amount);
}

function agoText(then: number, now: number, style: 'long' | 'short'): string {
	const seconds = Math.round((then - now) / 1000);
	const format = relativeTimeFormat(style);
	for (const [unit, length] of UNITS) {
		if (Math.abs(seconds) >= length) {
			return format.format(Math.trunc(seconds / length), unit);
		}
	}
	return format.format(0, 'second');
}

/** How long ago `since` was, which is never in the future: two clocks may differ by a little. Otherwise as `relativeTime`. */
export function ageText(since: number, now: number): string {
	return relativeTime(Math.min(since, now), now);
}

/** As `ageText`, but "3 min. ago": for rows that hold more than this. */
export function shortAgeText(since: number, now: number): string {
	return agoText(Math.min(since, now), now, 'short');
}

/** The full date and time with its zone, for tooltips. `time` is in milliseconds since 1970. */
export function absoluteTime(time: number): string {
	return dateTimeFormat().format(time);
}
