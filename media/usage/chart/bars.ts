import type { ChartData, ChartOptions } from 'chart.js';
import { rowText } from '../model/rowText';
import { type ChartContent, dense } from './chartContent';
import { tierColour, tierFill, unfinishedFill } from './patterns';

/** The columns that are drawn, by their place in the summary. */
export function drawnColumns({ report: { summary } }: ChartContent): number[] {
	return summary.columns.flatMap((column, index) => (column.summed && !column.hidden ? index : []));
}

export function chartData(content: ChartContent): ChartData<'bar', (number | null)[], string> {
	const { report, format, theme } = content;
	const { rows, columns } = report.summary;
	const isDense = rows.length > dense;
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
