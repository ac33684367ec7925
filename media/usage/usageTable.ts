import type { UsageStrings } from '../../src/usage/report/messages';
import type { SummaryRow } from '../../src/usage/report/summary';
import { sortRows, toTsv } from '../../src/usage/report/table';
import { button, element, figureCell, SortedTable } from './element';
import { formatTemplate, type RowContent, rowMark } from './format';
import { post } from './panelState';

interface Column {
	readonly key: string;
	readonly name: string;
	/** What Agora calls a tier, or the days of the previous period. */
	readonly details?: string;
	readonly unit: string;
	/** The figure of the row at an index. */
	readonly value: (index: number) => number | undefined;
	readonly total: number | undefined;
}

/** The figures of all columns, one row per bar of the chart, the newest first. */
export class UsageTable {
	readonly root: HTMLElement;
	readonly #strings: UsageStrings;
	readonly #table: SortedTable;
	readonly #copied = element('span', { class: 'note', role: 'status' });
	#content: RowContent | undefined;

	constructor(strings: UsageStrings) {
		this.#strings = strings;
		this.#table = new SortedTable({
			key: 'table',
			strings,
			sorting: { key: 'bucket', descending: true },
			onSort: () => this.#content && this.show(this.#content),
		});
		this.root = element(
			'section',
			{ class: 'table-block' },
			element(
				'div',
				{ class: 'table-actions' },
				this.#copied,
				button({ key: 'copy-table', text: strings.copyTable, press: () => this.#copy() }),
			),
			this.#table.root,
		);
	}

	show(content: RowContent): void {
		this.#content = content;
		const { report, strings } = content;
		const { summary, view } = report;
		const unit = summary.unit === 'time' ? strings.units[view.unit] : summary.unit;
		const caption = formatTemplate(strings.table, strings.businesses[view.business], unit);
		const columns = columnsOf(content);
		this.#table.show({
			caption,
			header: [
				this.#table.header('bucket', strings[view.bucket]),
				...columns.map(({ key, name, details }) => this.#table.header(key, name, details)),
			],
			rows: this.#order(columns).map((index) => createRow(content, columns, index)),
			footer: [
				element('th', { scope: 'row' }, strings.total),
				...columns.map(({ key, unit: own, total }) => figureCell(total, own, key, content)),
			],
		});
	}

	#order(columns: readonly Column[]): number[] {
		const { key, descending } = this.#table.sorting;
		const indexes = this.#content?.report.summary.rows.map((_, index) => index) ?? [];
		const column = columns.find((each) => each.key === key);
		return sortRows(indexes, column ? column.value : (index) => index, descending);
	}

	#copy(): void {
		const content = this.#content;
		if (content) {
			post({ type: 'copy', text: tableText(content, this.#order(columnsOf(content))) });
			this.#copied.textContent = this.#strings.copied;
			setTimeout(() => {
				this.#copied.textContent = '';
			}, 4000);
		}
	}
}

function columnsOf({ report, format, strings }: RowContent): Column[] {
	const { summary, before } = report;
	const { rows } = summary;
	const tiers = summary.columns.map(
		(column, index): Column => ({
			key: column.key,
			name: format.label(column),
			details: format.ownLabel(column),
			unit: column.unit,
			value: (row) => rows[row]?.values[index],
			total: column.total,
		}),
	);
	const total: Column = {
		key: 'total',
		name: strings.total,
		unit: summary.unit,
		value: (row) => rows[row]?.total,
		total: summary.total,
	};
	if (!before) {
		return [...tiers, total];
	}
	const details = formatTemplate(strings.before, format.days(before.span));
	const earlier = { key: 'before', name: strings.previous, details, unit: summary.unit, total: before.total };
	return [...tiers, total, { ...earlier, value: (row) => before.rows[row] }];
}

function createRow(content: RowContent, columns: readonly Column[], index: number): HTMLElement {
	const { report, format, strings } = content;
	const shown = report.summary.rows[index];
	return element(
		'tr',
		{ 'data-bucket': shown?.bucket.id ?? '' },
		element('th', { scope: 'row' }, ...(shown ? bucketCell(shown, content) : [])),
		...columns.map(({ key, unit, value }) => figureCell(value(index), unit, key, { format, strings })),
	);
}

function bucketCell({ bucket }: SummaryRow, { report, format, strings }: RowContent): (Node | string)[] {
	const name = element('time', { datetime: bucket.id }, format.bucket(bucket, report.view.bucket));
	const mark = rowMark(report, strings, bucket);
	return mark === '' ? [name] : [name, ' ', element('span', { class: 'note' }, `(${mark})`)];
}

/** The table as tab-separated values, durations as numbers in the unit that the header names. */
function tableText(content: RowContent, order: readonly number[]): string {
	const { report, format, strings } = content;
	const { summary, view } = report;
	const columns = columnsOf(content);
	const unitName = (unit: string) => (unit === 'time' ? strings.units[view.unit] : unit);
	const nameOf = ({ key, name, details }: Column) => (key === 'before' ? (details ?? name) : name);
	const plain = (value: number | undefined, unit: string) =>
		value === undefined ? undefined : format.scaled(value, unit);
	return toTsv([
		[strings[view.bucket], ...columns.map((column) => `${nameOf(column)} (${unitName(column.unit)})`)],
		...order.map((index) => [
			summary.rows[index]?.bucket.id,
			...columns.map(({ value, unit }) => plain(value(index), unit)),
		]),
		[strings.total, ...columns.map(({ total, unit }) => plain(total, unit))],
	]);
}
