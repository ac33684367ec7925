import type { TierCost } from '../../src/usage/report/cost';
import { lengthOf, type Span, sameSpan } from '../../src/usage/report/days';
import type { UsageStrings } from '../../src/usage/report/messages';
import { PROJECT_KEY } from '../../src/usage/report/panelReport';
import { shareOf } from '../../src/usage/report/summary';
import { BarChart } from './barChart';
import { type BarSelection, type ChartContent, createSwatch, drawnColumns } from './chartConfig';
import { button, element, redraw, shortFigure } from './element';
import { formatTemplate, rowText } from './format';

export interface ChartBlockDeps {
	readonly strings: UsageStrings;
	/** Shows only the selected days. */
	readonly onNarrow: (span: Span) => void;
	readonly onToggle: (key: string) => void;
}

/** The chart with its legend, which stays above the table where that is shown instead. Days are selected by dragging or with the arrow keys. */
export class ChartBlock {
	readonly root: HTMLElement;
	readonly #deps: ChartBlockDeps;
	readonly #legend: Legend;
	readonly #canvas = element('canvas', { 'aria-hidden': 'true' });
	readonly #frame: HTMLElement;
	readonly #notes = element('div', { class: 'notes' });
	readonly #announcement = element('div', { class: 'visually-hidden', 'aria-live': 'polite' });
	readonly #chart = new BarChart(this.#canvas);
	#content: ChartContent | undefined;
	#selection: BarSelection | undefined;
	#dragging = false;

	constructor(deps: ChartBlockDeps) {
		this.#deps = deps;
		this.#legend = new Legend(deps.onToggle);
		this.#frame = element(
			'div',
			{
				class: 'chart',
				role: 'application',
				tabindex: '0',
				'data-key': 'chart',
				'aria-describedby': 'chart-hint',
			},
			this.#canvas,
		);
		this.#frame.addEventListener('keydown', (event) => this.#onKey(event));
		this.#frame.addEventListener('blur', () => this.#chart.mark(this.#selection, undefined));
		this.#canvas.addEventListener('pointerdown', (event) => this.#onPointer(event));
		this.#canvas.addEventListener('pointermove', (event) => this.#onPointer(event));
		this.#canvas.addEventListener('pointerup', (event) => this.#onPointer(event));
		this.root = element(
			'section',
			{ class: 'chart-block' },
			this.#frame,
			this.#notes,
			this.#legend.root,
			this.#announcement,
		);
	}

	show(content: ChartContent): void {
		const { report, format, strings } = content;
		const { summary, view } = report;
		if (this.#content && !sameRows(this.#content, content)) {
			this.#selection = undefined;
			this.#chart.mark(undefined, undefined);
		}
		this.#content = content;
		this.#legend.show(content);
		const empty = summary.columns.every(({ total }) => !total) && !report.before?.total;
		const isTable = view.display === 'table';
		this.#frame.hidden = empty || isTable;
		this.#notes.hidden = isTable && !empty;
		if (empty) {
			this.#chart.clear();
		} else if (!isTable) {
			const unit = summary.unit === 'time' ? strings.units[view.unit] : summary.unit;
			this.#frame.setAttribute(
				'aria-label',
				formatTemplate(strings.chart, strings.businesses[view.business], unit, format.days(report.range)),
			);
			this.#chart.draw(content, this.#selection);
		}
		this.#showNotes(empty);
	}

	/** The chart as PNG; undefined when none is visible. */
	async toImage(title: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
		return this.#content && !this.#frame.hidden
			? await chartImage(this.#canvas, title, this.#content)
			: undefined;
	}

	#showNotes(empty: boolean): void {
		const content = this.#content;
		const selection = this.#selection;
		if (!content) {
			return;
		}
		const { report, format, strings } = content;
		const { missingDays } = report.summary;
		const days = lengthOf(report.range);
		const hint = element('span', { id: 'chart-hint' }, strings.chartHint);
		const notes: HTMLElement[] = [];
		if (empty) {
			notes.push(element('p', { class: 'message' }, strings.empty));
		} else if (selection && this.#spanOf(selection)) {
			const span = this.#spanOf(selection) ?? report.range;
			notes.push(
				element(
					'p',
					{ class: 'choice' },
					element('span', {}, formatTemplate(strings.selected, format.days(span))),
					button({ key: 'narrow', text: strings.showSelected, press: () => this.#narrow() }),
					element('span', { class: 'visually-hidden' }, hint),
				),
			);
		} else {
			notes.push(element('p', { class: 'note' }, hint));
		}
		if (!empty && report.before) {
			const { span, daysBeyond } = report.before;
			const beyond = daysBeyond > 0 ? formatTemplate(strings.beforeBeyond, format.count(daysBeyond)) : '';
			const text = `${formatTemplate(strings.before, format.days(span))} ${beyond}`.trim();
			const sample = element('span', { class: 'dashes', 'aria-hidden': 'true' });
			notes.push(element('p', { class: 'note', 'data-note': 'before' }, sample, text));
		}
		if (!empty && missingDays > 0) {
			const counts = [missingDays, days].map((count) => format.count(count));
			notes.push(
				element('p', { class: 'note', 'data-note': 'missing' }, formatTemplate(strings.missing, ...counts)),
			);
		}
		redraw(this.#notes, ...notes);
	}

	#onPointer(event: PointerEvent): void {
		const bar = this.#chart.barAt(event.clientX);
		if (bar === undefined) {
			return;
		}
		if (event.type === 'pointerdown' && event.button === 0) {
			this.#canvas.setPointerCapture(event.pointerId);
			this.#dragging = true;
			this.#select({ from: bar, to: bar }, undefined);
		} else if (event.type === 'pointermove' && this.#dragging && this.#selection) {
			this.#select({ from: this.#selection.from, to: bar }, undefined);
		} else if (event.type === 'pointerup' && this.#dragging) {
			this.#dragging = false;
			// A click without a drag clears the selection.
			if (this.#selection?.from === this.#selection?.to) {
				this.#select(undefined, bar);
			}
		}
	}

	#onKey(event: KeyboardEvent): void {
		const last = (this.#content?.report.summary.rows.length ?? 0) - 1;
		const at = this.#selection?.to;
		const targets: Readonly<Record<string, number>> = {
			ArrowLeft: at === undefined ? last : Math.max(0, at - 1),
			ArrowRight: at === undefined ? 0 : Math.min(last, at + 1),
			Home: 0,
			End: last,
		};
		const target = targets[event.key];
		if (target !== undefined) {
			const from = event.shiftKey ? (this.#selection?.from ?? target) : target;
			this.#select({ from, to: target }, target);
		} else if (event.key === 'Enter' && this.#selection) {
			this.#narrow();
		} else if (event.key === 'Escape' && this.#selection) {
			this.#select(undefined, undefined);
		} else {
			return;
		}
		event.preventDefault();
	}

	#select(selection: BarSelection | undefined, pointedBar: number | undefined): void {
		this.#selection = selection;
		this.#chart.mark(selection, pointedBar);
		this.#showNotes(false);
		if (this.#content && selection && pointedBar !== undefined) {
			const { title, tiers, footer } = rowText(this.#content, pointedBar);
			const span = selection.from === selection.to ? undefined : this.#spanOf(selection);
			const words = span
				? [formatTemplate(this.#deps.strings.selected, this.#content.format.days(span))]
				: [];
			this.#announcement.textContent = [
				...words,
				title,
				...footer,
				...tiers.filter((text) => text !== ''),
			].join('; ');
		}
	}

	#narrow(): void {
		const span = this.#selection && this.#spanOf(this.#selection);
		if (span) {
			// The tooltip of the last selected bar would stay on the new bars.
			this.#select(undefined, undefined);
			this.#frame.focus({ preventScroll: true });
			this.#deps.onNarrow(span);
		}
	}

	#spanOf({ from, to }: BarSelection): Span | undefined {
		const rows = this.#content?.report.summary.rows ?? [];
		const first = rows[Math.min(from, to)];
		const last = rows[Math.max(from, to)];
		return first && last && { from: first.bucket.from, to: last.bucket.to };
	}
}

function sameRows(a: ChartContent, b: ChartContent): boolean {
	return sameSpan(a.report.range, b.report.range) && a.report.view.bucket === b.report.view.bucket;
}

const MARGIN = 16;
const TEXT_LINE = 20;

/** The chart with its title and legend as PNG; undefined when the chart is not visible. */
async function chartImage(
	chart: HTMLCanvasElement,
	title: string,
	content: ChartContent,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const image = document.createElement('canvas');
	const context = image.getContext('2d');
	// A hidden canvas still has its former size and bars.
	if (!context || chart.clientWidth === 0) {
		return undefined;
	}
	const { report, format, theme, strings } = content;
	const scale = chart.width / chart.clientWidth;
	const drawn = drawnColumns(content);
	const top = MARGIN + TEXT_LINE * (2 + drawn.length) + MARGIN / 2;
	image.width = chart.width + 2 * MARGIN * scale;
	image.height = chart.height + (top + MARGIN) * scale;
	context.fillStyle = theme.background;
	context.fillRect(0, 0, image.width, image.height);
	context.drawImage(chart, MARGIN * scale, top * scale);
	context.scale(scale, scale);
	const width = chart.clientWidth;
	const write = (text: string, x: number, row: number, weight: string, colour: string) => {
		context.font = `${weight} 13px ${theme.fontFamily}`;
		context.fillStyle = colour;
		context.fillText(text, x, MARGIN + TEXT_LINE * row, width - x + MARGIN);
	};
	context.textBaseline = 'top';
	write(title, MARGIN, 0, '600', theme.foreground);
	const days = formatTemplate(strings.utcDays, format.days(report.range));
	write(`${strings.businesses[report.view.business]} · ${days}`, MARGIN, 1, '400', theme.muted);
	drawn.forEach((index, row) => {
		const column = report.summary.columns[index];
		if (column) {
			context.drawImage(createSwatch(content, index), MARGIN, MARGIN + TEXT_LINE * (row + 2) + 2, 10, 10);
			const figure = column.total === undefined ? strings.noFigure : format.short(column.total, column.unit);
			write(`\u2068${format.label(column)}\u2069: ${figure}`, MARGIN + 18, row + 2, '400', theme.foreground);
		}
	});
	const blob = await new Promise<Blob | null>((resolve) => image.toBlob(resolve, 'image/png'));
	return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}

/** The tiers with their totals, shares and estimated costs; a click excludes a tier from the totals or includes it again. */
class Legend {
	readonly root: HTMLElement;
	readonly #onToggle: (key: string) => void;

	constructor(onToggle: (key: string) => void) {
		this.#onToggle = onToggle;
		this.root = element('div', { class: 'legend', role: 'group' });
	}

	show(content: ChartContent): void {
		const { report, format, strings } = content;
		const { summary, cost } = report;
		const isByProject = summary.columns.some(({ key }) => key.startsWith(PROJECT_KEY));
		this.root.setAttribute('aria-label', isByProject ? strings.allProjects : strings.legend);
		const items = summary.columns.map((column, index) => {
			const { key, total, unit, hidden, summed } = column;
			const name = format.label(column);
			const figure =
				total === undefined
					? element('span', { class: 'tier-total' }, strings.noFigure)
					: shortFigure(total, unit, format, { class: 'tier-total' });
			const share = summed && !hidden ? shareOf(total, summary.total) : undefined;
			const price = tierPrice(
				cost.tiers.find((tier) => tier.key === key),
				content,
			);
			const details = [share === undefined ? '' : format.percent(share), price].filter((text) => text !== '');
			const item = element(
				'button',
				{
					type: 'button',
					class: 'tier',
					'data-key': `tier-${key}`,
					'data-column': key,
					'aria-pressed': String(!hidden),
					title: `${formatTemplate(hidden ? strings.showTier : strings.hideTier, name)}\n${format.ownLabel(column)}`,
				},
				...(summed ? [createSwatch(content, index)] : []),
				element('bdi', { class: 'tier-name' }, name),
				figure,
				element('span', { class: 'note' }, details.join(' · ')),
			);
			item.addEventListener('click', () => this.#onToggle(key));
			return item;
		});
		redraw(this.root, ...items);
	}
}

function tierPrice(tier: TierCost | undefined, { report, format, strings }: ChartContent): string {
	if (!tier || report.cost.micros === undefined) {
		return '';
	}
	return tier.micros === undefined
		? strings.noPrice
		: formatTemplate(strings.estimateOf, format.money(tier.micros, report.cost.currency));
}
