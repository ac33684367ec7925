import * as v from 'valibot';
import { addDays, commonSpan, mergeSpans, type Span } from '../report/days';
import type { Figures } from '../report/figures';
import { longestTo } from '../report/range';
import { daySchema, keySchema } from '../report/view';
import { BUSINESSES, type Business } from '../report/words';
import type { StoredProject } from './accountCache';

const spanSchema = v.pipe(
	v.object({ from: daySchema, to: daySchema }),
	v.check(({ from, to }) => from <= to),
);
const moment = v.pipe(v.number(), v.finite(), v.minValue(0));
const amount = v.nullable(v.pipe(v.number(), v.finite()));

const figuresSchema: v.GenericSchema<unknown, Figures> = v.object({
	from: daySchema,
	covered: v.array(spanSchema),
	columns: v.array(
		v.object({
			key: keySchema,
			labels: v.object({ en: v.string(), cn: v.optional(v.string()) }),
			unit: v.string(),
			values: v.pipe(v.array(amount), v.maxLength(1000)),
		}),
	),
});

const bookSchema = v.object({
	figures: figuresSchema,
	settled: v.array(spanSchema),
	tails: v.array(
		v.pipe(
			v.object({ from: daySchema, to: daySchema, readAt: moment }),
			v.check((t) => t.from <= t.to),
		),
	),
	readAt: moment,
});

/**
 * What a file of the cache holds: one project's books. Of another version, it is as if there were none: files of version 1 may
 * lack final days.
 */
const fileSchema = v.object({
	version: v.literal(2),
	project: keySchema,
	books: v.partial(v.object(v.entriesFromList(BUSINESSES, bookSchema))),
});

export function bookFileText(project: string, books: StoredProject): string {
	return JSON.stringify({ version: 2, project, books });
}

/** Undefined for a file that is broken, of another version or of another project. */
export function readBookFile(text: string, project: string, now: number): StoredProject | undefined {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return undefined;
	}
	const result = v.safeParse(fileSchema, json);
	if (!result.success || result.output.project !== project) {
		return undefined;
	}
	const { books } = result.output;
	const fromTheFuture = Object.values(books).some((book) => book && book.readAt > now);
	return fromTheFuture ? undefined : Object.fromEntries(Object.entries(books).filter(([, book]) => book));
}

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
	const order = [wanted.first, ...BUSINESSES.filter((business) => business !== wanted.first)];
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
