/** A UTC day as `YYYY-MM-DD`; days compare and sort as strings. */
export type Day = string;

const MS_PER_DAY = 86_400_000;

/** The UTC day of a moment in milliseconds since 1970. */
export function dayOf(ms: number): Day {
	return new Date(ms).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
	const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOf(text) : Number.NaN;
	return !Number.isNaN(ms) && dayOf(ms) === text;
}

/** Midnight UTC at which `day` begins, in milliseconds since 1970. */
export function startOf(day: Day): number {
	return Date.parse(`${day}T00:00:00Z`);
}

/** The day `count` days after `day`, or before it when negative. */
export function addDays(day: Day, count: number): Day {
	return dayOf(startOf(day) + count * MS_PER_DAY);
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: Day, to: Day): number {
	return Math.round((startOf(to) - startOf(from)) / MS_PER_DAY);
}

/** The first day of the month that lies `count` months after the one of `day`, or before it when negative. */
export function startOfMonth(day: Day, count = 0): Day {
	const date = new Date(startOf(day));
	return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count));
}

/** The Monday of the ISO week that `day` lies in. */
export function startOfWeek(day: Day): Day {
	return addDays(day, -((new Date(startOf(day)).getUTCDay() + 6) % 7));
}

/** The same day so many years later, or earlier when negative; 28 February instead of a missing 29th. */
export function addYears(day: Day, count: number): Day {
	const year = String(Number(day.slice(0, 4)) + count).padStart(4, '0');
	const same = `${year}${day.slice(4)}`;
	return isDay(same) ? same : `${year}-02-28`;
}

/** The part of a day, an ISO week or a month that lies in the range. */
export interface Bucket extends Span {
	/** `2026-11-22`, `2026-W47`, `2026-11`. */
	readonly id: string;
	/** Whether the range contains only a part of the week or month. */
	readonly partial: boolean;
}

/** The buckets of a range, ascending; together they contain each of its days once. */
export function bucketsOf(range: Span, size: BucketSize): Bucket[] {
	const buckets: Bucket[] = [];
	for (let from = range.from; from <= range.to; ) {
		const whole = wholeBucket(from, size);
		const to = whole.to < range.to ? whole.to : range.to;
		buckets.push({ from, to, id: idOf(from, size), partial: from !== whole.from || to !== whole.to });
		from = addDays(to, 1);
	}
	return buckets;
}

function wholeBucket(day: Day, size: BucketSize): Span {
	switch (size) {
		case 'day':
			return { from: day, to: day };
		case 'week': {
			const from = startOfWeek(day);
			return { from, to: addDays(from, 6) };
		}
		case 'month':
			return { from: startOfMonth(day), to: addDays(startOfMonth(day, 1), -1) };
	}
}

function idOf(day: Day, size: BucketSize): string {
	switch (size) {
		case 'day':
			return day;
		case 'week':
			return isoWeek(day);
		case 'month':
			return day.slice(0, 7);
	}
}

/** A week belongs to the year that has its Thursday. */
function isoWeek(day: Day): string {
	const thursday = addDays(startOfWeek(day), 3);
	const year = thursday.slice(0, 4);
	const days = lengthOf({ from: `${year}-01-01`, to: thursday });
	return `${year}-W${String(Math.ceil(days / 7)).padStart(2, '0')}`;
}

/** UTC days from `from` to `to`, both included; `from` never comes after `to`. */
export interface Span {
	readonly from: Day;
	readonly to: Day;
}

/** How many days a span has; at least 1. */
export function lengthOf(span: Span): number {
	return daysBetween(span.from, span.to) + 1;
}

/** Every day of a span, ascending. */
export function daysOf(span: Span): Day[] {
	return Array.from({ length: lengthOf(span) }, (_, index) => addDays(span.from, index));
}

export function sameSpan(a: Span, b: Span): boolean {
	return a.from === b.from && a.to === b.to;
}

/** The days that both contain, if any. */
export function commonSpan(a: Span, b: Span): Span | undefined {
	const from = a.from > b.from ? a.from : b.from;
	const to = a.to < b.to ? a.to : b.to;
	return from <= to ? { from, to } : undefined;
}

/** The same days as ascending spans with a gap between each two. */
export function mergeSpans(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
		const last = merged.at(-1);
		if (last && span.from <= addDays(last.to, 1)) {
			merged[merged.length - 1] = { from: last.from, to: span.to > last.to ? span.to : last.to };
		} else {
			merged.push(span);
		}
	}
	return merged;
}

/** The days of `spans` that are not among `taken`, as `mergeSpans` would give them. */
export function subtractSpans(spans: readonly Span[], taken: readonly Span[]): Span[] {
	let left = mergeSpans(spans);
	for (const hole of taken) {
		left = left.flatMap((span) => {
			if (!commonSpan(span, hole)) {
				return [span];
			}
			const before = { from: span.from, to: addDays(hole.from, -1) };
			const after = { from: addDays(hole.to, 1), to: span.to };
			return [before, after].filter(({ from, to }) => from <= to);
		});
	}
	return left;
}

/** Whether every day of `span` is among `spans`. */
export function covers(spans: readonly Span[], span: Span): boolean {
	return subtractSpans([span], spans).length === 0;
}

/** The days of one bar or row. Weeks are ISO 8601 weeks, from Monday to Sunday. */
export const BUCKET_SIZES = ['day', 'week', 'month'] as const;

export type BucketSize = (typeof BUCKET_SIZES)[number];
