import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { chartData, chartOptions } from './bars';
import type { Bars, ChartContent, Chosen } from './chartContent';
import { barAt, plugins } from './plugins';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** Stacked bars on a canvas. Only the columns that add up are drawn. */
export class BarChart {
	readonly canvas: HTMLCanvasElement;
	private chart: Bars | undefined;
	private content: ChartContent | undefined;
	private chosen: Chosen | undefined;

	constructor(canvas: HTMLCanvasElement) {
		this.canvas = canvas;
	}

	/** Draws the content in place of what was there. The canvas must be on screen. */
	draw(content: ChartContent, chosen: Chosen | undefined): void {
		this.content = content;
		this.chosen = chosen;
		const data = chartData(content);
		const options = chartOptions(content, this.chart !== undefined && mayMove());
		if (this.chart) {
			this.chart.data = data;
			this.chart.options = options;
			this.chart.update();
		} else {
			this.chart = new Chart<'bar', (number | null)[], string>(this.canvas, {
				type: 'bar',
				data,
				options,
				plugins: plugins(
					() => this.content,
					() => this.chosen,
				),
			});
		}
	}

	clear(): void {
		this.chart?.destroy();
		this.chart = undefined;
	}

	/** The bar at a place of the window, in CSS pixels. */
	barAt(clientX: number): number | undefined {
		const count = this.content?.report.summary.rows.length ?? 0;
		const x = clientX - this.canvas.getBoundingClientRect().left;
		return this.chart && count > 0 ? barAt(this.chart, count, x) : undefined;
	}

	/** Marks bars as chosen, and shows the tooltip of one. */
	mark(chosen: Chosen | undefined, pointed: number | undefined): void {
		this.chosen = chosen;
		const { chart } = this;
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
