import { type Bucket, type BucketSize, bucketsOf, daysBetween, lengthOf, type Span } from './days';
import { type Figures, type FiguresColumn, parseUnit, valuesIn } from './figures';

export interface SummaryOptions {
	readonly range: Span;
	readonly bucket: BucketSize;
	/** Keys of columns that do not count; they keep their place and their own figures. */
	readonly hidden?: readonly string[];
}

export interface SummaryColumn {
	readonly key: string;
	readonly labels: FiguresColumn['labels'];
	/** `time`: figures are in seconds, whatever was sent. Otherwise the unit as sent, and figures as sent. */
	readonly unit: string;
	/** Shares its unit with the totals; columns of another unit never count. */
	readonly summed: boolean;
	readonly hidden: boolean;
	/** Sum over the range; undefined when no day has a figure. */
	readonly total: number | undefined;
}

export interface SummaryRow {
	readonly bucket: Bucket;
	/** One figure per column; undefined where Agora sent none on any day, which is not zero. */
	readonly values: readonly (number | undefined)[];
	/** Sum of the columns that count; undefined when none of them has a figure. */
	readonly total: number | undefined;
	/** Days of the bucket about which nothing was sent. */
	readonly missingDays: number;
}

export interface Summary {
	readonly columns: readonly SummaryColumn[];
	/** One per bucket of the range, ascending, those without figures among them. */
	readonly rows: readonly SummaryRow[];
	/** Unit of every `total` here, in the words of `SummaryColumn.unit`. */
	readonly unit: string;
	/** Sum of the columns that count. */
	readonly total: number | undefined;
	/** Days of the range about which nothing was sent for any project. */
	readonly missingDays: number;
}

interface DailyColumn {
	readonly key: string;
	readonly labels: FiguresColumn['labels'];
	readonly unit: string;
	readonly days: (number | undefined)[];
}

/**
 * The figures of a range, of one project or several added up. Days outside the range are left out, so that what a
 * table shows always adds up to its totals. Durations are summed; where there are none, the columns that share the
 * first one's unit are.
 */
export function summarise(parts: readonly Figures[], options: SummaryOptions): Summary {
	const { range, bucket: size, hidden = [] } = options;
	const daily = dailyColumns(parts, range);
	const unit = daily.some((column) => column.unit === 'time') ? 'time' : (daily[0]?.unit ?? 'time');
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

/** Which part of `whole` it is, from 0 to 1; undefined where that makes no sense. */
export function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
	return part === undefined || !whole ? undefined : part / whole;
}

/** How much more `now` is than `before`, as a part of `before`: 0.5 for half as much again. */
export function changeOf(now: number | undefined, before: number | undefined): number | undefined {
	return now === undefined || !before ? undefined : (now - before) / before;
}

/** What is known of the given figures altogether; undefined when none is. */
export function sum(values: readonly (number | undefined)[]): number | undefined {
	const known = values.filter((value) => value !== undefined);
	return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
}

/** Columns of the same key and unit are one, in the order in which they are first met. */
function dailyColumns(parts: readonly Figures[], range: Span): DailyColumn[] {
	const merged = new Map<string, DailyColumn>();
	for (const figures of parts) {
		for (const column of figures.columns) {
			const { name, factor } = parseUnit(column.unit);
			const id = `${column.key}\n${name}`;
			const days = valuesIn(figures, column, range);
			const known = merged.get(id) ?? { key: column.key, labels: column.labels, unit: name, days: [] };
			merged.set(id, known);
			days.forEach((value, day) => {
				const before = known.days[day];
				known.days[day] = value === null ? before : (before ?? 0) + value * factor;
			});
		}
	}
	return [...merged.values()];
}
