/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Non-text contrast of WCAG 2.2 (1.4.11). */
export const LEAST_CONTRAST = 3;

/** Reads `rgb(…)`, `rgba(…)` and `color(srgb …)` as browsers compute them, laid over an opaque background. */
export function readColour(text: string, background: Rgb = [0, 0, 0]): Rgb {
	const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
	const scale = text.startsWith('color(') ? 255 : 1;
	const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
	const over = (value: number, index: 0 | 1 | 2) => value * scale * alpha + background[index] * (1 - alpha);
	return [over(red, 0), over(green, 1), over(blue, 2)];
}

export function writeColour(colour: Rgb): string {
	return `rgb(${colour.map(Math.round).join(', ')})`;
}

/** From 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrastOf(a: Rgb, b: Rgb): number {
	const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
	return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Colours that are closer than this look the same. */
const LEAST_DISTANCE = 30;

/**
 * Makes the colours visible on the background, and distinct where possible. A colour with too little contrast is mixed
 * with the foreground; one that is similar to an earlier one is replaced by a paler one.
 */
export function visibleColours(colours: readonly Rgb[], background: Rgb, foreground: Rgb): Rgb[] {
	const visible: Rgb[] = [];
	const paler = colours.map((colour) => mix(colour, foreground, 0.5));
	for (const colour of [...colours, ...paler]) {
		const seen = towards(colour, foreground, background);
		if (
			visible.length < colours.length &&
			visible.every((other) => distance(other, seen) >= LEAST_DISTANCE)
		) {
			visible.push(seen);
		}
	}
	return visible;
}

function towards(colour: Rgb, foreground: Rgb, background: Rgb): Rgb {
	for (let part = 0; part < 1; part += 0.1) {
		const mixed = mix(colour, foreground, part);
		if (contrastOf(mixed, background) >= LEAST_CONTRAST) {
			return mixed;
		}
	}
	return foreground;
}

function mix(a: Rgb, b: Rgb, part: number): Rgb {
	const at = (index: 0 | 1 | 2) => a[index] * (1 - part) + b[index] * part;
	return [at(0), at(1), at(2)];
}

function distance(a: Rgb, b: Rgb): number {
	return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function luminance([red, green, blue]: Rgb): number {
	const linear = (value: number) => {
		const part = value / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
