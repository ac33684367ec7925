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

	/** Types a text and waits for a row. Returns false if the input closes or never opens, or if the row does not appear. */
	async tryType(text: string, label: string): Promise<boolean> {
		try {
			await this.#input.fill(text, { timeout: 3000 });
			await this.#row(label).waitFor({ timeout: 3000 });
			return true;
		} catch {
			return false;
		}
	}

	/** Waits for the step with this title, such as `Sign In (2/4)`. */
	async waitForTitle(title: string): Promise<void> {
		await this.#widget.locator('.quick-input-title').getByText(title, { exact: true }).waitFor();
	}

	/** The title of the step, such as `Sign In (2/4)`. */
	title(): Promise<string> {
		return visibleText(this.#widget.locator('.quick-input-title'));
	}

	/** Replaces the text of the input. */
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

	/** Chooses the row with exactly this label. */
	async pick(label: string): Promise<void> {
		// The hover of the row under the pointer may cover the row to click.
		await this.#page.mouse.move(640, 560);
		await this.#row(label).click();
	}

	/** Chooses the row. Returns false if the quick pick closes or never opens. */
	async tryPick(label: string): Promise<boolean> {
		try {
			await this.#row(label).click({ timeout: 3000 });
			return true;
		} catch {
			return false;
		}
	}

	/** The rows on screen, at least one. */
	async rows(): Promise<QuickPickRow[]> {
		let rows: QuickPickRow[];
		do {
			await this.#widget.getByRole('option').first().waitFor();
			// VS Code removes the rows for a moment before it shows others.
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

	/** Presses a button of the title bar or the input. */
	async press(button: string): Promise<void> {
		await this.#widget.getByRole('button', { name: button }).click();
	}

	async back(): Promise<void> {
		await this.press('Back');
	}

	async value(): Promise<string> {
		return this.#input.inputValue();
	}

	/** Whether the input hides its text. */
	async isSecret(): Promise<boolean> {
		return (await this.#input.getAttribute('type')) === 'password';
	}

	/** The text under the input: the prompt or the validation message. */
	message(): Promise<string> {
		return visibleText(this.#widget.locator('.quick-input-message'));
	}

	async dismiss(): Promise<void> {
		// The key goes to the input because elsewhere Escape may close something else.
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
