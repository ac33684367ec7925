import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	contrastOf,
	LEAST_CONTRAST,
	type Rgb,
	rampPlaces,
	readColour,
	tierRamp,
} from '../../../media/usage/palette';
import { TIERS } from '../../../src/usage/report/figures';

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const channel = fc.integer({ min: 0, max: 255 });
const anyColour = fc.tuple(channel, channel, channel);

/** In CIELAB; neighbouring areas differ clearly from about 10 on. */
const LEAST_DISTANCE = 10;

/** Linear sRGB as seen with a complete deficiency (Machado, Oliveira, Fernandes 2009, table 1). */
const VISION = {
	'full colour vision': [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
};

/** sRGB to linear sRGB, through a matrix, to CIELAB with the white point D65. */
function toLab(vision: number[][], colour: Rgb): number[] {
	const multiply = (matrix: number[][], vector: number[]) =>
		matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * (vector[index] ?? 0), 0));
	const linear = colour.map((value) =>
		value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
	);
	const seen = multiply(vision, linear).map((value) => Math.min(1, Math.max(0, value)));
	const xyz = multiply(
		[
			[0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
			[0.2126729, 0.7151522, 0.072175],
			[0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
		],
		seen,
	);
	const [x = 0, y = 0, z = 0] = xyz.map((value) =>
		value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116,
	);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe('the colours of tiers', () => {
	it('are parsed from computed styles and blended with the background', () => {
		expect(readColour('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
		expect(readColour('rgba(0, 0, 0, 0.5)', white)).toEqual([127.5, 127.5, 127.5]);
		expect(readColour('color(srgb 1 0.5 0 / 1)')).toEqual([255, 127.5, 0]);
	});

	it('have their contrast measured as in WCAG', () => {
		expect(contrastOf(black, white)).toBe(21);
		expect(contrastOf(white, white)).toBe(1);
		expect(contrastOf([118, 118, 118], white)).toBeCloseTo(4.54, 2);
	});

	it('are visible on any background on which the text is readable', () => {
		const readable = fc
			.tuple(anyColour, fc.constantFrom(black, white))
			.filter(([background, text]) => contrastOf(background, text) >= 4.5);
		fc.assert(
			fc.property(readable, ([background, text]) => {
				for (const colour of tierRamp(background, text)) {
					expect(contrastOf(colour, background)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
				}
			}),
		);
	});

	describe.each<[string, Rgb, Rgb]>([
		['Dark Modern', [31, 31, 31], [204, 204, 204]],
		['Dark+', [30, 30, 30], [212, 212, 212]],
		['Light Modern', white, [59, 59, 59]],
		['Quiet Light', [245, 245, 245], [51, 51, 51]],
		['Dark High Contrast', black, white],
		['Light High Contrast', white, [41, 41, 41]],
	])('in the theme %s', (_, background, foreground) => {
		const ramp = tierRamp(background, foreground);

		it('have a contrast of 3 or more that grows with the resolution', () => {
			const contrasts = ramp.map((colour) => contrastOf(colour, background));
			expect(contrasts).toHaveLength(TIERS.length);
			expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
			expect(contrasts).toEqual(contrasts.toSorted((a, b) => a - b));
		});

		it.each(Object.entries(VISION))('can be told apart with %s', (_vision, matrix) => {
			const seen = ramp.map((colour) => toLab(matrix, colour));
			const distances = seen.flatMap((one, index) =>
				seen.slice(index + 1).map((other) => Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)))),
			);
			expect(Math.min(...distances)).toBeGreaterThanOrEqual(LEAST_DISTANCE);
		});
	});

	it('are those of their resolution; other columns get free ones', () => {
		const places = (...keys: string[]) => rampPlaces(keys.map((key) => ({ key })));
		expect(places('durationAudioAll', 'durationVideoHd', 'durationVideo4K')).toEqual([0, 2, 6]);
		expect(places('durationCloudAudio', 'durationCloudHd', 'durationCloudWebPage')).toEqual([0, 2, 1]);
		expect(places('traffic', 'durationVideoHd', 'durationOtherHd')).toEqual([0, 2, 1]);
		expect(places('projects/roomHd', 'durationVideoUHd')).toEqual([0, 1]);
		expect(new Set(places(...Array.from({ length: 12 }, (_, index) => `key${index}`))).size).toBe(12);
	});
});
