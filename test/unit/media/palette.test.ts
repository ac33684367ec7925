import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	contrastOf,
	LEAST_CONTRAST,
	type Rgb,
	readColour,
	visibleColours,
} from '../../../media/usage/palette';

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const channel = fc.integer({ min: 0, max: 255 });
const anyColour = fc.tuple(channel, channel, channel);

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

	it('are all visible on a dark and a light background in any theme', () => {
		const page = fc.constantFrom([black, white] as const, [white, black] as const);
		fc.assert(
			fc.property(
				fc.array(anyColour, { minLength: 1, maxLength: 6 }),
				page,
				(colours, [background, text]) => {
					const visible = visibleColours(colours, background, text);
					expect(visible.length).toBeGreaterThan(0);
					for (const colour of visible) {
						expect(contrastOf(colour, background)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
					}
				},
			),
		);
	});

	it('stay unchanged where they are visible, and are never repeated', () => {
		const blue: Rgb = [0, 90, 200];
		const red: Rgb = [200, 0, 0];
		expect(visibleColours([blue, [2, 90, 201], red], white, black)).toEqual([blue, red, [0, 45, 100]]);
	});
});
