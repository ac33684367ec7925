import { addDays, commonSpan, mergeSpans, type Span } from '../report/days';
import { BUSINESSES, type Business, type SeriesId } from '../report/figures';
import { longestTo } from '../report/range';

/** The usage that a panel needs. */
export interface UsageRequest {
	/** Ids, in the order in which they are read. */
	readonly projects: readonly string[];
	readonly days: Readonly<Record<Business, readonly Span[]>>;
	/** The days on screen, which are read before others. */
	readonly shown: Span;
	/** The business on screen, which is read before the others. */
	readonly first: Business;
}

export interface PlannedQuery extends SeriesId {
	readonly span: Span;
}

/** Every project in every business, those on screen first. */
export function listSeries(request: UsageRequest | undefined): SeriesId[] {
	if (!request) {
		return [];
	}
	const order = [request.first, ...BUSINESSES.filter((business) => business !== request.first)];
	return order.flatMap((business) => request.projects.map((project) => ({ project, business })));
}

/**
 * The queries for the missing days, in the order in which they are sent: the days on screen, the same days of the
 * other businesses, then the days of the comparison.
 */
export function planQueries(
	request: UsageRequest | undefined,
	missing: (series: SeriesId) => readonly Span[],
): PlannedQuery[] {
	const rank = ({ business, span }: PlannedQuery) =>
		(business === request?.first ? 0 : 1) + (request && commonSpan(span, request.shown) ? 0 : 2);
	return listSeries(request)
		.flatMap((series) => queriesCovering(missing(series)).map((span) => ({ ...series, span })))
		.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * The fewest queries that cover the days, each within one year, the newest first. Cached days in between are read
 * again where that saves a query.
 */
export function queriesCovering(missing: readonly Span[]): Span[] {
	const queries: Span[] = [];
	let rest = mergeSpans(missing);
	for (let [first] = rest; first; [first] = rest) {
		const longest = longestTo(first.from);
		const last = rest.filter(({ from }) => from <= longest).at(-1) ?? first;
		const to = last.to < longest ? last.to : longest;
		queries.unshift({ from: first.from, to });
		rest = rest.flatMap((span) =>
			span.to <= to ? [] : [{ from: span.from > to ? span.from : addDays(to, 1), to: span.to }],
		);
	}
	return queries;
}
