import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FrameLocator, Locator } from 'playwright-core';
import type { BucketSize, Span } from '../../../src/usage/report/days';
import type { Business } from '../../../src/usage/report/figures';

/** The active usage panel. */
export class UsagePage {
	readonly #frame: FrameLocator;

	constructor(frame: FrameLocator) {
		this.#frame = frame;
	}

	/** Waits until the chart shows the complete figures of these days. */
	async waitForChart(business: Business, { from, to }: Span, bucket: BucketSize): Promise<void> {
		const drawn = `[data-drawn="${business} ${from} ${to} ${bucket}"]`;
		await this.#frame.locator(`#panel[data-state="complete"]${drawn}`).waitFor();
	}

	/** Waits until all figures of the selected business are loaded. */
	async waitUntilComplete(): Promise<void> {
		await this.#frame.locator('#panel[data-state="complete"]').waitFor();
	}

	locator(selector: string): Locator {
		return this.#frame.locator(selector);
	}

	/** A button by its key, which is the same in every language. */
	button(key: string): Locator {
		return this.#frame.locator(`[data-key="${key}"]`);
	}

	async choose(control: 'range' | 'bucket' | 'unit' | 'project' | 'stack', value: string): Promise<void> {
		await this.#frame.locator(`#${control}`).selectOption(value);
	}

	async openTab(business: Business): Promise<void> {
		await this.#frame.locator(`[role=tab][data-business="${business}"]`).click();
	}

	/** The same total in seconds from four places: key figure, tab, table footer, and sum of the table rows. */
	async totals(business: Business): Promise<number[]> {
		const value = async (selector: string, name: string) =>
			Number(await this.#frame.locator(selector).first().getAttribute(name));
		const rows = await this.#frame
			.locator('.table-block tbody td[data-column="total"] data')
			.evaluateAll((cells) => cells.reduce((sum, cell) => sum + Number(cell.getAttribute('value')), 0));
		return [
			await value('data.grand', 'value'),
			await value(`[data-business="${business}"] .tab-total`, 'data-value'),
			await value('.table-block tfoot td[data-column="total"] data', 'value'),
			rows,
		];
	}

	/** The accessibility violations that axe finds: each rule with its elements. */
	async violations(): Promise<string[]> {
		const frame = await (await this.#frame.locator('body').elementHandle())?.ownerFrame();
		if (!frame) {
			throw new Error('the usage panel has no document');
		}
		const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
		await frame.evaluate(await readFile(axe, 'utf8'));
		return await frame.evaluate<string[]>(
			`axe.run(document, { iframes: false }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
				nodes.map(({ target, failureSummary }) => id + ' at ' + target + ': ' + failureSummary)))`,
		);
	}

	/** The contrast ratios of the legend's colors against the background of the page. */
	async legendContrasts(): Promise<number[]> {
		const colors = await this.#frame.locator('canvas.swatch').evaluateAll((swatches) =>
			swatches.map((swatch): Rgb => {
				const canvas = swatch as HTMLCanvasElement;
				const [red = 0, green = 0, blue = 0] =
					canvas.getContext('2d')?.getImageData(0, canvas.height / 2, 1, 1).data ?? [];
				return [red, green, blue];
			}),
		);
		const background = await this.#frame.locator('body').evaluate((body): Rgb => {
			const [red = 0, green = 0, blue = 0] = (getComputedStyle(body).backgroundColor.match(/\d+/g) ?? []).map(
				Number,
			);
			return [red, green, blue];
		});
		return colors.map((color) => contrastRatio(color, background));
	}
}

/** The contrast ratio of two colors (WCAG 2.2, contrast ratio). */
function contrastRatio(a: Rgb, b: Rgb): number {
	const [first, second] = [relativeLuminance(a), relativeLuminance(b)];
	return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** WCAG 2.2, relative luminance. */
function relativeLuminance(color: Rgb): number {
	const [red = 0, green = 0, blue = 0] = color.map((channel) => {
		const value = channel / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

type Rgb = readonly [number, number, number];
