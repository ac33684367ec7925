import { addDays, covers, type Day, daysBetween, daysOf, lengthOf, type Span } from './days';
import type { Figures } from './figures';
import { summarise } from './summary';

export interface Insights {
	/** Undefined where too little is known; null where the range is too long to look at its days one by one. */
	readonly unusual: readonly UnusualDay[] | null | undefined;
	/** Undefined while nothing is known of today. */
	readonly today: { readonly total: number; readonly unusual: UnusualDay | undefined } | undefined;
}

export interface InsightsOptions {
	readonly range: Span;
	readonly today: string;
	readonly hidden: readonly string[];
	/** Every project that counts is among the parts: a sum that lacks one is unusual for that alone. */
	readonly complete: boolean;
}

export function findInsights(parts: readonly Figures[], options: InsightsOptions): Insights {
	const { range, today, hidden, complete } = options;
	// A day of which one project was read and another was not is likewise no day to look at.
	const knows = (from: string, to: string) =>
		complete && parts.length > 0 && parts.every(({ covered }) => covers(covered, { from, to }));
	const unusualIn = (span: Span) =>
		knows(lookBack(span.from).from, span.to) && tellsUsual(parts, span.to)
			? unusualDays(parts, span, today, hidden)
			: undefined;
	const now = { from: today, to: today };
	const { total } = summarise(knows(today, today) ? parts : [], { range: now, bucket: 'day', hidden });
	return {
		unusual: lengthOf(range) > MOST_DAYS_LOOKED_AT ? null : unusualIn(range),
		today: total === undefined ? undefined : { total, unusual: unusualIn(now)?.[0] },
	};
}

function tellsUsual(parts: readonly Figures[], day: string): boolean {
	const { rows } = summarise(parts, { range: lookBack(day), bucket: 'day' });
	const same = rows.filter(
		({ bucket, total }) => total !== undefined && daysBetween(bucket.from, day) % 7 === 0,
	);
	return same.length >= FEWEST_SAMPLES;
}

/** Earlier days of the same weekday that a day is held against; fewer than `fewestSamples` known ones tell nothing. */
const WEEKS = 8;

export const FEWEST_SAMPLES = 4;

/** The longest range whose days are looked at one by one, in days. */
export const MOST_DAYS_LOOKED_AT = 92;

/** 1.4826 × MAD is a standard deviation where figures are normally spread; 3.5 of those is Iglewicz and Hoaglin's bound. */
const SPREADS = 3.5 * 1.4826;

/** Whatever lies within this part of the median is usual, however steady the weeks before were. */
const LEAST_PART = 0.25;

export interface UnusualDay {
	readonly day: Day;
	readonly total: number;
	/** The median of the same weekday before it. */
	readonly usual: number;
	readonly direction: 'high' | 'low';
}

/** The days before a day that `unusualDays` looks at. */
export function lookBack(day: Day): Span {
	return { from: addDays(day, -7 * WEEKS), to: addDays(day, -1) };
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
		const before = Array.from({ length: WEEKS }, (_, week) => totals.get(addDays(day, -7 * (week + 1))));
		const samples = before.filter((value) => value !== undefined);
		if (total === undefined || samples.length < FEWEST_SAMPLES) {
			return [];
		}
		const usual = median(samples);
		const spread = median(samples.map((value) => Math.abs(value - usual)));
		const far = Math.abs(total - usual) > Math.max(SPREADS * spread, LEAST_PART * usual);
		const direction = total > usual ? 'high' : 'low';
		return far && !(day === today && direction === 'low') ? [{ day, total, usual, direction }] : [];
	});
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
