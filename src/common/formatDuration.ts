export type DurationUnit = 'day' | 'hour' | 'minute' | 'second';

/** From the longest to the shortest, in seconds. */
export const UNIT_SECONDS: readonly (readonly [DurationUnit, number])[] = [
	['day', 86_400],
	['hour', 3600],
	['minute', 60],
	['second', 1],
];

/**
 * "10 minutes", "1 hour 30 minutes", "1 day": a duration that is not rounded.
 *
 * @param seconds a whole number
 * @param language as in `Intl`
 */
export function formatDuration(seconds: number, language: string): string {
	const parts: string[] = [];
	let left = seconds;
	for (const [unit, length] of UNIT_SECONDS) {
		const amount = Math.floor(left / length);
		left -= amount * length;
		if (amount > 0) {
			const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
			parts.push(format.format(amount));
		}
	}
	return new Intl.ListFormat(language, { type: 'unit', style: 'narrow' }).format(parts);
}
