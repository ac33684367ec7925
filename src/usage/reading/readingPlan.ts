import { commonSpan, type Span } from '../../shared/usage/report/span';
import { type Business, businesses } from '../../shared/usage/words';
import { queriesFor } from '../books/queries';

export interface Pair {
	readonly project: string;
	readonly business: Business;
}

/** What somebody looks at. */
export interface Wanted {
	/** Ids, in the order in which they are to be read. */
	readonly projects: readonly string[];
	readonly days: Readonly<Record<Business, readonly Span[]>>;
	/** The days on screen, which are read before others. */
	readonly shown: Span;
	/** Read before the others, since it is on screen. */
	readonly first: Business;
}

/** One query to be sent. */
export interface Call extends Pair {
	readonly span: Span;
}

/** Every project in every business, those on screen first. */
export function pairsOf(wanted: Wanted | undefined): Pair[] {
	if (!wanted) {
		return [];
	}
	const order = [wanted.first, ...businesses.filter((business) => business !== wanted.first)];
	return order.flatMap((business) => wanted.projects.map((project) => ({ project, business })));
}

/**
 * The queries for what is missing, in the order in which they are to be sent: the days on screen, the same days of the
 * other businesses, and then what those are held against.
 */
export function callsFor(wanted: Wanted | undefined, missing: (pair: Pair) => readonly Span[]): Call[] {
	const rank = ({ business, span }: Call) =>
		(business === wanted?.first ? 0 : 1) + (wanted && commonSpan(span, wanted.shown) ? 0 : 2);
	return pairsOf(wanted)
		.flatMap((pair) => queriesFor(missing(pair)).map((span) => ({ ...pair, span })))
		.toSorted((a, b) => rank(a) - rank(b));
}
