import { daysBetween } from '../../../src/shared/usage/report/day';
import type { Figures } from '../../../src/shared/usage/report/figures';
import { lengthOf, type Span } from '../../../src/shared/usage/report/span';
import { summarise } from '../../../src/shared/usage/report/summary';
import { lookBack, type UnusualDay, unusualDays } from '../../../src/shared/usage/report/unusual';

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

/** The longest range whose days are looked at one by one, as in `neededSpans`. */
const longest = 92;
/** Known days of the same weekday without which nothing is unusual, as in `unusualDays`. */
const fewest = 4;

export function insightsOf(parts: readonly Figures[], options: InsightsOptions): Insights {
	const { today, hidden, complete } = options;
	if (!complete || parts.length === 0) {
		return { unusual: undefined, today: undefined };
	}
	const now = { from: today, to: today };
	const { total } = summarise(parts, { range: now, bucket: 'day', hidden });
	return {
		unusual: unusualIn(parts, options),
		today: total === undefined ? undefined : { total, unusual: unusualDays(parts, now, today, hidden)[0] },
	};
}

function unusualIn(
	parts: readonly Figures[],
	{ range, today, hidden }: InsightsOptions,
): Insights['unusual'] {
	if (lengthOf(range) > longest) {
		return null;
	}
	return tellsUsual(parts, range.to) ? unusualDays(parts, range, today, hidden) : undefined;
}

function tellsUsual(parts: readonly Figures[], day: string): boolean {
	const { rows } = summarise(parts, { range: lookBack(day), bucket: 'day' });
	const same = rows.filter(
		({ bucket, total }) => total !== undefined && daysBetween(bucket.from, day) % 7 === 0,
	);
	return same.length >= fewest;
}
