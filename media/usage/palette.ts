import { TIERS, tierOf } from '../../src/usage/report/figures';

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

/**
 * One colour per tier in the order of `TIERS`, for dark and light backgrounds: the higher the resolution, the larger the contrast. Each
 * two colours differ for protanopia, deuteranopia and tritanopia too, and no healthy tier is red.
 */
const RAMPS: Readonly<Record<'dark' | 'light', readonly Rgb[]>> = {
	dark: [
		[97, 103, 202],
		[17, 146, 203],
		[25, 177, 184],
		[36, 207, 156],
		[156, 220, 116],
		[238, 224, 94],
		[254, 240, 224],
	],
	light: [
		[141, 148, 7],
		[9, 138, 85],
		[0, 107, 108],
		[2, 78, 108],
		[21, 33, 128],
		[44, 0, 77],
		[30, 0, 23],
	],
};

/** The ramp for a background. A colour that would have too little contrast in this theme is mixed with the foreground. */
export function tierRamp(background: Rgb, foreground: Rgb): Rgb[] {
	const ramp = luminance(background) < luminance(foreground) ? RAMPS.dark : RAMPS.light;
	return ramp.map((colour) => towards(colour, foreground, background));
}

/** The place of each column in the ramp: that of its tier, or else the first free one; beyond the last colour if there is none. */
export function rampPlaces(columns: readonly { readonly key: string }[]): number[] {
	const taken = new Set<number>();
	const tierPlaces = columns.map(({ key }) => {
		const tier = tierOf(key);
		const place = tier === undefined ? -1 : TIERS.indexOf(tier);
		const isFree = place >= 0 && !taken.has(place);
		taken.add(place);
		return isFree ? place : undefined;
	});
	return tierPlaces.map((own) => {
		let place = own ?? 0;
		while (own === undefined && taken.has(place)) {
			place += 1;
		}
		taken.add(place);
		return place;
	});
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

function luminance([red, green, blue]: Rgb): number {
	const linear = (value: number) => {
		const part = value / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
