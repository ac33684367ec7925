import type { Chart, ChartData, ChartOptions } from 'chart.js';
import { type Format, type RowContent, rowText } from './format';
import { rampPlaces } from './palette';
import type { Theme } from './theme';

export interface ChartContent extends RowContent {
	readonly theme: Theme;
}

export type BarChartInstance = Chart<'bar', (number | null)[], string>;

/** The selected bars by index, both ends included, in either order. */
export interface BarSelection {
	readonly from: number;
	readonly to: number;
}

/** More bars than this are drawn without gaps and borders, which would hide them. */
export const DENSE_BAR_COUNT = 120;

const SIZE = 8;

/** The path of each pattern within a tile; the first is plain. */
const PATTERNS: readonly ((context: CanvasRenderingContext2D) => void)[] = [
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

type Fill = string | CanvasPattern;

/**
 * The fill of a place in the ramp. In high contrast, and when there are more tiers than colours, tiers also differ by a pattern.
 */
function tierFill(theme: Theme, place: number): Fill {
	const colour = tierColour(theme, place);
	const kind = (theme.highContrast ? place : Math.floor(place / theme.palette.length)) % PATTERNS.length;
	return kind > 0 ? pattern(theme.background, colour, kind) : colour;
}

/** Stripes in the colour of the tier, for a bar whose days are not over. */
function unfinishedFill(theme: Theme, place: number): Fill {
	return pattern(theme.background, tierColour(theme, place), 1);
}

function tierColour({ palette, foreground }: Theme, place: number): string {
	return palette[place % palette.length] ?? foreground;
}

/** The place in the ramp of the column at an index of the summary. */
function placeOf({ report }: ChartContent, index: number): number {
	return rampPlaces(report.summary.columns)[index] ?? index;
}

/** A sample of the fill of the column at an index, for the legend. */
export function createSwatch(content: ChartContent, index: number): HTMLCanvasElement {
	const { theme } = content;
	const place = placeOf(content, index);
	const canvas = document.createElement('canvas');
	canvas.width = 2 * SIZE;
	canvas.height = 2 * SIZE;
	canvas.className = 'swatch';
	canvas.setAttribute('aria-hidden', 'true');
	const context = canvas.getContext('2d');
	if (context) {
		context.fillStyle = tierFill(theme, place);
		context.fillRect(0, 0, canvas.width, canvas.height);
		context.strokeStyle = tierColour(theme, place);
		context.lineWidth = 2;
		context.strokeRect(0, 0, canvas.width, canvas.height);
	}
	return canvas;
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
	PATTERNS[kind]?.(context);
	context.stroke();
	return context.createPattern(tile, 'repeat') ?? colour;
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
	context.moveTo(x1, y1);
	context.lineTo(x2, y2);
}

/** The indexes of the drawn columns in the summary. */
export function drawnColumns({ report: { summary } }: ChartContent): number[] {
	return summary.columns.flatMap((column, index) => (column.summed && !column.hidden ? index : []));
}

/** The format of the axis: durations are in the unit in which the highest bar fits. */
export function axisFormat({ report, format }: ChartContent): Format {
	const { before, summary } = report;
	const totals = [...summary.rows.map(({ total }) => total), ...(before?.rows ?? [])];
	return format.forAxis(Math.max(0, ...totals.map((total) => total ?? 0)));
}

export function createChartData(content: ChartContent): ChartData<'bar', (number | null)[], string> {
	const { report, format, theme } = content;
	const axis = axisFormat(content);
	const { rows, columns } = report.summary;
	const isDense = rows.length > DENSE_BAR_COUNT;
	return {
		labels: rows.map(({ bucket }) => format.bucketTick(bucket, report.view.bucket)),
		datasets: drawnColumns(content).map((index) => {
			const place = placeOf(content, index);
			const whole = tierFill(theme, place);
			// Chart.js resolves a single fill once, and a list for each bar.
			const fills = rows.some(({ bucket }) => bucket.to >= report.today)
				? rows.map(({ bucket }) => (bucket.to >= report.today ? unfinishedFill(theme, place) : whole))
				: whole;
			const border = theme.highContrast ? tierColour(theme, place) : theme.background;
			return {
				label: columns[index]?.key ?? '',
				data: rows.map(({ values }) => {
					const value = values[index];
					return value === undefined ? null : axis.scaled(value, report.summary.unit);
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

export function createChartOptions(content: ChartContent, animated: boolean): ChartOptions<'bar'> {
	const { report, theme, strings } = content;
	const { before, summary } = report;
	const axis = axisFormat(content);
	const highestBefore = Math.max(0, ...(before?.rows ?? []).map((value) => value ?? 0));
	const unit = summary.unit === 'time' ? strings.units[axis.unit] : summary.unit;
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
				suggestedMax: axis.scaled(highestBefore, summary.unit),
				grid: { color: theme.grid, drawTicks: false },
				border: { display: false },
				title: { display: true, text: unit, color: theme.muted },
				ticks: {
					...ticks,
					maxTicksLimit: 6,
					padding: 8,
					callback: (value, _, all) => axis.tick(Number(value), tickStep(all), all.at(-1)?.value ?? 0),
				},
			},
		},
		plugins: { tooltip: tooltip(content) },
	};
}

/** The smallest distance between two ticks of an axis; 0 for fewer than two ticks. */
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
