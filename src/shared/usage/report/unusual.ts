import { addDays, type Day } from './day';
import type { Figures } from './figures';
import { daysOf, type Span } from './span';
import { summarise } from './summary';

/** Earlier days of the same weekday that a day is held against; fewer than `fewestSamples` known ones tell nothing. */
const weeks = 8;
export const fewestSamples = 4;
/** The longest range whose days are looked at one by one, in days. */
export const mostDaysLookedAt = 92;
/** 1.4826 × MAD is a standard deviation where figures are normally spread; 3.5 of those is Iglewicz and Hoaglin's bound. */
const spreads = 3.5 * 1.4826;
/** Whatever lies within this part of the median is usual, however steady the weeks before were. */
const leastPart = 0.25;

export interface UnusualDay {
	readonly day: Day;
	readonly total: number;
	/** The median of the same weekday before it. */
	readonly usual: number;
	readonly direction: 'high' | 'low';
}

/** The days before a day that `unusualDays` looks at. */
export function lookBack(day: Day): Span {
	return { from: addDays(day, -7 * weeks), to: addDays(day, -1) };
}

/**
 * The days of `range` whose total is far from what the same weekday usually has: further from the median of the
 * eight such days before it than 3.5 robust standard deviations and a quarter of the median. A day with fewer than
 * four known ones before it is never unusual. `today` is not over, so it can be unusually high only.
 */
export function unusualDays(
	parts: readonly Figures[],
	range: Span,
	today: Day,
	hidden: readonly string[] = [],
): UnusualDay[] {
	const known = { from: lookBack(range.from).from, to: range.to };
	const { rows } = summarise(parts, { range: known, bucket: 'day', hidden });
	const totals = new Map(rows.map((row) => [row.bucket.from, row.total]));
	return daysOf(range).flatMap((day): UnusualDay[] => {
		const total = totals.get(day);
		const before = Array.from({ length: weeks }, (_, week) => totals.get(addDays(day, -7 * (week + 1))));
		const samples = before.filter((value) => value !== undefined);
		if (total === undefined || samples.length < fewestSamples) {
			return [];
		}
		const usual = median(samples);
		const spread = median(samples.map((value) => Math.abs(value - usual)));
		const far = Math.abs(total - usual) > Math.max(spreads * spread, leastPart * usual);
		const direction = total > usual ? 'high' : 'low';
		return far && !(day === today && direction === 'low') ? [{ day, total, usual, direction }] : [];
	});
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
