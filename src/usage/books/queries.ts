import { addDays } from '../../shared/usage/report/day';
import { longestTo } from '../../shared/usage/report/range';
import { mergeSpans, type Span } from '../../shared/usage/report/span';

/**
 * The fewest queries that cover the days, each within one year, the newest days first. Days between that are known are
 * asked for again where that saves a query.
 */
export function queriesFor(missing: readonly Span[]): Span[] {
	const queries: Span[] = [];
	let left = mergeSpans(missing);
	for (let [first] = left; first; [first] = left) {
		const longest = longestTo(first.from);
		const within = left.filter(({ from }) => from <= longest);
		const last = within.at(-1) ?? first;
		const to = last.to < longest ? last.to : longest;
		queries.unshift({ from: first.from, to });
		left = left.flatMap((span) =>
			span.to <= to ? [] : [{ from: span.from > to ? span.from : addDays(to, 1), to: span.to }],
		);
	}
	return queries;
}
