import type { UsageColumn, UsageReport } from '../../agora/console/usage';
import {
	addDays,
	commonSpan,
	type Day,
	dayOf,
	daysOf,
	mergeSpans,
	type Span,
	subtractSpans,
} from '../report/days';
import type { Business, Figures } from '../report/figures';
import { LONGEST_TEXT, shownText } from '../report/messages';

/** Today and the two days before still change, or may be told late; every day before them stays as it is. */
const UNSETTLED_DAYS = 3;
/** For so many milliseconds what was read of an unsettled day is as good as new. */
const FRESH_FOR_MS = 300_000;

/** Days that were read while they could still change. */
interface Tail extends Span {
	readonly readAt: number;
}

/** What is kept of a book from one day to another. */
export interface StoredUsage {
	readonly figures: Figures;
	readonly settled: readonly Span[];
	readonly tails: readonly Tail[];
	readonly readAt: number;
}

/** The daily figures of one project in one business, as far as they were read, and how far each can be relied on. */
export class UsageCache {
	#columns: readonly UsageColumn[] = [];
	readonly #days = new Map<Day, Readonly<Record<string, number>>>();
	#settled: readonly Span[] = [];
	#tails: readonly Tail[] = [];
	#newest: number | undefined;
	#kept = false;

	/** When the newest of its figures were read, in milliseconds since 1970; undefined for an empty book. */
	get readAt(): number | undefined {
		return this.#newest;
	}

	/** Whether nothing was read since it came from the cache. */
	get fromCache(): boolean {
		return this.#kept;
	}

	/** The days that were asked for at any time. */
	get covered(): Span[] {
		return mergeSpans([...this.#settled, ...this.#tails]);
	}

	/**
	 * Takes in a report of the days of `span` that was read at `readAt`, in place of what was known of them. Only what is known
	 * of a final day stays where the report lacks it, and so does everything that a partial report lacks: its days are read
	 * again, as those that still change are.
	 */
	add(report: UsageReport, span: Span, readAt: number): void {
		this.#columns = mergeColumns(this.#columns, report.columns);
		if (!report.partial) {
			for (const day of subtractSpans([span], this.#settled).flatMap(daysOf)) {
				this.#days.delete(day);
			}
		}
		for (const { date, values } of report.days) {
			if (date >= span.from && date <= span.to) {
				this.#days.set(date, report.partial ? { ...this.#days.get(date), ...values } : values);
			}
		}
		const firstUnsettled = report.partial ? span.from : addDays(dayOf(readAt), 1 - UNSETTLED_DAYS);
		const settled = commonSpan(span, { from: span.from, to: addDays(firstUnsettled, -1) });
		const tail = commonSpan(span, { from: firstUnsettled, to: span.to });
		this.#tails = [
			...this.#tails.flatMap((old) =>
				subtractSpans([old], [span]).map((left) => ({ ...left, readAt: old.readAt })),
			),
			...(tail ? [{ ...tail, readAt }] : []),
		];
		this.#settled = mergeSpans([...this.#settled, ...(settled ? [settled] : [])]);
		this.#newest = Math.max(readAt, this.#newest ?? readAt);
		this.#kept = false;
	}

	/**
	 * Which of the needed days must be read: those never asked for, and those read while they could still change, unless
	 * that was since `freshSince` at most five minutes ago.
	 */
	missing(needed: readonly Span[], now: number, freshSince: number): Span[] {
		const since = Math.max(freshSince, now - FRESH_FOR_MS);
		const fresh = this.#tails.filter(({ readAt }) => readAt >= since && readAt <= now);
		return subtractSpans(needed, [...this.#settled, ...fresh]);
	}

	/** Everything that is known, or of the days in `bounds`; undefined when that is nothing. */
	figures(bounds?: Span): Figures | undefined {
		const covered = bounds ? clip(this.covered, bounds) : this.covered;
		const [start, end] = [covered[0], covered.at(-1)];
		if (!start || !end) {
			return undefined;
		}
		const days = daysOf({ from: start.from, to: end.to }).map((day) => this.#days.get(day));
		const columns = this.#columns.map(({ key, labels: { en, cn }, unit }) => ({
			// Columns whose endless names begin alike become one, and their figures add up.
			key: key.length > LONGEST_TEXT ? shownText(key) : key,
			labels: { en: shownText(en) || shownText(key), ...(cn && { cn: shownText(cn) }) },
			unit: shownText(unit),
			values: days.map((values) => (values && Object.hasOwn(values, key) ? (values[key] ?? null) : null)),
		}));
		return { from: start.from, covered, columns };
	}

	/** What to keep, of the days from `since` on; undefined when that is nothing. */
	stored(since: Day): StoredUsage | undefined {
		const last = this.covered.at(-1);
		if (!last || last.to < since || this.#newest === undefined) {
			return undefined;
		}
		const span = { from: since, to: last.to };
		const figures = this.figures(span);
		return (
			figures && {
				figures,
				settled: clip(this.#settled, span),
				tails: this.#tails.filter(({ from }) => from >= since),
				readAt: this.#newest,
			}
		);
	}

	/** The book as it was kept. */
	static restored({ figures, settled, tails, readAt }: StoredUsage): UsageCache {
		const book = new UsageCache();
		book.#columns = figures.columns.map(({ key, labels, unit }) => ({
			key,
			labels: { en: labels.en, cn: labels.cn },
			unit,
		}));
		figures.columns.forEach(({ key, values }) => {
			values.forEach((value, index) => {
				if (value !== null) {
					const day = addDays(figures.from, index);
					book.#days.set(day, { ...book.#days.get(day), [key]: value });
				}
			});
		});
		book.#settled = mergeSpans(settled);
		book.#tails = tails;
		book.#newest = readAt;
		book.#kept = true;
		return book;
	}
}

function clip(spans: readonly Span[], bounds: Span): Span[] {
	return spans.flatMap((span) => commonSpan(span, bounds) ?? []);
}

/** The newest columns first, then those that only earlier reports had. What a report does not say of a column stays known. */
function mergeColumns(known: readonly UsageColumn[], read: readonly UsageColumn[]): UsageColumn[] {
	const before = new Map(known.map((column) => [column.key, column]));
	const keys = new Set(read.map(({ key }) => key));
	const columns = read.map(({ key, labels, unit }): UsageColumn => {
		const earlier = before.get(key);
		return {
			key,
			labels: {
				// Without a label of its own, a column has its key for one.
				en: labels.en === key ? (earlier?.labels.en ?? key) : labels.en,
				cn: labels.cn ?? earlier?.labels.cn,
			},
			unit: unit || (earlier?.unit ?? ''),
		};
	});
	return [...columns, ...known.filter(({ key }) => !keys.has(key))];
}

export type StoredProject = Readonly<Partial<Record<Business, StoredUsage>>>;
