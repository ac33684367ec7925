import type { Locator, Page } from 'playwright-core';
import { visibleText } from './visibleText';

export interface QuickPickRow {
	readonly label: string;
	readonly description: string;
	readonly detail: string;
}

/** The quick pick or input box at the top of the window. */
export class QuickInput {
	readonly #page: Page;
	readonly #widget: Locator;
	readonly #input: Locator;

	constructor(page: Page) {
		this.#page = page;
		this.#widget = page.locator('.quick-input-widget');
		this.#input = this.#widget.locator('.quick-input-box input');
	}

	/** Types as soon as it is there, and tells whether the row comes; false where it closes or never opens. */
	async tryType(text: string, label: string): Promise<boolean> {
		try {
			await this.#input.fill(text, { timeout: 3000 });
			await this.#row(label).waitFor({ timeout: 3000 });
			return true;
		} catch {
			return false;
		}
	}

	/** Waits for the step with this title, the way it is shown: `Sign In (2/4)`. */
	async waitForTitle(title: string): Promise<void> {
		await this.#widget.locator('.quick-input-title').getByText(title, { exact: true }).waitFor();
	}

	/** Replaces what is in the input. */
	async type(text: string): Promise<void> {
		await this.#input.fill(text);
	}

	async accept(): Promise<void> {
		await this.#input.press('Enter');
	}

	/** Types and accepts. */
	async enter(text: string): Promise<void> {
		await this.type(text);
		await this.accept();
	}

	/** Chooses the row whose label is exactly this. */
	async pick(label: string): Promise<void> {
		// The hover of a row that is under the mouse by chance may cover the one to be clicked.
		await this.#page.mouse.move(640, 560);
		await this.#row(label).click();
	}

	/** Chooses the row if it comes; false where the choice closes or never opens. */
	async tryPick(label: string): Promise<boolean> {
		try {
			await this.#row(label).click({ timeout: 3000 });
			return true;
		} catch {
			return false;
		}
	}

	/** The rows on screen, of which there is at least one. */
	async rows(): Promise<QuickPickRow[]> {
		let rows: QuickPickRow[];
		do {
			await this.#widget.getByRole('option').first().waitFor();
			// They are taken away for a moment where other ones come.
			rows = await this.#readRows();
		} while (rows.length === 0);
		return rows;
	}

	#readRows(): Promise<QuickPickRow[]> {
		return this.#widget.getByRole('option').evaluateAll((rows) => {
			const text = (row: Element, selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
			return rows.map((row) => ({
				label: text(row, '.label-name'),
				description: text(row, '.label-description'),
				detail: text(row, '.quick-input-list-label-meta'),
			}));
		});
	}

	/** Presses a button of the title bar or of the input. */
	async press(button: string): Promise<void> {
		await this.#widget.getByRole('button', { name: button }).click();
	}

	async back(): Promise<void> {
		await this.press('Back');
	}

	async value(): Promise<string> {
		return this.#input.inputValue();
	}

	/** Whether what is typed is hidden. */
	async isSecret(): Promise<boolean> {
		return (await this.#input.getAttribute('type')) === 'password';
	}

	/** The line under the input: the prompt, or what is wrong with the value. */
	message(): Promise<string> {
		return visibleText(this.#widget.locator('.quick-input-message'));
	}

	async dismiss(): Promise<void> {
		// Not wherever the focus is: there Escape may close something else.
		await this.#input.press('Escape');
		await this.waitUntilClosed();
	}

	async waitUntilClosed(): Promise<void> {
		await this.#widget.waitFor({ state: 'hidden' });
	}

	#row(label: string): Locator {
		const name = this.#page.locator('.label-name').getByText(label, { exact: true });
		return this.#widget.getByRole('option').filter({ has: name }).first();
	}
}
