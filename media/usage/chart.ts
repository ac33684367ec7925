import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin, Tooltip } from 'chart.js';
import type { Summary } from '../../src/usage/report';
import type { Format } from './format';
import type { Theme } from './theme';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface ChartContent {
	readonly summary: Summary;
	readonly format: Format;
	readonly theme: Theme;
	/** The unit of the scale, as a title. */
	readonly unit: string;
	readonly totalLabel: string;
	readonly noFigure: string;
}

type Bars = Chart<'bar', (number | null)[], string>;

/** Stacked bars by day. Only the columns that add up are drawn; days without figures are shaded, not zero. */
export class UsageChart {
	private readonly canvas: HTMLCanvasElement;
	private chart: Bars | undefined;

	constructor(canvas: HTMLCanvasElement) {
		this.canvas = canvas;
	}

	/** Draws the content in place of what was there. The canvas must be on screen. */
	draw(content: ChartContent): void {
		this.chart?.destroy();
		const { summary, format, theme, unit } = content;
		this.chart = new Chart<'bar', (number | null)[], string>(this.canvas, {
			type: 'bar',
			data: {
				labels: summary.rows.map((row) => format.shortDayOf(row.date)),
				datasets: datasets(content),
			},
			options: {
				animation: false,
				maintainAspectRatio: false,
				font: { family: theme.fontFamily, size: 11 },
				interaction: { mode: 'index', intersect: false },
				scales: {
					x: {
						stacked: true,
						grid: { display: false },
						border: { color: theme.grid },
						ticks: { color: theme.muted, maxRotation: 0, autoSkipPadding: 16 },
					},
					y: {
						stacked: true,
						beginAtZero: true,
						grid: { color: theme.grid, drawTicks: false },
						border: { display: false },
						title: { display: true, text: unit, color: theme.muted },
						ticks: {
							color: theme.muted,
							maxTicksLimit: 6,
							padding: 8,
							callback: (value) => format.tick(Number(value)),
						},
					},
				},
				plugins: { tooltip: tooltip(content) },
			},
			plugins: [gaps(content)],
		});
	}

	clear(): void {
		this.chart?.destroy();
		this.chart = undefined;
	}
}

function datasets({ summary, format, theme }: ChartContent) {
	const dense = summary.rows.length > 120;
	return summary.columns.flatMap((column, index) => {
		if (!column.summed) {
			return [];
		}
		const colour = theme.palette[index % theme.palette.length] ?? theme.foreground;
		return {
			label: format.label(column),
			data: summary.rows.map(({ values }) => {
				const value = values[index];
				return value === undefined ? null : format.scaled(value, column.unit);
			}),
			backgroundColor: colour,
			hoverBackgroundColor: colour,
			borderColor: theme.outline,
			hoverBorderColor: theme.foreground,
			borderWidth: dense ? 0 : { top: 1, bottom: 0, left: 0, right: 0 },
			borderSkipped: false,
			barPercentage: dense ? 1 : 0.8,
			categoryPercentage: dense ? 1 : 0.9,
			maxBarThickness: 48,
		};
	});
}

function tooltip({ summary, format, theme, totalLabel, noFigure }: ChartContent) {
	const drawn = summary.columns.flatMap((column, index) => (column.summed ? index : []));
	const text = (value: number | undefined, unit: string) =>
		value === undefined ? noFigure : format.withUnit(value, unit);
	return {
		backgroundColor: theme.hoverBackground,
		borderColor: theme.hoverBorder,
		borderWidth: 1,
		cornerRadius: 3,
		padding: 8,
		boxPadding: 4,
		titleColor: theme.hoverForeground,
		bodyColor: theme.hoverForeground,
		footerColor: theme.hoverForeground,
		callbacks: {
			title: ([item]: { dataIndex: number }[]) => {
				const row = item && summary.rows[item.dataIndex];
				return row ? format.day(row.date) : '';
			},
			label: (item: { dataIndex: number; datasetIndex: number; dataset: { label?: string | undefined } }) => {
				const column = drawn[item.datasetIndex] ?? 0;
				return `${item.dataset.label}: ${text(summary.rows[item.dataIndex]?.values[column], summary.unit)}`;
			},
			footer: ([item]: { dataIndex: number }[]) =>
				`${totalLabel}: ${text(item && summary.rows[item.dataIndex]?.total, summary.unit)}`,
		},
	};
}

/** Shades the days that Agora sent nothing about, which bars alone cannot tell from zero. */
function gaps({ summary, theme }: ChartContent): Plugin<'bar'> {
	return {
		id: 'gaps',
		beforeDatasetsDraw: ({ ctx, chartArea }) => {
			const edge = (index: number) =>
				Math.round(chartArea.left + (chartArea.width * index) / summary.rows.length);
			ctx.save();
			ctx.fillStyle = theme.gap;
			summary.rows.forEach((row, index) => {
				if (row.total === undefined) {
					ctx.fillRect(edge(index), chartArea.top, edge(index + 1) - edge(index), chartArea.height);
				}
			});
			ctx.restore();
		},
	};
}
