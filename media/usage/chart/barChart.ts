import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin, Tooltip } from 'chart.js';
import { type Bars, type ChartContent, type Chosen, chartData, chartOptions, DENSE } from './bars';

/** What is drawn beside the bars: days without figures, the range before, and what is chosen. */
export function plugins(
	content: () => ChartContent | undefined,
	chosen: () => Chosen | undefined,
): Plugin<'bar'>[] {
	return [
		{
			id: 'gaps',
			beforeDatasetsDraw: (chart) => {
				const now = content();
				if (now) {
					drawGaps(chart, now);
				}
			},
		},
		{
			id: 'before',
			afterDatasetsDraw: (chart) => {
				const now = content();
				if (now) {
					drawBefore(chart, now);
				}
			},
		},
		{
			id: 'chosen',
			afterDatasetsDraw: (chart) => {
				const [now, span] = [content(), chosen()];
				if (now && span) {
					drawChosen(chart, now, span);
				}
			},
		},
	];
}

/** Which bar is at a place, in CSS pixels from the left of the canvas; the nearest one beyond the ends. */
export function barAt({ chartArea }: Bars, count: number, x: number): number {
	const index = Math.floor(((x - chartArea.left) / chartArea.width) * count);
	return Math.min(count - 1, Math.max(0, index));
}

function edge({ chartArea }: Pick<Bars, 'chartArea'>, count: number, index: number): number {
	return Math.round(chartArea.left + (chartArea.width * index) / count);
}

/** Shades the days that Agora sent nothing about, which bars alone cannot tell from zero. */
function drawGaps(chart: Pick<Bars, 'ctx' | 'chartArea'>, { report, theme }: ChartContent): void {
	const { ctx, chartArea } = chart;
	const { rows } = report.summary;
	ctx.save();
	ctx.fillStyle = theme.gap;
	rows.forEach(({ total }, index) => {
		if (total === undefined) {
			const left = edge(chart, rows.length, index);
			ctx.fillRect(left, chartArea.top, edge(chart, rows.length, index + 1) - left, chartArea.height);
		}
	});
	ctx.restore();
}

/** The range before as an outline in steps, broken where nothing is known. */
function drawBefore(chart: Pick<Bars, 'ctx' | 'chartArea' | 'scales'>, content: ChartContent): void {
	const { report, format, theme } = content;
	const { before, summary } = report;
	const scale = chart.scales.y;
	if (!before || !scale) {
		return;
	}
	const { ctx } = chart;
	ctx.save();
	ctx.strokeStyle = theme.foreground;
	ctx.lineWidth = 1;
	// Steps of a pixel or two would be nothing but dashes.
	ctx.setLineDash(before.rows.length > DENSE ? [] : [3, 2]);
	ctx.beginPath();
	let drawing = false;
	before.rows.forEach((value, index) => {
		if (value === undefined) {
			drawing = false;
			return;
		}
		const y = Math.round(scale.getPixelForValue(format.scaled(value, summary.unit))) + 0.5;
		const [left, right] = [
			edge(chart, before.rows.length, index),
			edge(chart, before.rows.length, index + 1),
		];
		if (drawing) {
			ctx.lineTo(left, y);
		} else {
			ctx.moveTo(left, y);
		}
		ctx.lineTo(right, y);
		drawing = true;
	});
	ctx.stroke();
	ctx.restore();
}

function drawChosen(
	chart: Pick<Bars, 'ctx' | 'chartArea'>,
	{ report, theme }: ChartContent,
	chosen: Chosen,
): void {
	const { ctx, chartArea } = chart;
	const count = report.summary.rows.length;
	const left = edge(chart, count, Math.min(chosen.from, chosen.to));
	const width = edge(chart, count, Math.max(chosen.from, chosen.to) + 1) - left;
	ctx.save();
	ctx.fillStyle = theme.selection;
	ctx.fillRect(left, chartArea.top, width, chartArea.height);
	ctx.strokeStyle = theme.focus;
	ctx.strokeRect(left + 0.5, chartArea.top + 0.5, Math.max(1, width - 1), chartArea.height - 1);
	ctx.restore();
}

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** Stacked bars on a canvas. Only the columns that add up are drawn. */
export class BarChart {
	readonly canvas: HTMLCanvasElement;
	#chart: Bars | undefined;
	#content: ChartContent | undefined;
	#chosen: Chosen | undefined;

	constructor(canvas: HTMLCanvasElement) {
		this.canvas = canvas;
	}

	/** Draws the content in place of what was there. The canvas must be on screen. */
	draw(content: ChartContent, chosen: Chosen | undefined): void {
		this.#content = content;
		this.#chosen = chosen;
		const data = chartData(content);
		const options = chartOptions(content, this.#chart !== undefined && mayMove());
		if (this.#chart) {
			this.#chart.data = data;
			this.#chart.options = options;
			this.#chart.update();
		} else {
			this.#chart = new Chart<'bar', (number | null)[], string>(this.canvas, {
				type: 'bar',
				data,
				options,
				plugins: plugins(
					() => this.#content,
					() => this.#chosen,
				),
			});
		}
	}

	clear(): void {
		this.#chart?.destroy();
		this.#chart = undefined;
	}

	/** The bar at a place of the window, in CSS pixels. */
	barAt(clientX: number): number | undefined {
		const count = this.#content?.report.summary.rows.length ?? 0;
		const x = clientX - this.canvas.getBoundingClientRect().left;
		return this.#chart && count > 0 ? barAt(this.#chart, count, x) : undefined;
	}

	/** Marks bars as chosen, and shows the tooltip of one. */
	mark(chosen: Chosen | undefined, pointed: number | undefined): void {
		this.#chosen = chosen;
		const chart = this.#chart;
		if (!chart) {
			return;
		}
		const active =
			pointed === undefined
				? []
				: chart.data.datasets.map((_, datasetIndex) => ({ datasetIndex, index: pointed }));
		chart.setActiveElements(active);
		chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
		chart.render();
	}
}

function mayMove(): boolean {
	return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
