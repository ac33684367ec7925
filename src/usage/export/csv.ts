import { dayOf } from '../../shared/usage/report/day';
import { columnLabel } from '../../shared/usage/report/figures';
import { summarise } from '../../shared/usage/report/summary';
import { inUnit } from '../../shared/usage/report/unit';
import { withoutFormulas } from '../../shared/usage/text';
import { spansOf } from '../../shared/usage/view';
import { businesses, type TimeUnit } from '../../shared/usage/words';
import { countedProjects, type ExportSource } from './exportSource';

/** Tells spreadsheets that the text is UTF-8; without it Excel takes Chinese for something else. */
const byteOrderMark = '\ufeff';

const headers: Readonly<Record<TimeUnit, string>> = { second: 'seconds', minute: 'minutes', hour: 'hours' };

/**
 * What is shown as CSV (RFC 4180, UTF-8 with a byte order mark): one row per UTC day, business, tier and, with all
 * projects, project. Durations are in the unit of the view, which is the header of their column; figures of another
 * unit have columns of their own. A day without a figure has an empty one, which is not zero; `complete` is `no` for a
 * day that was not over.
 *
 * @param language of the labels, as a BCP 47 tag.
 */
export function usageCsv(source: ExportSource, language: string): string {
	const { view, subject, now } = source;
	const today = dayOf(now);
	const { range } = spansOf(view, today);
	const projectCells = subject.project === null ? ['project', 'project_id'] : [];
	const header = ['date', ...projectCells, 'business', 'tier', 'label', headers[view.unit]];
	const rows: (string | number)[][] = [[...header, 'other_amount', 'other_unit', 'complete']];
	for (const { id, name } of countedProjects(source)) {
		for (const business of businesses) {
			const figures = source.figures(id, business);
			const { columns, rows: days } = summarise(figures ? [figures] : [], { range, bucket: 'day' });
			columns.forEach((column, index) => {
				if (view.hiddenColumns.includes(column.key)) {
					return;
				}
				for (const { bucket, values } of days) {
					const value = values[index];
					const time = column.unit === 'time';
					rows.push([
						bucket.from,
						...(subject.project === null ? [name, id] : []),
						business,
						column.key,
						columnLabel(column.labels, language),
						time && value !== undefined ? inUnit(value, view.unit) : '',
						time || value === undefined ? '' : value,
						time ? '' : column.unit,
						bucket.from === today ? 'no' : 'yes',
					]);
				}
			});
		}
	}
	return byteOrderMark + rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/**
 * A field as RFC 4180 writes it. Texts are without formulas, also for spreadsheets whose list separator is a semicolon or a tab;
 * numbers are written as they are.
 */
export function csvField(value: string | number): string {
	if (typeof value === 'number') {
		return String(value);
	}
	const text = withoutFormulas(value);
	const safe = /^[\t\r\n]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
