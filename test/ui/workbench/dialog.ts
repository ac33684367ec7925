import type { Locator, Page } from 'playwright-core';
import { visibleText } from './visibleText';

/** The modal dialog. */
export class Dialog {
	readonly #box: Locator;

	constructor(page: Page) {
		this.#box = page.locator('.monaco-dialog-box');
	}

	/** The question. */
	message(): Promise<string> {
		return visibleText(this.#box.locator('.dialog-message-text'));
	}

	/** The smaller text below the question. */
	detail(): Promise<string> {
		return visibleText(this.#box.locator('.dialog-message-detail'));
	}

	/** From left to right. */
	async buttons(): Promise<string[]> {
		await this.#box.waitFor();
		return this.#box.locator('.dialog-buttons').getByRole('button').allInnerTexts();
	}

	/** Presses a button and waits until the dialog closes; another dialog without this button may follow. */
	async press(button: string): Promise<void> {
		const pressed = this.#box.getByRole('button', { name: button, exact: true });
		await pressed.click();
		await pressed.waitFor({ state: 'detached' });
	}
}
