import { fill } from '../model/format';
import { drawnColumns } from './bars';
import type { ChartContent } from './chartContent';
import { swatch } from './patterns';

const margin = 16;
const line = 20;

/** The chart with its title and legend as a PNG; undefined where there is none. */
export async function chartPicture(
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
	const top = margin + line * (2 + drawn.length) + margin / 2;
	picture.width = chart.width + 2 * margin * scale;
	picture.height = chart.height + (top + margin) * scale;
	context.fillStyle = theme.background;
	context.fillRect(0, 0, picture.width, picture.height);
	context.drawImage(chart, margin * scale, top * scale);
	context.scale(scale, scale);
	const width = chart.clientWidth;
	const write = (text: string, x: number, row: number, weight: string, colour: string) => {
		context.font = `${weight} 13px ${theme.fontFamily}`;
		context.fillStyle = colour;
		context.fillText(text, x, margin + line * row, width - x + margin);
	};
	context.textBaseline = 'top';
	write(title, margin, 0, '600', theme.foreground);
	const days = fill(strings.utcDays, format.days(report.range));
	write(`${strings.businesses[report.view.business]} · ${days}`, margin, 1, '400', theme.muted);
	drawn.forEach((index, row) => {
		const column = report.summary.columns[index];
		if (column) {
			context.drawImage(swatch(theme, index), margin, margin + line * (row + 2) + 2, 10, 10);
			const figure =
				column.total === undefined ? strings.noFigure : format.withUnit(column.total, column.unit);
			write(`\u2068${format.label(column)}\u2069: ${figure}`, margin + 18, row + 2, '400', theme.foreground);
		}
	});
	const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
	return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}
