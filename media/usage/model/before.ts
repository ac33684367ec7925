import { daysBetween } from '../../../src/shared/usage/report/day';
import type { Figures } from '../../../src/shared/usage/report/figures';
import { lengthOf, type Span } from '../../../src/shared/usage/report/span';
import { type Summary, sum, summarise } from '../../../src/shared/usage/report/summary';

/** The range before, laid over the buckets of the range shown. */
export interface Before {
	readonly span: Span;
	readonly total: number | undefined;
	/** One per row of the summary: what lies as many days after the start; the last row has whatever is left. */
	readonly rows: readonly (number | undefined)[];
}

export function beforeOf(
	parts: readonly Figures[],
	span: Span,
	{ range, summary, hidden }: { range: Span; summary: Summary; hidden: readonly string[] },
): Before {
	const before = summarise(parts, { range: span, bucket: 'day', hidden });
	const rows = summary.rows.map(({ bucket }, index) => {
		const start = daysBetween(range.from, bucket.from);
		const end = index === summary.rows.length - 1 ? before.rows.length : start + lengthOf(bucket);
		return sum(before.rows.slice(start, end).map(({ total }) => total));
	});
	return { span, total: before.total, rows };
}
