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

/** Today and the two days before may still change; earlier days are final. */
const PROVISIONAL_DAYS = 3;
/** How long the figures of a provisional day count as current, in milliseconds. */
const FRESH_FOR_MS = 300_000;

/** Days that were read while they could still change. */
interface ProvisionalSpan extends Span {
	readonly readAt: number;
}

/** The content of a cache that is stored between sessions. */
export interface StoredUsage {
	readonly figures: Figures;
	readonly final: readonly Span[];
	readonly provisional: readonly ProvisionalSpan[];
	readonly readAt: number;
}

export type StoredProject = { readonly [B in Business]?: StoredUsage | undefined };

/** The daily figures of one project in one business, as far as they were read, and which of them are final. */
export class UsageCache {
	#columns: readonly UsageColumn[] = [];
	readonly #days = new Map<Day, Readonly<Record<string, number>>>();
	#final: readonly Span[] = [];
	#provisional: readonly ProvisionalSpan[] = [];
	#readAt: number | undefined;
	#isFromStorage = false;

	static fromStored({ figures, final, provisional, readAt }: StoredUsage): UsageCache {
		const cache = new UsageCache();
		cache.#columns = figures.columns.map(({ key, labels, unit }) => ({
			key,
			labels: { en: labels.en, cn: labels.cn },
			unit,
		}));
		for (const { key, values } of figures.columns) {
			for (const [index, value] of values.entries()) {
				if (value !== null) {
					const day = addDays(figures.from, index);
					cache.#days.set(day, { ...cache.#days.get(day), [key]: value });
				}
			}
		}
		cache.#final = mergeSpans(final);
		cache.#provisional = provisional;
		cache.#readAt = readAt;
		cache.#isFromStorage = true;
		return cache;
	}

	/** When the newest figures were read, in milliseconds since 1970; undefined for an empty cache. */
	get readAt(): number | undefined {
		return this.#readAt;
	}

	/** Whether nothing was read since the cache was restored. */
	get isFromStorage(): boolean {
		return this.#isFromStorage;
	}

	/** The days that were ever read. */
	get covered(): Span[] {
		return mergeSpans([...this.#final, ...this.#provisional]);
	}

	/**
	 * Adds a report of the days of `span` that was read at `readAt`; it replaces the cached figures of these days. Where the
	 * report lacks a final day, its cached figures stay. A partial report replaces only what it contains, and its days stay
	 * provisional, so they are read again.
	 */
	add(report: UsageReport, span: Span, readAt: number): void {
		this.#columns = mergeColumns(this.#columns, report.columns);
		if (!report.partial) {
			for (const day of subtractSpans([span], this.#final).flatMap(daysOf)) {
				this.#days.delete(day);
			}
		}
		for (const { date, values } of report.days) {
			if (date >= span.from && date <= span.to) {
				this.#days.set(date, report.partial ? { ...this.#days.get(date), ...values } : values);
			}
		}
		const firstProvisional = report.partial ? span.from : addDays(dayOf(readAt), 1 - PROVISIONAL_DAYS);
		const final = commonSpan(span, { from: span.from, to: addDays(firstProvisional, -1) });
		const provisional = commonSpan(span, { from: firstProvisional, to: span.to });
		this.#provisional = [
			...this.#provisional.flatMap((old) =>
				subtractSpans([old], [span]).map((rest) => ({ ...rest, readAt: old.readAt })),
			),
			...(provisional ? [{ ...provisional, readAt }] : []),
		];
		this.#final = mergeSpans([...this.#final, ...(final ? [final] : [])]);
		this.#readAt = Math.max(readAt, this.#readAt ?? readAt);
		this.#isFromStorage = false;
	}

	/**
	 * The needed days that must be read: those never read, and provisional ones unless they were read since `freshSince`
	 * and at most five minutes ago.
	 */
	missing(needed: readonly Span[], now: number, freshSince: number): Span[] {
		const since = Math.max(freshSince, now - FRESH_FOR_MS);
		const fresh = this.#provisional.filter(({ readAt }) => readAt >= since && readAt <= now);
		return subtractSpans(needed, [...this.#final, ...fresh]);
	}

	/** All cached figures, or those of the days in `bounds`; undefined when there are none. */
	figures(bounds?: Span): Figures | undefined {
		const covered = bounds ? clip(this.covered, bounds) : this.covered;
		const [start, end] = [covered[0], covered.at(-1)];
		if (!start || !end) {
			return undefined;
		}
		const days = daysOf({ from: start.from, to: end.to }).map((day) => this.#days.get(day));
		const columns = this.#columns.map(({ key, labels: { en, cn }, unit }) => ({
			// Columns whose overlong keys begin alike become one, and their figures add up.
			key: key.length > LONGEST_TEXT ? shownText(key) : key,
			labels: { en: shownText(en) || shownText(key), ...(cn && { cn: shownText(cn) }) },
			unit: shownText(unit),
			values: days.map((values) => (values && Object.hasOwn(values, key) ? (values[key] ?? null) : null)),
		}));
		return { from: start.from, covered, columns };
	}

	/** The content to store of the days from `since` on; undefined when there is none. */
	toStored(since: Day): StoredUsage | undefined {
		const last = this.covered.at(-1);
		if (!last || last.to < since || this.#readAt === undefined) {
			return undefined;
		}
		const span = { from: since, to: last.to };
		const figures = this.figures(span);
		return (
			figures && {
				figures,
				final: clip(this.#final, span),
				provisional: this.#provisional.filter(({ from }) => from >= since),
				readAt: this.#readAt,
			}
		);
	}
}

function clip(spans: readonly Span[], bounds: Span): Span[] {
	return spans.flatMap((span) => commonSpan(span, bounds) ?? []);
}

/** The newest columns first, then those that only earlier reports had. Labels and units that a report lacks are kept. */
function mergeColumns(cached: readonly UsageColumn[], read: readonly UsageColumn[]): UsageColumn[] {
	const before = new Map(cached.map((column) => [column.key, column]));
	const keys = new Set(read.map(({ key }) => key));
	const columns = read.map(({ key, labels, unit }): UsageColumn => {
		const earlier = before.get(key);
		return {
			key,
			labels: {
				// A column without a label of its own has its key as the label.
				en: labels.en === key ? (earlier?.labels.en ?? key) : labels.en,
				cn: labels.cn ?? earlier?.labels.cn,
			},
			unit: unit || (earlier?.unit ?? ''),
		};
	});
	return [...columns, ...cached.filter(({ key }) => !keys.has(key))];
}
