import type { Report, ReportColumn } from '../shared/usageMessages';
import type { TimeUnit } from '../shared/usageWords';
import { type Day, daysOf } from './day';
import type { UsageRange } from './range';

const secondsIn: Readonly<Record<TimeUnit, number>> = { second: 1, minute: 60, hour: 3600 };

export interface SummaryColumn {
	readonly key: string;
	readonly labels: ReportColumn['labels'];
	/** `time`: figures are in seconds, whatever was sent. Otherwise the unit as sent, and figures as sent. */
	readonly unit: string;
	/** Counts towards the totals of days and range: these columns share one unit. */
	readonly summed: boolean;
	/** Sum over the range; undefined when no day has a figure. */
	readonly total: number | undefined;
}

export interface SummaryRow {
	readonly date: Day;
	/** One figure per column; undefined where Agora sent none, which is not zero. */
	readonly values: readonly (number | undefined)[];
	/** Sum of the summed columns; undefined when none of them has a figure. */
	readonly total: number | undefined;
}

export interface Summary {
	readonly columns: readonly SummaryColumn[];
	/** One per day of the range, ascending, the days without figures among them. */
	readonly rows: readonly SummaryRow[];
	/** Unit of `total` and of the rows' totals, in the words of `SummaryColumn.unit`. */
	readonly unit: string;
	readonly total: number | undefined;
	/** Days of the range that Agora sent nothing about. */
	readonly missingDays: number;
}

/**
 * The figures of a range: per day, per column and altogether. Days outside the range are left out, so that what a
 * table shows always adds up to its totals. Durations are summed; where a report has none, the columns that
 * share the first one's unit are.
 */
export function summarise(report: Report, range: UsageRange): Summary {
	const units = report.columns.map((column) => unitOf(column.unit));
	const summedUnit = units.some(({ name }) => name === 'time') ? 'time' : (units[0]?.name ?? 'time');
	const byDay = new Map(report.days.map((day) => [day.date, day.values]));
	const rows = daysOf(range).map((date): SummaryRow => {
		const sent = byDay.get(date);
		const values = report.columns.map((column, index) => {
			const value = sent && Object.hasOwn(sent, column.key) ? sent[column.key] : undefined;
			return value === undefined ? undefined : value * (units[index]?.seconds ?? 1);
		});
		return { date, values, total: sum(values.filter((_, index) => units[index]?.name === summedUnit)) };
	});
	const columns = report.columns.map((column, index): SummaryColumn => {
		const unit = units[index]?.name ?? column.unit;
		return {
			key: column.key,
			labels: column.labels,
			unit,
			summed: unit === summedUnit,
			total: sum(rows.map((row) => row.values[index])),
		};
	});
	return {
		columns,
		rows,
		unit: summedUnit,
		total: sum(rows.map((row) => row.total)),
		missingDays: rows.filter((row) => !byDay.has(row.date)).length,
	};
}

/** A duration in seconds as a number of `unit`s, unrounded. */
export function inUnit(seconds: number, unit: TimeUnit): number {
	return seconds / secondsIn[unit];
}

function unitOf(sent: string): { readonly name: string; readonly seconds: number } {
	switch (sent.toLowerCase()) {
		case 'second':
		case 'seconds':
			return { name: 'time', seconds: secondsIn.second };
		case 'minute':
		case 'minutes':
			return { name: 'time', seconds: secondsIn.minute };
		case 'hour':
		case 'hours':
			return { name: 'time', seconds: secondsIn.hour };
		default:
			return { name: sent, seconds: 1 };
	}
}

function sum(values: readonly (number | undefined)[]): number | undefined {
	const known = values.filter((value) => value !== undefined);
	return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
}
