import { addDays, commonSpan, mergeSpans, type Span } from '../report/days';
import { BUSINESSES, type Business, type SeriesId } from '../report/figures';
import { longestTo } from '../report/range';

/**
 * The fewest queries that cover the days, each within one year, the newest days first. Days between that are known are
 * asked for again where that saves a query.
 */
export function queriesCovering(missing: readonly Span[]): Span[] {
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

/** What somebody looks at. */
export interface UsageRequest {
	/** Ids, in the order in which they are to be read. */
	readonly projects: readonly string[];
	readonly days: Readonly<Record<Business, readonly Span[]>>;
	/** The days on screen, which are read before others. */
	readonly shown: Span;
	/** Read before the others, since it is on screen. */
	readonly first: Business;
}

/** One query to be sent. */
export interface PlannedQuery extends SeriesId {
	readonly span: Span;
}

/** Every project in every business, those on screen first. */
export function listSeries(wanted: UsageRequest | undefined): SeriesId[] {
	if (!wanted) {
		return [];
	}
	const order = [wanted.first, ...BUSINESSES.filter((business) => business !== wanted.first)];
	return order.flatMap((business) => wanted.projects.map((project) => ({ project, business })));
}

/**
 * The queries for what is missing, in the order in which they are to be sent: the days on screen, the same days of the
 * other businesses, and then what those are held against.
 */
export function planQueries(
	wanted: UsageRequest | undefined,
	missing: (pair: SeriesId) => readonly Span[],
): PlannedQuery[] {
	const rank = ({ business, span }: PlannedQuery) =>
		(business === wanted?.first ? 0 : 1) + (wanted && commonSpan(span, wanted.shown) ? 0 : 2);
	return listSeries(wanted)
		.flatMap((pair) => queriesCovering(missing(pair)).map((span) => ({ ...pair, span })))
		.toSorted((a, b) => rank(a) - rank(b));
}
