import type { Chart, ChartData, ChartOptions } from 'chart.js';
import { type RowContent, rowText } from '../format';
import type { Theme } from '../theme';

export interface ChartContent extends RowContent {
	readonly theme: Theme;
}

export type Bars = Chart<'bar', (number | null)[], string>;

/** Bars from `from` to `to` of the chart, both included, in either order. */
export interface Chosen {
	readonly from: number;
	readonly to: number;
}

/** More bars than this stand without gaps and borders, which would be all there is to see. */
export const DENSE = 120;

const SIZE = 8;

/** One path per kind of pattern, within a tile; the first is plain. */
const STROKES: readonly ((context: CanvasRenderingContext2D) => void)[] = [
	() => {},
	(context) => line(context, 0, SIZE, SIZE, 0),
	(context) => line(context, 0, SIZE / 2, SIZE, SIZE / 2),
	(context) => context.rect(SIZE / 2 - 1, SIZE / 2 - 1, 2, 2),
	(context) => line(context, SIZE / 2, 0, SIZE / 2, SIZE),
	(context) => {
		line(context, 0, 0, SIZE, SIZE);
		line(context, 0, SIZE, SIZE, 0);
	},
];

export type Fill = string | CanvasPattern;

/**
 * The colour of a tier. Where all colours are taken it is a pattern in one, and in high contrast always, so that tiers
 * differ by more than hue.
 */
export function tierFill(theme: Theme, index: number): Fill {
	const colour = tierColour(theme, index);
	const kind = (theme.highContrast ? index : Math.floor(index / theme.palette.length)) % STROKES.length;
	return kind > 0 ? pattern(theme.background, colour, kind) : colour;
}

/** For a bar that is not over: the colour in stripes. */
export function unfinishedFill(theme: Theme, index: number): Fill {
	return pattern(theme.background, tierColour(theme, index), 1);
}

export function tierColour({ palette, foreground }: Theme, index: number): string {
	return palette[index % palette.length] ?? foreground;
}

/** A sample of a tier's fill for the legend. */
export function swatch(theme: Theme, index: number): HTMLCanvasElement {
	const made = document.createElement('canvas');
	made.width = 2 * SIZE;
	made.height = 2 * SIZE;
	made.className = 'swatch';
	made.setAttribute('aria-hidden', 'true');
	const context = made.getContext('2d');
	if (context) {
		context.fillStyle = tierFill(theme, index);
		context.fillRect(0, 0, made.width, made.height);
		context.strokeStyle = tierColour(theme, index);
		context.lineWidth = 2;
		context.strokeRect(0, 0, made.width, made.height);
	}
	return made;
}

function pattern(background: string, colour: string, kind: number): Fill {
	const tile = document.createElement('canvas');
	tile.width = SIZE;
	tile.height = SIZE;
	const context = tile.getContext('2d');
	if (!context) {
		return colour;
	}
	context.fillStyle = background;
	context.fillRect(0, 0, SIZE, SIZE);
	context.strokeStyle = colour;
	context.lineWidth = 2;
	context.lineCap = 'square';
	context.beginPath();
	STROKES[kind]?.(context);
	context.stroke();
	return context.createPattern(tile, 'repeat') ?? colour;
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
	context.moveTo(x1, y1);
	context.lineTo(x2, y2);
}

/** The columns that are drawn, by their place in the summary. */
export function drawnColumns({ report: { summary } }: ChartContent): number[] {
	return summary.columns.flatMap((column, index) => (column.summed && !column.hidden ? index : []));
}

export function chartData(content: ChartContent): ChartData<'bar', (number | null)[], string> {
	const { report, format, theme } = content;
	const { rows, columns } = report.summary;
	const isDense = rows.length > DENSE;
	return {
		labels: rows.map(({ bucket }) => format.bucketTick(bucket, report.view.bucket)),
		datasets: drawnColumns(content).map((index) => {
			const whole = tierFill(theme, index);
			// One fill for all bars is resolved once; a list, bar by bar.
			const fills = rows.some(({ bucket }) => bucket.to >= report.today)
				? rows.map(({ bucket }) => (bucket.to >= report.today ? unfinishedFill(theme, index) : whole))
				: whole;
			const border = theme.highContrast ? tierColour(theme, index) : theme.background;
			return {
				label: columns[index]?.key ?? '',
				data: rows.map(({ values }) => {
					const value = values[index];
					return value === undefined ? null : format.scaled(value, report.summary.unit);
				}),
				backgroundColor: fills,
				hoverBackgroundColor: fills,
				borderColor: border,
				hoverBorderColor: theme.foreground,
				borderWidth: isDense ? 0 : theme.highContrast ? 1 : { top: 1, bottom: 0, left: 0, right: 0 },
				borderSkipped: false as const,
				barPercentage: isDense ? 1 : 0.8,
				categoryPercentage: isDense ? 1 : 0.9,
				maxBarThickness: 56,
			};
		}),
	};
}

export function chartOptions(content: ChartContent, animated: boolean): ChartOptions<'bar'> {
	const { report, format, theme, strings } = content;
	const { before, summary, view } = report;
	const highestBefore = Math.max(0, ...(before?.rows ?? []).map((value) => value ?? 0));
	const unit = summary.unit === 'time' ? strings.units[view.unit] : summary.unit;
	const ticks = { color: theme.muted, font: { family: theme.fontFamily, size: 11 } };
	return {
		animation: animated ? { duration: 150 } : false,
		maintainAspectRatio: false,
		events: ['mousemove', 'mouseout'],
		interaction: { mode: 'index', intersect: false },
		scales: {
			x: {
				stacked: true,
				grid: { display: false },
				border: { color: theme.grid },
				ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
			},
			y: {
				stacked: true,
				beginAtZero: true,
				suggestedMax: format.scaled(highestBefore, summary.unit),
				grid: { color: theme.grid, drawTicks: false },
				border: { display: false },
				title: { display: true, text: unit, color: theme.muted },
				ticks: {
					...ticks,
					maxTicksLimit: 6,
					padding: 8,
					callback: (value, _, all) => format.tick(Number(value), tickStep(all)),
				},
			},
		},
		plugins: { tooltip: tooltip(content) },
	};
}

/** The smallest distance between two ticks of an axis; 0 where there is one tick at most. */
function tickStep(ticks: readonly { readonly value: number }[]): number {
	const steps = ticks.slice(1).map(({ value }, index) => Math.abs(value - (ticks[index]?.value ?? value)));
	return steps.length === 0 ? 0 : Math.min(...steps);
}

function tooltip(content: ChartContent) {
	const { theme } = content;
	const drawn = drawnColumns(content);
	return {
		animation: false as const,
		backgroundColor: theme.hoverBackground,
		borderColor: theme.hoverBorder,
		borderWidth: 1,
		cornerRadius: 3,
		padding: 8,
		boxPadding: 4,
		titleColor: theme.hoverForeground,
		bodyColor: theme.hoverForeground,
		footerColor: theme.hoverForeground,
		titleFont: { family: theme.fontFamily },
		bodyFont: { family: theme.fontFamily },
		footerFont: { family: theme.fontFamily },
		callbacks: {
			title: ([item]: { dataIndex: number }[]) => (item ? rowText(content, item.dataIndex).title : ''),
			label: (item: { dataIndex: number; datasetIndex: number }) =>
				rowText(content, item.dataIndex).tiers[drawn[item.datasetIndex] ?? 0] ?? '',
			footer: ([item]: { dataIndex: number }[]) => (item ? [...rowText(content, item.dataIndex).footer] : []),
		},
	};
}
