import { type Bucket, type BucketSize, bucketsOf, daysBetween, lengthOf, type Span } from './days';
import { compareTiers, type Figures, type FiguresColumn, parseUnit, valuesIn } from './figures';

export interface SummaryOptions {
	readonly range: Span;
	readonly bucket: BucketSize;
	/** Keys of columns that do not count towards totals; they keep their place and their own figures. */
	readonly hidden?: readonly string[];
}

export interface SummaryColumn {
	readonly key: string;
	readonly labels: FiguresColumn['labels'];
	/** `time` for durations, whose figures are in seconds; otherwise unit and figures are as sent. */
	readonly unit: string;
	/** Whether the unit is that of the totals; columns of another unit never count. */
	readonly summed: boolean;
	readonly hidden: boolean;
	/** Sum over the range; undefined if no day has a figure. */
	readonly total: number | undefined;
}

export interface SummaryRow {
	readonly bucket: Bucket;
	/** One figure per column; undefined where Agora sent none on any day, which is not zero. */
	readonly values: readonly (number | undefined)[];
	/** Sum of the columns that count; undefined when none of them has a figure. */
	readonly total: number | undefined;
	/** Days of the bucket without any figure. */
	readonly missingDays: number;
}

export interface Summary {
	readonly columns: readonly SummaryColumn[];
	/** One per bucket of the range, ascending, those without figures among them. */
	readonly rows: readonly SummaryRow[];
	/** The unit of every `total`, as `SummaryColumn.unit`. */
	readonly unit: string;
	/** Sum of the columns that count. */
	readonly total: number | undefined;
	/** Days of the range without any figure of any project. */
	readonly missingDays: number;
}

interface DailyColumn {
	readonly key: string;
	readonly labels: FiguresColumn['labels'];
	readonly unit: string;
	readonly days: (number | undefined)[];
}

/**
 * Adds up the figures of a range, of one project or several. Days outside the range are excluded, so that a table always
 * adds up to its totals. Columns are in the order of resolution. Totals sum durations, or the columns that share the unit of the first one if there are no
 * durations.
 */
export function summarise(parts: readonly Figures[], options: SummaryOptions): Summary {
	const { range, bucket: size, hidden = [] } = options;
	const sent = dailyColumns(parts, range);
	const unit = sent.some((column) => column.unit === 'time') ? 'time' : (sent[0]?.unit ?? 'time');
	const daily = sent.toSorted(compareTiers);
	const counts = daily.map((column) => column.unit === unit && !hidden.includes(column.key));
	const rows = bucketsOf(range, size).map((bucket): SummaryRow => {
		const start = daysBetween(range.from, bucket.from);
		const end = start + lengthOf(bucket);
		const values = daily.map(({ days }) => sum(days.slice(start, end)));
		const missing = Array.from({ length: end - start }, (_, index) => start + index).filter((day) =>
			daily.every(({ days }) => days[day] === undefined),
		);
		return {
			bucket,
			values,
			total: sum(values.filter((_, index) => counts[index])),
			missingDays: missing.length,
		};
	});
	const columns = daily.map(
		(column): SummaryColumn => ({
			key: column.key,
			labels: column.labels,
			unit: column.unit,
			summed: column.unit === unit,
			hidden: hidden.includes(column.key),
			total: sum(column.days),
		}),
	);
	return {
		columns,
		rows,
		unit,
		total: sum(columns.filter((_, index) => counts[index]).map(({ total }) => total)),
		missingDays: rows.reduce((days, row) => days + row.missingDays, 0),
	};
}

/** `part` as a share of `whole`, from 0 to 1; undefined without a whole. */
export function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
	return part === undefined || !whole ? undefined : part / whole;
}

/** The relative change from `before` to `now`: 0.5 for an increase by half. Undefined without a `before`. */
export function changeOf(now: number | undefined, before: number | undefined): number | undefined {
	return now === undefined || !before ? undefined : (now - before) / before;
}

/** The sum of the defined values; undefined if there are none. */
export function sum(values: readonly (number | undefined)[]): number | undefined {
	const defined = values.filter((value) => value !== undefined);
	return defined.length === 0 ? undefined : defined.reduce((total, value) => total + value, 0);
}

/** Merges columns of the same key and unit, in the order of their first occurrence. */
function dailyColumns(parts: readonly Figures[], range: Span): DailyColumn[] {
	const merged = new Map<string, DailyColumn>();
	for (const figures of parts) {
		for (const column of figures.columns) {
			const { name, factor } = parseUnit(column.unit);
			const id = `${column.key}\n${name}`;
			const days = valuesIn(figures, column, range);
			const existing = merged.get(id) ?? { key: column.key, labels: column.labels, unit: name, days: [] };
			merged.set(id, existing);
			days.forEach((value, day) => {
				const before = existing.days[day];
				existing.days[day] = value === null ? before : (before ?? 0) + value * factor;
			});
		}
	}
	return [...merged.values()];
}
