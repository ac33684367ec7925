import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FrameLocator, Locator } from 'playwright-core';
import type { BucketSize, Span } from '../../../src/usage/report/days';
import type { Business } from '../../../src/usage/report/figures';

/** The usage panel in front, as a person uses it. */
export class UsagePage {
	readonly #frame: FrameLocator;

	constructor(frame: FrameLocator) {
		this.#frame = frame;
	}

	/** Waits until the figures of these days are drawn, all of them. */
	async waitForChart(business: Business, { from, to }: Span, bucket: BucketSize): Promise<void> {
		const drawn = `[data-drawn="${business} ${from} ${to} ${bucket}"]`;
		await this.#frame.locator(`#panel[data-state="complete"]${drawn}`).waitFor();
	}

	/** Waits until everything of the business on screen is read. */
	async waitUntilComplete(): Promise<void> {
		await this.#frame.locator('#panel[data-state="complete"]').waitFor();
	}

	locator(selector: string): Locator {
		return this.#frame.locator(selector);
	}

	/** A button by the key that it keeps in every language. */
	button(key: string): Locator {
		return this.#frame.locator(`[data-key="${key}"]`);
	}

	async choose(control: 'range' | 'bucket' | 'unit' | 'project', value: string): Promise<void> {
		await this.#frame.locator(`#${control}`).selectOption(value);
	}

	async openTab(business: Business): Promise<void> {
		await this.#frame.locator(`[role=tab][data-business="${business}"]`).click();
	}

	/** Every total on screen that should be the same one, in seconds: key figure, tab, table's foot and table's rows. */
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

	/** What axe finds wrong with the page: each rule with the places that break it. */
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

	/** The colours of the legend and of the page behind them, as red, green and blue. */
	async colours(): Promise<{ readonly tiers: Rgb[]; readonly page: Rgb }> {
		const tiers = await this.#frame.locator('canvas.swatch').evaluateAll((swatches) =>
			swatches.map((swatch): Rgb => {
				const canvas = swatch as HTMLCanvasElement;
				const [red = 0, green = 0, blue = 0] =
					canvas.getContext('2d')?.getImageData(0, canvas.height / 2, 1, 1).data ?? [];
				return [red, green, blue];
			}),
		);
		const page = await this.#frame.locator('body').evaluate((body): Rgb => {
			const [red = 0, green = 0, blue = 0] = (getComputedStyle(body).backgroundColor.match(/\d+/g) ?? []).map(
				Number,
			);
			return [red, green, blue];
		});
		return { tiers, page };
	}
}

type Rgb = readonly [number, number, number];
