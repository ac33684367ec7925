import type { Locator, Page } from 'playwright-core';
import { hoverText, visibleText } from './visibleText';

/** The extension's items in the status bar, by the ids it gives them: `agora.status.project`. */
export class StatusBar {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** What is written on it, without its icon. */
	text(id: string): Promise<string> {
		return visibleText(this.#item(id));
	}

	/** What a screen reader says of it. */
	async ariaLabel(id: string): Promise<string> {
		return (await this.#item(id).getByRole('button').getAttribute('aria-label')) ?? '';
	}

	/** Whether it has the background of a warning or an error. */
	async hasWarningColor(id: string): Promise<boolean> {
		const classes = (await this.#item(id).getAttribute('class')) ?? '';
		return /\b(warning|error)-kind\b/.test(classes);
	}

	async click(id: string): Promise<void> {
		await this.#item(id).getByRole('button').click();
	}

	/** All text of its tooltip. */
	async tooltip(id: string): Promise<string> {
		const text = await hoverText(this.#page.locator('.monaco-hover.workbench-hover'), async () => {
			await this.#page.mouse.move(640, 300);
			await this.#item(id).getByRole('button').hover();
		});
		await this.#page.mouse.move(640, 300);
		await this.#page.locator('.monaco-hover.workbench-hover').waitFor({ state: 'detached' });
		return text;
	}

	#item(id: string): Locator {
		return this.#page.locator(`[id="console-for-agora.console-for-agora.${id}"]`);
	}
}
