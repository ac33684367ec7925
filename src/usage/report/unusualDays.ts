import { addDays, covers, type Day, daysBetween, daysOf, lengthOf, type Span } from './days';
import type { Figures } from './figures';
import { summarise } from './summary';

/** How many earlier days of the same weekday a day is compared with, and how many of them must have figures. */
const WEEKS = 8;

const MIN_SAMPLES = 4;

/** The longest range that is checked for unusual days, in days. */
export const MAX_CHECKED_DAYS = 92;

/** 1.4826 × MAD is a standard deviation where figures are normally spread; 3.5 of those is Iglewicz and Hoaglin's bound. */
const SPREADS = 3.5 * 1.4826;

/** A difference below this part of the median is never unusual. */
const LEAST_PART = 0.25;

export interface UnusualDay {
	readonly day: Day;
	readonly total: number;
	/** The median of the same weekday before it. */
	readonly usual: number;
	readonly direction: 'high' | 'low';
}

export interface Insights {
	/** Undefined while too few days were read; null where the range is too long. */
	readonly unusual: readonly UnusualDay[] | null | undefined;
	/** Undefined while today was not read. */
	readonly today: { readonly total: number; readonly unusual: UnusualDay | undefined } | undefined;
}

interface InsightsOptions {
	readonly range: Span;
	readonly today: string;
	readonly hidden: readonly string[];
	/** Whether the parts contain every project that counts. A sum without one would look unusual. */
	readonly complete: boolean;
}

export function findInsights(parts: readonly Figures[], options: InsightsOptions): Insights {
	const { range, today, hidden, complete } = options;
	// A day that was read for only some of the projects is left out for the same reason.
	const isCovered = (from: string, to: string) =>
		complete && parts.length > 0 && parts.every(({ covered }) => covers(covered, { from, to }));
	const unusualIn = (span: Span) =>
		isCovered(lookBack(span.from).from, span.to) && hasEnoughSamples(parts, span.to)
			? unusualDays(parts, span, today, hidden)
			: undefined;
	const todaySpan = { from: today, to: today };
	const { total } = summarise(isCovered(today, today) ? parts : [], {
		range: todaySpan,
		bucket: 'day',
		hidden,
	});
	return {
		unusual: lengthOf(range) > MAX_CHECKED_DAYS ? null : unusualIn(range),
		today: total === undefined ? undefined : { total, unusual: unusualIn(todaySpan)?.[0] },
	};
}

function hasEnoughSamples(parts: readonly Figures[], day: string): boolean {
	const { rows } = summarise(parts, { range: lookBack(day), bucket: 'day' });
	const sameWeekday = rows.filter(
		({ bucket, total }) => total !== undefined && daysBetween(bucket.from, day) % 7 === 0,
	);
	return sameWeekday.length >= MIN_SAMPLES;
}

/** The days before `day` that it is compared with. */
export function lookBack(day: Day): Span {
	return { from: addDays(day, -7 * WEEKS), to: addDays(day, -1) };
}

/**
 * The days of `range` whose total differs from the median of the same weekday in the eight weeks before by more than 3.5
 * robust standard deviations and a quarter of the median. A day with figures for fewer than four of these days is never
 * unusual. `today` is not over, so it can only be unusually high.
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
		if (total === undefined || samples.length < MIN_SAMPLES) {
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
