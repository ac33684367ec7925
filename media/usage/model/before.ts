import { bucketsOf } from '../../../src/shared/usage/report/bucket';
import { daysBetween } from '../../../src/shared/usage/report/day';
import type { Figures } from '../../../src/shared/usage/report/figures';
import { lengthOf, type Span } from '../../../src/shared/usage/report/span';
import { changeOf, type Summary, sum, summarise } from '../../../src/shared/usage/report/summary';
import type { BucketSize } from '../../../src/shared/usage/words';

/** The range before, laid over the buckets of the range shown. */
export interface Before {
	readonly span: Span;
	readonly total: number | undefined;
	/** One per row of the summary: the days that lie as far from the start; undefined where not all of them are in the span. */
	readonly rows: readonly (number | undefined)[];
	/** How many of the last days of the span are under no row, because the range shown is shorter. */
	readonly daysBeyond: number;
}

interface BeforeOptions {
	readonly range: Span;
	readonly bucket: BucketSize;
	readonly summary: Summary;
	readonly hidden: readonly string[];
}

export function beforeOf(parts: readonly Figures[], span: Span, options: BeforeOptions): Before {
	const { total, rows: days } = summarise(parts, { range: span, bucket: 'day', hidden: options.hidden });
	const counterparts = counterpartsOf(span, options);
	const rows = counterparts.map(({ start, end }) =>
		end > days.length ? undefined : sum(days.slice(start, end).map((day) => day.total)),
	);
	const last = counterparts.at(-1)?.end ?? 0;
	return { span, total, rows, daysBeyond: Math.max(0, days.length - last) };
}

/**
 * The days of `span` that each row is compared with, as offsets from its start. Months are compared month by month where both
 * ranges begin on the same day of a month and have as many months; everything else is compared day by day.
 */
function counterpartsOf(
	span: Span,
	{ range, bucket, summary }: BeforeOptions,
): { start: number; end: number }[] {
	const months = bucketsOf(span, 'month');
	const sameMonths =
		bucket === 'month' && months.length === summary.rows.length && span.from.slice(8) === range.from.slice(8);
	const [first, buckets] = sameMonths
		? [span.from, months]
		: [range.from, summary.rows.map((row) => row.bucket)];
	return buckets.map((each) => {
		const start = daysBetween(first, each.from);
		return { start, end: start + lengthOf(each) };
	});
}

/** Two totals to be compared; undefined where there was no usage before. There is no change to tell where no total is known now. */
export function comparedTotals(
	total: number | undefined,
	before: number | undefined,
): { readonly before: number; readonly change: number | undefined } | undefined {
	return before ? { before, change: changeOf(total, before) } : undefined;
}
