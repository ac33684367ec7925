import type { Locator, Page } from 'playwright-core';
import { hoverText, visibleText } from './visibleText';

/** The extension's items in the status bar, identified by their ids, such as `agora.status.project`. */
export class StatusBar {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** The text of an item without its icon. */
	text(id: string): Promise<string> {
		return visibleText(this.#item(id));
	}

	/** The screen reader label of an item. */
	async ariaLabel(id: string): Promise<string> {
		return (await this.#item(id).getByRole('button').getAttribute('aria-label')) ?? '';
	}

	/** Whether an item has the background of a warning or an error. */
	async hasWarningColor(id: string): Promise<boolean> {
		const classes = (await this.#item(id).getAttribute('class')) ?? '';
		return /\b(warning|error)-kind\b/.test(classes);
	}

	async click(id: string): Promise<void> {
		await this.#item(id).getByRole('button').click();
	}

	/** The text of the tooltip of an item. */
	async tooltip(id: string): Promise<string> {
		const text = await this.hover(id);
		await this.#page.mouse.move(640, 300);
		await this.#page.locator('.monaco-hover.workbench-hover').waitFor({ state: 'detached' });
		return text;
	}

	/** Opens the tooltip of an item and returns its text. */
	hover(id: string): Promise<string> {
		return hoverText(this.#page.locator('.monaco-hover.workbench-hover'), async () => {
			await this.#page.mouse.move(640, 300);
			await this.#item(id).getByRole('button').hover();
		});
	}

	#item(id: string): Locator {
		return this.#page.locator(`[id="console-for-agora.console-for-agora.${id}"]`);
	}
}
