import { lengthOf, type Span } from '../../../src/usage/report/days';
import type { UsageStrings } from '../../../src/usage/report/strings';
import { button, element, redraw } from '../element';
import { fill, rowText } from '../format';
import { BarChart } from './barChart';
import { type ChartContent, type Chosen, drawnColumns, swatch } from './bars';
import { Legend } from './legend';

export interface ChartBlockDeps {
	readonly strings: UsageStrings;
	/** Shows only the days chosen in the chart. */
	readonly onNarrow: (span: Span) => void;
	readonly onToggle: (key: string) => void;
}

/** The chart with its legend. Days are chosen by dragging or with the arrow keys. */
export class ChartBlock {
	readonly root: HTMLElement;
	readonly #deps: ChartBlockDeps;
	readonly #legend: Legend;
	readonly #canvas = element('canvas', { 'aria-hidden': 'true' });
	readonly #frame: HTMLElement;
	readonly #notes = element('div', { class: 'notes' });
	readonly #spoken = element('div', { class: 'visually-hidden', 'aria-live': 'polite' });
	readonly #chart = new BarChart(this.#canvas);
	#content: ChartContent | undefined;
	#chosen: Chosen | undefined;
	#dragging = false;

	constructor(deps: ChartBlockDeps) {
		this.#deps = deps;
		const { strings, onToggle } = deps;
		this.#legend = new Legend(strings.legend, onToggle);
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
		this.#frame.addEventListener('keydown', (event) => this.#press(event));
		this.#frame.addEventListener('blur', () => this.#chart.mark(this.#chosen, undefined));
		this.#canvas.addEventListener('pointerdown', (event) => this.#drag(event));
		this.#canvas.addEventListener('pointermove', (event) => this.#drag(event));
		this.#canvas.addEventListener('pointerup', (event) => this.#drag(event));
		this.root = element(
			'section',
			{ class: 'chart-block' },
			this.#frame,
			this.#notes,
			this.#legend.root,
			this.#spoken,
		);
	}

	show(content: ChartContent): void {
		const { report, format, strings } = content;
		const { summary, view } = report;
		if (this.#content && !sameRows(this.#content, content)) {
			this.#chosen = undefined;
		}
		this.#content = content;
		this.#legend.show(content);
		const empty = summary.columns.every(({ total }) => !total) && !report.before?.total;
		this.#frame.hidden = empty;
		if (empty) {
			this.#chart.clear();
		} else {
			const unit = summary.unit === 'time' ? strings.units[view.unit] : summary.unit;
			this.#frame.setAttribute(
				'aria-label',
				fill(strings.chart, strings.businesses[view.business], unit, format.days(report.range)),
			);
			this.#chart.draw(content, this.#chosen);
		}
		this.#showNotes(empty);
	}

	/** The chart as it is on screen, as PNG. */
	async toImage(title: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
		return this.#content && !this.#frame.hidden
			? await chartImage(this.#canvas, title, this.#content)
			: undefined;
	}

	#showNotes(empty: boolean): void {
		const content = this.#content;
		const chosen = this.#chosen;
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
		} else if (chosen && this.#spanOf(chosen)) {
			const span = this.#spanOf(chosen) ?? report.range;
			notes.push(
				element(
					'p',
					{ class: 'choice' },
					element('span', {}, fill(strings.selected, format.days(span))),
					button({ key: 'narrow', text: strings.showSelected, press: () => this.#narrow() }),
					element('span', { class: 'visually-hidden' }, hint),
				),
			);
		} else {
			notes.push(element('p', { class: 'note' }, hint));
		}
		if (!empty && report.before) {
			const { span, daysBeyond } = report.before;
			const beyond = daysBeyond > 0 ? fill(strings.beforeBeyond, format.count(daysBeyond)) : '';
			const text = `${fill(strings.before, format.days(span))} ${beyond}`.trim();
			const sample = element('span', { class: 'dashes', 'aria-hidden': 'true' });
			notes.push(element('p', { class: 'note', 'data-note': 'before' }, sample, text));
		}
		if (!empty && missingDays > 0) {
			const counts = [missingDays, days].map((count) => format.count(count));
			notes.push(element('p', { class: 'note', 'data-note': 'missing' }, fill(strings.missing, ...counts)));
		}
		redraw(this.#notes, ...notes);
	}

	#drag(event: PointerEvent): void {
		const bar = this.#chart.barAt(event.clientX);
		if (bar === undefined) {
			return;
		}
		if (event.type === 'pointerdown' && event.button === 0) {
			this.#canvas.setPointerCapture(event.pointerId);
			this.#dragging = true;
			this.#choose({ from: bar, to: bar }, undefined);
		} else if (event.type === 'pointermove' && this.#dragging && this.#chosen) {
			this.#choose({ from: this.#chosen.from, to: bar }, undefined);
		} else if (event.type === 'pointerup' && this.#dragging) {
			this.#dragging = false;
			// A click without a drag lets go of what was chosen.
			if (this.#chosen?.from === this.#chosen?.to) {
				this.#choose(undefined, bar);
			}
		}
	}

	#press(event: KeyboardEvent): void {
		const last = (this.#content?.report.summary.rows.length ?? 0) - 1;
		const at = this.#chosen?.to;
		const targets: Readonly<Record<string, number>> = {
			ArrowLeft: at === undefined ? last : Math.max(0, at - 1),
			ArrowRight: at === undefined ? 0 : Math.min(last, at + 1),
			Home: 0,
			End: last,
		};
		const target = targets[event.key];
		if (target !== undefined) {
			const from = event.shiftKey ? (this.#chosen?.from ?? target) : target;
			this.#choose({ from, to: target }, target);
		} else if (event.key === 'Enter' && this.#chosen) {
			this.#narrow();
		} else if (event.key === 'Escape' && this.#chosen) {
			this.#choose(undefined, undefined);
		} else {
			return;
		}
		event.preventDefault();
	}

	#choose(chosen: Chosen | undefined, pointed: number | undefined): void {
		this.#chosen = chosen;
		this.#chart.mark(chosen, pointed);
		this.#showNotes(false);
		if (this.#content && chosen && pointed !== undefined) {
			const { title, tiers, footer } = rowText(this.#content, pointed);
			const span = chosen.from === chosen.to ? undefined : this.#spanOf(chosen);
			const words = span ? [fill(this.#deps.strings.selected, this.#content.format.days(span))] : [];
			this.#spoken.textContent = [...words, title, ...footer, ...tiers.filter((text) => text !== '')].join(
				'; ',
			);
		}
	}

	#narrow(): void {
		const span = this.#chosen && this.#spanOf(this.#chosen);
		if (span) {
			this.#chosen = undefined;
			this.#frame.focus({ preventScroll: true });
			this.#deps.onNarrow(span);
		}
	}

	#spanOf({ from, to }: Chosen): Span | undefined {
		const rows = this.#content?.report.summary.rows ?? [];
		const first = rows[Math.min(from, to)];
		const last = rows[Math.max(from, to)];
		return first && last && { from: first.bucket.from, to: last.bucket.to };
	}
}

function sameRows(a: ChartContent, b: ChartContent): boolean {
	const [one, other] = [a.report, b.report];
	return (
		one.range.from === other.range.from &&
		one.range.to === other.range.to &&
		one.view.bucket === other.view.bucket
	);
}

const MARGIN = 16;
const TEXT_LINE = 20;

/** The chart with its title and legend as a PNG; undefined where there is none. */
async function chartImage(
	chart: HTMLCanvasElement,
	title: string,
	content: ChartContent,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const picture = document.createElement('canvas');
	const context = picture.getContext('2d');
	// A chart that is hidden has the size and the bars of what was shown last.
	if (!context || chart.clientWidth === 0) {
		return undefined;
	}
	const { report, format, theme, strings } = content;
	const scale = chart.width / chart.clientWidth;
	const drawn = drawnColumns(content);
	const top = MARGIN + TEXT_LINE * (2 + drawn.length) + MARGIN / 2;
	picture.width = chart.width + 2 * MARGIN * scale;
	picture.height = chart.height + (top + MARGIN) * scale;
	context.fillStyle = theme.background;
	context.fillRect(0, 0, picture.width, picture.height);
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
	const days = fill(strings.utcDays, format.days(report.range));
	write(`${strings.businesses[report.view.business]} · ${days}`, MARGIN, 1, '400', theme.muted);
	drawn.forEach((index, row) => {
		const column = report.summary.columns[index];
		if (column) {
			context.drawImage(swatch(theme, index), MARGIN, MARGIN + TEXT_LINE * (row + 2) + 2, 10, 10);
			const figure =
				column.total === undefined ? strings.noFigure : format.withUnit(column.total, column.unit);
			write(`\u2068${format.label(column)}\u2069: ${figure}`, MARGIN + 18, row + 2, '400', theme.foreground);
		}
	});
	const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
	return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}
