import type { Locator, Page } from 'playwright-core';
import { shownText } from './shownText';

/** The modal dialog. */
export class Dialog {
	readonly #box: Locator;

	constructor(page: Page) {
		this.#box = page.locator('.monaco-dialog-box');
	}

	/** The question. */
	message(): Promise<string> {
		return shownText(this.#box.locator('.dialog-message-text'));
	}

	/** The smaller text below the question. */
	detail(): Promise<string> {
		return shownText(this.#box.locator('.dialog-message-detail'));
	}

	/** From left to right. */
	async buttons(): Promise<string[]> {
		await this.#box.waitFor();
		return this.#box.locator('.dialog-buttons').getByRole('button').allInnerTexts();
	}

	async press(button: string): Promise<void> {
		await this.#box.getByRole('button', { name: button, exact: true }).click();
		await this.#box.waitFor({ state: 'detached' });
	}
}
