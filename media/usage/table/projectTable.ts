import { changeOf, shareOf } from '../../../src/shared/usage/report/summary';
import type { UsageStrings } from '../../../src/shared/usage/strings';
import { linkButton } from '../button';
import { element, outside, redraw, unseen } from '../element';
import { post } from '../host';
import { fill } from '../model/format';
import type { ProjectReport } from '../model/report';
import type { RowContent } from '../model/rowText';
import { inOrder, type Sorting, sortedBy } from '../model/sorting';
import { figureCell } from './cell';
import { sortHeader } from './sortHeader';
import { sparkline } from './sparkline';

/** The projects of the account by what they used. A name opens the project's own panel; a tick makes it count. */
export class ProjectTable {
	readonly root: HTMLElement;
	private readonly strings: UsageStrings;
	private readonly onCount: (project: string, counted: boolean) => void;
	private readonly region = element('div', {
		class: 'table',
		role: 'region',
		tabindex: '0',
		'data-key': 'projects',
	});
	private sorting: Sorting = { key: 'total', descending: true };
	private content: RowContent | undefined;

	constructor(strings: UsageStrings, onCount: (project: string, counted: boolean) => void) {
		this.strings = strings;
		this.onCount = onCount;
		this.region.setAttribute('aria-label', strings.allProjects);
		this.root = element('section', { class: 'projects' }, this.region);
	}

	show(content: RowContent): void {
		this.content = content;
		const { report, strings } = content;
		const { summary, before, view } = report;
		const header = (key: string, name: string) =>
			sortHeader({
				key,
				label: name,
				name,
				sorting: this.sorting,
				strings,
				onSort: (pressed) => this.sort(pressed),
			});
		const unit = summary.unit === 'time' ? strings.units[view.unit] : summary.unit;
		const spare = view.compare ? 1 : 0;
		redraw(
			this.region,
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
				element('tbody', {}, ...this.order(report.projects).map((project) => this.row(project, content))),
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

	private row(project: ProjectReport, content: RowContent): HTMLElement {
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
			element('th', { scope: 'row' }, this.nameCell(project)),
			element('td', { class: 'trend' }, ...(line ? [line] : [])),
			...(failed && !summary
				? [failureCell(project, report.view.compare ? 3 : 2)]
				: figures(project, content)),
		);
	}

	private nameCell({ id, name, counted, state }: ProjectReport): HTMLElement {
		const { strings } = this;
		const tick = element('input', {
			type: 'checkbox',
			'data-key': `count-${id}`,
			'aria-label': fill(strings.showProject, name),
		});
		tick.checked = counted;
		tick.addEventListener('change', () => this.onCount(id, tick.checked));
		const open = linkButton({
			key: `open-${id}`,
			text: '',
			press: () => post({ type: 'open', project: id }),
		});
		open.title = fill(strings.openProject, name);
		open.append(outside(name));
		const retry = state?.state === 'failed' ? [this.retry(id, state.failure ?? '')] : [];
		return element('div', { class: 'project-name' }, tick, open, ...retry);
	}

	private retry(project: string, failure: string): HTMLElement {
		const business = this.content?.report.view.business ?? null;
		const made = linkButton({
			key: `retry-${project}`,
			text: this.strings.retry,
			press: () => post({ type: 'retry', project, business }),
		});
		made.title = failure;
		return element('span', { class: 'failed', 'data-failure': project }, `${this.strings.failed} · `, made);
	}

	private order(projects: readonly ProjectReport[]): ProjectReport[] {
		const { key, descending } = this.sorting;
		return inOrder(
			projects,
			({ name, summary, before }) => (key === 'name' ? name : key === 'before' ? before : summary?.total),
			descending,
		);
	}

	private sort(key: string): void {
		this.sorting =
			key === 'name' && this.sorting.key !== 'name'
				? { key, descending: false }
				: sortedBy(this.sorting, key);
		if (this.content) {
			this.show(this.content);
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
