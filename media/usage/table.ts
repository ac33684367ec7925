import type { UsageStrings } from '../../src/shared/usageStrings';
import type { Summary } from '../../src/usage/report';
import { element } from './element';
import type { Format } from './format';

export interface TableContent {
	readonly summary: Summary;
	readonly format: Format;
	readonly strings: UsageStrings;
	readonly caption: string;
	/** The UTC day that is not over. */
	readonly today: string;
}

/** The figures of the chart, and of the columns it does not draw, one row per day, the newest first. */
export function usageTable(content: TableContent): HTMLTableElement {
	const { summary, format, strings, caption } = content;
	const names = summary.columns.map((column) => element('th', { scope: 'col' }, format.label(column)));
	const rows = summary.rows.map((row) =>
		element(
			'tr',
			{ 'data-day': row.date },
			element('th', { scope: 'row' }, ...dayCell(row.date, content)),
			...summary.columns.map(({ key, unit }, index) => cell(row.values[index], unit, key, content)),
			cell(row.total, summary.unit, 'total', content),
		),
	);
	return element(
		'table',
		{},
		element('caption', { class: 'visually-hidden' }, caption),
		element(
			'thead',
			{},
			element(
				'tr',
				{},
				element('th', { scope: 'col' }, strings.day),
				...names,
				element('th', { scope: 'col' }, strings.total),
			),
		),
		element('tbody', {}, ...rows.reverse()),
		element(
			'tfoot',
			{},
			element(
				'tr',
				{},
				element('th', { scope: 'row' }, strings.total),
				...summary.columns.map(({ key, unit, total }) => cell(total, unit, key, content)),
				cell(summary.total, summary.unit, 'total', content),
			),
		),
	);
}

function dayCell(day: string, { format, strings, today }: TableContent): (Node | string)[] {
	const time = element('time', { datetime: day }, format.day(day));
	return day === today ? [time, ' ', element('span', { class: 'note' }, `(${strings.soFar})`)] : [time];
}

function cell(value: number | undefined, unit: string, key: string, content: TableContent): HTMLElement {
	const { format, strings } = content;
	if (value === undefined) {
		const none = element('span', { 'aria-hidden': 'true' }, '–');
		return element(
			'td',
			{ class: 'none' },
			none,
			element('span', { class: 'visually-hidden' }, strings.noFigure),
		);
	}
	return element(
		'td',
		{ 'data-column': key },
		element('data', { value: String(value) }, format.figure(value, unit)),
	);
}
