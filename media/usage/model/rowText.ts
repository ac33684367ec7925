import type { SummaryRow } from '../../../src/shared/usage/report/summary';
import { shareOf } from '../../../src/shared/usage/report/summary';
import type { UsageStrings } from '../../../src/shared/usage/strings';
import { type Format, fill } from './format';
import type { Report } from './report';

/** The longest label in a line that cannot be wrapped, in characters. */
const longestLabel = 40;

export interface RowContent {
	readonly report: Report;
	readonly format: Format;
	readonly strings: UsageStrings;
}

/** What is said of one bar: its days, each tier with its share, the total and the time before. */
export interface RowText {
	readonly title: string;
	/** By column of the summary; empty for one that does not count. */
	readonly tiers: readonly string[];
	readonly footer: readonly string[];
}

export function rowText({ report, format, strings }: RowContent, index: number): RowText {
	const { summary, before } = report;
	const row = summary.rows[index];
	if (!row) {
		return { title: '', tiers: [], footer: [] };
	}
	const say = (value: number | undefined, unit: string) =>
		value === undefined ? strings.noFigure : format.withUnit(value, unit);
	const tiers = summary.columns.map((column, at) => {
		if (!column.summed || column.hidden) {
			return '';
		}
		const share = shareOf(row.values[at], row.total);
		const label = isolated(shortened(format.label(column)));
		const figure = say(row.values[at], column.unit);
		return share === undefined ? `${label}: ${figure}` : `${label}: ${figure} (${format.percent(share)})`;
	});
	const footer = [`${strings.total}: ${say(row.total, summary.unit)}`];
	if (before) {
		footer.push(fill(strings.before, say(before.rows[index], summary.unit)));
	}
	return { title: rowTitle({ report, format, strings }, row), tiers, footer };
}

/** The days of a row, and that they are not over or cut by the range. */
function rowTitle({ report, format, strings }: RowContent, { bucket }: SummaryRow): string {
	const mark = rowMark(report, strings, bucket);
	const title = format.bucket(bucket, report.view.bucket);
	return mark === '' ? title : `${title} (${mark})`;
}

export function rowMark({ today }: Report, strings: UsageStrings, bucket: SummaryRow['bucket']): string {
	if (bucket.to >= today) {
		return strings.soFar;
	}
	return bucket.partial ? strings.partial : '';
}

/** With the marks that keep a label from turning the direction of the text around it. */
function isolated(label: string): string {
	return `\u2068${label}\u2069`;
}

function shortened(label: string): string {
	const characters = [...label];
	return characters.length > longestLabel ? `${characters.slice(0, longestLabel - 1).join('')}…` : label;
}
