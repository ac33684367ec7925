import type { ProjectReport } from '../../src/usage/report/panelReport';
import type { UsageStrings } from '../../src/usage/report/strings';
import { changeOf, shareOf } from '../../src/usage/report/summary';
import { type Sorting, sortRows, toggleSort } from '../../src/usage/report/table';
import { element, figureCell, linkButton, outside, redraw, unseen } from './element';
import { fill, type RowContent } from './format';
import { post } from './panelState';

export interface SortHeaderOptions {
	readonly key: string;
	readonly label: HTMLElement | string;
	/** The label as text. */
	readonly name: string;
	readonly sorting: Sorting;
	readonly strings: UsageStrings;
	readonly onSort: (key: string) => void;
}

/** A column's header; a press sorts by it. */
export function sortHeader({ key, label, name, sorting, strings, onSort }: SortHeaderOptions): HTMLElement {
	const sorted = sorting.key === key;
	const sign = sorted ? (sorting.descending ? '▾' : '▴') : '';
	const button = element(
		'button',
		{ type: 'button', class: 'sort', 'data-key': `sort-${key}`, title: fill(strings.sortBy, name) },
		element('span', { class: 'sort-name' }, label),
		element('span', { class: 'sort-sign', 'aria-hidden': 'true' }, sign),
	);
	button.addEventListener('click', () => onSort(key));
	return element(
		'th',
		{
			scope: 'col',
			'data-column': key,
			...(sorted && { 'aria-sort': sorting.descending ? 'descending' : 'ascending' }),
		},
		button,
	);
}

/** The projects of the account by what they used. A name opens the project's own panel; a tick makes it count. */
export class ProjectTable {
	readonly root: HTMLElement;
	readonly #strings: UsageStrings;
	readonly #onCount: (project: string, counted: boolean) => void;
	readonly #region = element('div', {
		class: 'table',
		role: 'region',
		tabindex: '0',
		'data-key': 'projects',
	});
	#sorting: Sorting = { key: 'total', descending: true };
	#content: RowContent | undefined;

	constructor(strings: UsageStrings, onCount: (project: string, counted: boolean) => void) {
		this.#strings = strings;
		this.#onCount = onCount;
		this.#region.setAttribute('aria-label', strings.allProjects);
		this.root = element('section', { class: 'projects' }, this.#region);
	}

	show(content: RowContent): void {
		this.#content = content;
		const { report, strings } = content;
		const { summary, before, view } = report;
		const header = (key: string, name: string) =>
			sortHeader({
				key,
				label: name,
				name,
				sorting: this.#sorting,
				strings,
				onSort: (pressed) => this.#sort(pressed),
			});
		const unit = summary.unit === 'time' ? strings.units[view.unit] : summary.unit;
		const spare = view.compare ? 1 : 0;
		redraw(
			this.#region,
			element(
				'table',
				{},
				element('caption', { class: 'visually-hidden' }, strings.allProjects),
				element(
					'thead',
					{},
					element(
						'tr',
						{},
						header('name', strings.project),
						element('th', { scope: 'col', class: 'trend' }, strings.trend),
						header('total', `${strings.total} (${unit})`),
						element('th', { scope: 'col' }, strings.share),
						...(spare ? [header('before', strings.previous)] : []),
					),
				),
				element('tbody', {}, ...this.#order(report.projects).map((project) => this.#row(project, content))),
				element(
					'tfoot',
					{},
					element(
						'tr',
						{},
						element('th', { scope: 'row' }, strings.total),
						element('td'),
						figureCell(summary.total, summary.unit, 'total', content),
						element('td'),
						...(spare ? [figureCell(before?.total, summary.unit, 'before', content)] : []),
					),
				),
			),
		);
	}

	#row(project: ProjectReport, content: RowContent): HTMLElement {
		const { report, strings } = content;
		const { id, name, summary, counted } = project;
		const failed = project.state?.state === 'failed';
		const line =
			summary &&
			sparkline(
				summary.rows.map(({ total }) => total),
				fill(strings.trendOf, name),
			);
		return element(
			'tr',
			{ 'data-project': id, class: counted ? '' : 'left-out' },
			element('th', { scope: 'row' }, this.#nameCell(project)),
			element('td', { class: 'trend' }, ...(line ? [line] : [])),
			...(failed && !summary
				? [failureCell(project, report.view.compare ? 3 : 2)]
				: figures(project, content)),
		);
	}

	#nameCell({ id, name, counted, state }: ProjectReport): HTMLElement {
		const strings = this.#strings;
		const tick = element('input', {
			type: 'checkbox',
			'data-key': `count-${id}`,
			'aria-label': fill(strings.showProject, name),
		});
		tick.checked = counted;
		tick.addEventListener('change', () => this.#onCount(id, tick.checked));
		const open = linkButton({
			key: `open-${id}`,
			text: '',
			press: () => post({ type: 'open', project: id }),
		});
		open.title = fill(strings.openProject, name);
		open.append(outside(name));
		const retry = state?.state === 'failed' ? [this.#retry(id, state.failure ?? '')] : [];
		return element('div', { class: 'project-name' }, tick, open, ...retry);
	}

	#retry(project: string, failure: string): HTMLElement {
		const business = this.#content?.report.view.business ?? null;
		const made = linkButton({
			key: `retry-${project}`,
			text: this.#strings.retry,
			press: () => post({ type: 'retry', project, business }),
		});
		made.title = failure;
		return element('span', { class: 'failed', 'data-failure': project }, `${this.#strings.failed} · `, made);
	}

	#order(projects: readonly ProjectReport[]): ProjectReport[] {
		const { key, descending } = this.#sorting;
		return sortRows(
			projects,
			({ name, summary, before }) => (key === 'name' ? name : key === 'before' ? before : summary?.total),
			descending,
		);
	}

	#sort(key: string): void {
		this.#sorting =
			key === 'name' && this.#sorting.key !== 'name'
				? { key, descending: false }
				: toggleSort(this.#sorting, key);
		if (this.#content) {
			this.show(this.#content);
		}
	}
}

function figures({ summary, before, counted, state }: ProjectReport, content: RowContent): HTMLElement[] {
	const { report, format, strings } = content;
	const waiting = !summary && (state === undefined || ['waiting', 'reading'].includes(state.state));
	const unit = report.summary.unit;
	const total = waiting
		? element(
				'td',
				{ class: 'none' },
				element('span', { 'aria-hidden': 'true' }, '…'),
				unseen(strings.loading),
			)
		: figureCell(summary?.total, unit, 'total', content);
	const share = counted ? shareOf(summary?.total, report.summary.total) : undefined;
	const change = changeOf(summary?.total, before);
	const cells = [total, element('td', {}, share === undefined ? '' : format.percent(share))];
	if (report.view.compare) {
		const cell = figureCell(before, unit, 'before', content);
		if (change !== undefined) {
			cell.append(element('span', { class: 'note' }, ` ${format.change(change)}`));
		}
		cells.push(cell);
	}
	return cells;
}

function failureCell({ state }: ProjectReport, columns: number): HTMLElement {
	return element('td', { class: 'failure', colspan: String(columns), dir: 'auto' }, state?.failure ?? '');
}

const WIDTH = 96;
const HEIGHT = 20;
const NAMESPACE = 'http://www.w3.org/2000/svg';

/** The totals of a project over the range as a line, broken where there is none; `label` is for screen readers. */
export function sparkline(values: readonly (number | undefined)[], label: string): SVGSVGElement {
	const svg = drawing('svg', {
		class: 'sparkline',
		viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
		width: String(WIDTH),
		height: String(HEIGHT),
		role: 'img',
		'aria-label': label,
	});
	const highest = Math.max(1, ...values.map((value) => value ?? 0));
	const step = WIDTH / Math.max(1, values.length - 1);
	const place = (value: number, index: number) =>
		`${(index * step).toFixed(1)} ${(HEIGHT - 1.5 - ((HEIGHT - 3) * value) / highest).toFixed(1)}`;
	let open = false;
	const parts = values.map((value, index) => {
		const command = value === undefined ? '' : `${open ? 'L' : 'M'}${place(value, index)}h0.1`;
		open = value !== undefined;
		return command;
	});
	svg.append(
		drawing('path', { d: parts.join(''), fill: 'none', 'stroke-width': '1.5', 'stroke-linejoin': 'round' }),
	);
	return svg;
}

function drawing<K extends keyof SVGElementTagNameMap>(
	tag: K,
	attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[K] {
	const made = document.createElementNS(NAMESPACE, tag);
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}
	return made;
}
