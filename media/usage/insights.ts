import { covers, daysBetween, lengthOf, type Span } from '../../src/usage/report/days';
import type { Figures } from '../../src/usage/report/figures';
import {
	FEWEST_SAMPLES,
	lookBack,
	MOST_DAYS_LOOKED_AT,
	summarise,
	type UnusualDay,
	unusualDays,
} from '../../src/usage/report/summary';

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

export function insightsOf(parts: readonly Figures[], options: InsightsOptions): Insights {
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
