import type { Locator, Page } from 'playwright-core';

/** Uses a window by keyboard only. Every method waits for the effect of its keys. */
export class Keyboard {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async press(key: string): Promise<void> {
		await this.#page.keyboard.press(key);
	}

	/** Runs a command from the palette. */
	async runCommand(name: string): Promise<void> {
		const row = this.#focusedRow(name);
		for (;;) {
			await this.press('F1');
			await this.type(`>${name}`);
			// A palette that is still filling may show other rows.
			const isThere = await row.waitFor({ timeout: 3000 }).then(
				() => true,
				() => false,
			);
			if (isThere) {
				break;
			}
			await this.press('Escape');
		}
		await this.press('Enter');
	}

	/** Filters the open quick pick to one row and accepts it. */
	async answer(text: string, label: string): Promise<void> {
		await this.type(text);
		await this.#focusedRow(label).waitFor();
		await this.press('Enter');
	}

	#focusedRow(label: string): Locator {
		const row = this.#page.locator('.quick-input-list .monaco-list-row.focused .label-name');
		return row.getByText(label, { exact: true });
	}

	/** Replaces the text of the open input. */
	async type(text: string): Promise<void> {
		const input = this.#page.locator('.quick-input-box input');
		await input.and(this.#page.locator(':focus')).waitFor();
		await this.press('Control+A');
		await this.#page.keyboard.type(text);
	}

	/** Moves the focus down the focused tree to a row. */
	async goToRow(label: string): Promise<void> {
		const row = this.#page.locator('.sidebar .monaco-list:focus .monaco-list-row.focused');
		await this.press('Home');
		await this.#pressUntil('ArrowDown', row, row.locator('.label-name'), label);
	}

	/** Chooses from the context menu of the focused row. */
	async chooseFromMenu(title: string): Promise<void> {
		await this.press('Shift+F10');
		const menu = this.#page.getByRole('menu');
		const item = menu.locator('.action-item.focused');
		await menu.waitFor();
		await this.press('ArrowDown');
		await this.#pressUntil('ArrowDown', item, item, title);
		await this.press('Enter');
		await menu.waitFor({ state: 'detached' });
	}

	/** Moves the focus to a button of the modal dialog and presses it. */
	async pressInDialog(button: string): Promise<void> {
		const dialog = this.#page.locator('.monaco-dialog-box');
		await dialog.waitFor();
		const focused = dialog.locator(':focus');
		await this.#pressUntil('Tab', focused, focused, button);
		await this.press('Enter');
		await dialog.waitFor({ state: 'detached' });
	}

	/** Presses the key until the focused element has the text. Every press must move the focus. */
	async #pressUntil(key: string, focused: Locator, label: Locator, text: string): Promise<void> {
		const seen: string[] = [];
		for (;;) {
			await focused.waitFor();
			// In a menu, the key binding of the command is on the next line.
			const now = (await label.innerText()).trim().split('\n')[0] ?? '';
			if (now === text) {
				return;
			}
			if (seen.length > 100) {
				throw new Error(`${key} does not lead to “${text}”, but to ${[...new Set(seen)].join(', ')}`);
			}
			seen.push(now);
			const before = await focused.elementHandle();
			await this.press(key);
			await this.#page.waitForFunction((element) => !element?.matches('.focused, :focus'), before);
		}
	}
}
