import type { CostEstimate } from '../../src/usage/report/cost';
import type { UsageStrings } from '../../src/usage/report/messages';
import type { ProjectReport } from '../../src/usage/report/panelReport';
import { changeOf, shareOf } from '../../src/usage/report/summary';
import { sortRows } from '../../src/usage/report/table';
import { element, figureCell, isolatedText, linkButton, SortedTable, sign } from './element';
import { formatTemplate, lackingText, type RowContent } from './format';
import { post } from './panelState';

/** The projects of the account with their usage. A name opens the project's own panel; a checkbox includes it in the totals. */
export class ProjectTable {
	readonly root: HTMLElement;
	readonly #strings: UsageStrings;
	readonly #onCount: (project: string, counted: boolean) => void;
	readonly #table: SortedTable;
	#content: RowContent | undefined;

	constructor(strings: UsageStrings, onCount: (project: string, counted: boolean) => void) {
		this.#strings = strings;
		this.#onCount = onCount;
		this.#table = new SortedTable({
			key: 'projects',
			strings,
			sorting: { key: 'total', descending: true },
			names: 'name',
			onSort: () => this.#content && this.show(this.#content),
		});
		this.root = element('section', { class: 'projects' }, this.#table.root);
	}

	show(content: RowContent): void {
		this.#content = content;
		const { report, strings } = content;
		const { summary, before, view } = report;
		const unit = summary.unit === 'time' ? strings.units[view.unit] : summary.unit;
		this.#table.show({
			caption: strings.allProjects,
			header: [
				this.#table.header('name', strings.project),
				element('th', { scope: 'col', class: 'trend' }, strings.trend),
				this.#table.header('total', `${strings.total} (${unit})`),
				element('th', { scope: 'col' }, strings.share),
				this.#table.header('cost', strings.estimate),
				...(view.compare ? [this.#table.header('before', strings.previous)] : []),
			],
			rows: this.#order(report.projects).map((project) => this.#row(project, content)),
			footer: [
				element('th', { scope: 'row' }, strings.total),
				element('td'),
				figureCell(summary.total, summary.unit, 'total', content),
				element('td'),
				costCell(report.cost, report.state === 'complete', content),
				...(view.compare ? [figureCell(before?.total, summary.unit, 'before', content)] : []),
			],
		});
	}

	#row(project: ProjectReport, content: RowContent): HTMLElement {
		const { report, strings } = content;
		const { id, name, summary, counted } = project;
		const failed = project.state?.state === 'failed';
		const line =
			summary &&
			createSparkline(
				summary.rows.map(({ total }) => total),
				formatTemplate(strings.trendOf, name),
			);
		return element(
			'tr',
			{ 'data-project': id, class: counted ? '' : 'left-out' },
			element('th', { scope: 'row' }, this.#nameCell(project)),
			element('td', { class: 'trend' }, ...(line ? [line] : [])),
			...(failed && !summary
				? [failureCell(project, report.view.compare ? 4 : 3)]
				: figures(project, content)),
		);
	}

	#nameCell({ id, name, counted, state }: ProjectReport): HTMLElement {
		const strings = this.#strings;
		const tick = element('input', {
			type: 'checkbox',
			'data-key': `count-${id}`,
			'aria-label': formatTemplate(strings.showProject, name),
		});
		tick.checked = counted;
		tick.addEventListener('change', () => this.#onCount(id, tick.checked));
		const open = linkButton({
			key: `open-${id}`,
			text: '',
			press: () => post({ type: 'open', project: id }),
		});
		open.title = formatTemplate(strings.openProject, name);
		open.append(isolatedText(name));
		const retry = state?.state === 'failed' ? [this.#retryLink(id, state.failure ?? '')] : [];
		return element('div', { class: 'project-name' }, tick, open, ...retry);
	}

	#retryLink(project: string, failure: string): HTMLElement {
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
		const { key, descending } = this.#table.sorting;
		const value = ({ name, summary, cost, before }: ProjectReport) =>
			({ name, before, cost: cost?.micros })[key] ?? (key === 'total' ? summary?.total : undefined);
		return sortRows(projects, value, descending);
	}
}

function figures(
	{ summary, cost, before, counted, state }: ProjectReport,
	content: RowContent,
): HTMLElement[] {
	const { report, format, strings } = content;
	const waiting = !summary && (state === undefined || ['waiting', 'reading'].includes(state.state));
	const unit = report.summary.unit;
	const total = waiting
		? element('td', { class: 'none' }, sign('…', strings.loading))
		: figureCell(summary?.total, unit, 'total', content);
	const share = counted ? shareOf(summary?.total, report.summary.total) : undefined;
	const change = changeOf(summary?.total, before);
	const cells = [
		total,
		element('td', {}, share === undefined ? '' : format.percent(share)),
		costCell(cost, state?.state === 'ready', content),
	];
	if (report.view.compare) {
		const cell = figureCell(before, unit, 'before', content);
		if (change !== undefined) {
			cell.append(element('span', { class: 'note' }, ` ${format.change(change)}`));
		}
		cells.push(cell);
	}
	return cells;
}

/** An estimated cost. A sign and the tooltip say when it does not include all usage. */
function costCell(cost: CostEstimate | undefined, complete: boolean, content: RowContent): HTMLElement {
	const { format, strings } = content;
	const attributes = { 'data-column': 'cost' };
	if (cost?.micros === undefined) {
		const text = cost && cost.unpriced.length > 0 ? strings.noPrice : strings.noFigure;
		return element('td', { ...attributes, class: 'none' }, sign('–', text));
	}
	const money = format.money(cost.micros, cost.currency);
	if (complete && cost.unpriced.length === 0) {
		return element('td', attributes, element('data', { value: String(cost.micros) }, money));
	}
	const lacking = cost.unpriced.map((column) => ({ business: content.report.view.business, column }));
	const words = [
		formatTemplate(strings.estimateAtLeast, money),
		lacking.length > 0
			? formatTemplate(strings.estimateWithout, lackingText(lacking, content))
			: strings.incomplete,
	].join(', ');
	return element(
		'td',
		{ ...attributes, title: words },
		element('data', { value: String(cost.micros) }, sign(`≥ ${money}`, words)),
	);
}

function failureCell({ state }: ProjectReport, columns: number): HTMLElement {
	return element('td', { class: 'failure', colspan: String(columns), dir: 'auto' }, state?.failure ?? '');
}

const WIDTH = 96;
const HEIGHT = 20;
const NAMESPACE = 'http://www.w3.org/2000/svg';

/** The totals of a project over the range as a line with gaps where they are missing; `label` is for screen readers. */
function createSparkline(values: readonly (number | undefined)[], label: string): SVGSVGElement {
	const svg = svgElement('svg', {
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
	let isOpen = false;
	const parts = values.map((value, index) => {
		const command = value === undefined ? '' : `${isOpen ? 'L' : 'M'}${place(value, index)}h0.1`;
		isOpen = value !== undefined;
		return command;
	});
	svg.append(
		svgElement('path', {
			d: parts.join(''),
			fill: 'none',
			'stroke-width': '1.5',
			'stroke-linejoin': 'round',
		}),
	);
	return svg;
}

function svgElement<K extends keyof SVGElementTagNameMap>(
	tag: K,
	attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[K] {
	const created = document.createElementNS(NAMESPACE, tag);
	for (const [name, value] of Object.entries(attributes)) {
		created.setAttribute(name, value);
	}
	return created;
}
