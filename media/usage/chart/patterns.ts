import type { Theme } from '../theme';

const size = 8;

/** One path per kind of pattern, within a tile; the first is plain. */
const strokes: readonly ((context: CanvasRenderingContext2D) => void)[] = [
	() => {},
	(context) => line(context, 0, size, size, 0),
	(context) => line(context, 0, size / 2, size, size / 2),
	(context) => context.rect(size / 2 - 1, size / 2 - 1, 2, 2),
	(context) => line(context, size / 2, 0, size / 2, size),
	(context) => {
		line(context, 0, 0, size, size);
		line(context, 0, size, size, 0);
	},
];

export type Fill = string | CanvasPattern;

/**
 * The colour of a tier. Where all colours are taken it is a pattern in one, and in high contrast always, so that tiers
 * differ by more than hue.
 */
export function tierFill(theme: Theme, index: number): Fill {
	const colour = tierColour(theme, index);
	const kind = (theme.highContrast ? index : Math.floor(index / theme.palette.length)) % strokes.length;
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
	made.width = 2 * size;
	made.height = 2 * size;
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
	tile.width = size;
	tile.height = size;
	const context = tile.getContext('2d');
	if (!context) {
		return colour;
	}
	context.fillStyle = background;
	context.fillRect(0, 0, size, size);
	context.strokeStyle = colour;
	context.lineWidth = 2;
	context.lineCap = 'square';
	context.beginPath();
	strokes[kind]?.(context);
	context.stroke();
	return context.createPattern(tile, 'repeat') ?? colour;
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
	context.moveTo(x1, y1);
	context.lineTo(x2, y2);
}
