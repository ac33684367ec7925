import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin, Tooltip } from 'chart.js';
import {
	axisFormat,
	type BarChartInstance,
	type BarSelection,
	type ChartContent,
	createChartData,
	createChartOptions,
	DENSE_BAR_COUNT,
} from './chartConfig';

/** Draws days without figures, the previous range and the selection. */
function overlayPlugin(
	getContent: () => ChartContent | undefined,
	getSelection: () => BarSelection | undefined,
): Plugin<'bar'> {
	return {
		id: 'overlay',
		beforeDatasetsDraw: (chart) => {
			const content = getContent();
			if (content) {
				drawGaps(chart, content);
			}
		},
		afterDatasetsDraw: (chart) => {
			const [content, selection] = [getContent(), getSelection()];
			if (content) {
				drawPrevious(chart, content);
			}
			if (content && selection) {
				drawSelection(chart, content, selection);
			}
		},
	};
}

/** The index of the bar at `x`, in CSS pixels from the left of the canvas; beyond the ends the first or last one. */
function barAt({ chartArea }: BarChartInstance, count: number, x: number): number {
	const index = Math.floor(((x - chartArea.left) / chartArea.width) * count);
	return Math.min(count - 1, Math.max(0, index));
}

function edge({ chartArea }: Pick<BarChartInstance, 'chartArea'>, count: number, index: number): number {
	return Math.round(chartArea.left + (chartArea.width * index) / count);
}

/** Shades the days without figures, which would otherwise look like zero. */
function drawGaps(chart: Pick<BarChartInstance, 'ctx' | 'chartArea'>, { report, theme }: ChartContent): void {
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

/** Draws the previous range as a stepped outline, interrupted where figures are missing. */
function drawPrevious(
	chart: Pick<BarChartInstance, 'ctx' | 'chartArea' | 'scales'>,
	content: ChartContent,
): void {
	const { report, theme } = content;
	const { before, summary } = report;
	const axis = axisFormat(content);
	const scale = chart.scales.y;
	if (!before || !scale) {
		return;
	}
	const { ctx } = chart;
	ctx.save();
	ctx.strokeStyle = theme.foreground;
	ctx.lineWidth = 1;
	// Dashes would hide steps of a pixel or two.
	ctx.setLineDash(before.rows.length > DENSE_BAR_COUNT ? [] : [3, 2]);
	ctx.beginPath();
	let drawing = false;
	before.rows.forEach((value, index) => {
		if (value === undefined) {
			drawing = false;
			return;
		}
		const y = Math.round(scale.getPixelForValue(axis.scaled(value, summary.unit))) + 0.5;
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

function drawSelection(
	chart: Pick<BarChartInstance, 'ctx' | 'chartArea'>,
	{ report, theme }: ChartContent,
	selection: BarSelection,
): void {
	const { ctx, chartArea } = chart;
	const count = report.summary.rows.length;
	const left = edge(chart, count, Math.min(selection.from, selection.to));
	const width = edge(chart, count, Math.max(selection.from, selection.to) + 1) - left;
	ctx.save();
	ctx.fillStyle = theme.selection;
	ctx.fillRect(left, chartArea.top, width, chartArea.height);
	ctx.strokeStyle = theme.focus;
	ctx.strokeRect(left + 0.5, chartArea.top + 0.5, Math.max(1, width - 1), chartArea.height - 1);
	ctx.restore();
}

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** Stacked bars on a canvas. Only the columns that share the unit of the totals are drawn. */
export class BarChart {
	readonly canvas: HTMLCanvasElement;
	#chart: BarChartInstance | undefined;
	#content: ChartContent | undefined;
	#selection: BarSelection | undefined;

	constructor(canvas: HTMLCanvasElement) {
		this.canvas = canvas;
	}

	/** Replaces the content. The canvas must be visible. */
	draw(content: ChartContent, selection: BarSelection | undefined): void {
		this.#content = content;
		this.#selection = selection;
		const data = createChartData(content);
		const options = createChartOptions(content, this.#chart !== undefined && isMotionAllowed());
		if (this.#chart) {
			this.#chart.data = data;
			this.#chart.options = options;
			this.#chart.update();
		} else {
			this.#chart = new Chart<'bar', (number | null)[], string>(this.canvas, {
				type: 'bar',
				data,
				options,
				plugins: [
					overlayPlugin(
						() => this.#content,
						() => this.#selection,
					),
				],
			});
		}
	}

	clear(): void {
		this.#chart?.destroy();
		this.#chart = undefined;
	}

	/** The index of the bar at a position of the window, in CSS pixels. */
	barAt(clientX: number): number | undefined {
		const count = this.#content?.report.summary.rows.length ?? 0;
		const x = clientX - this.canvas.getBoundingClientRect().left;
		return this.#chart && count > 0 ? barAt(this.#chart, count, x) : undefined;
	}

	/** Marks the selected bars, and shows the tooltip of one bar. */
	mark(selection: BarSelection | undefined, pointed: number | undefined): void {
		this.#selection = selection;
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

function isMotionAllowed(): boolean {
	return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
