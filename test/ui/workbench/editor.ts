import type { Locator, Page } from 'playwright-core';
import { shownText } from './shownText';

/** The text editor in front. */
export class Editor {
	readonly #page: Page;
	readonly #lines: Locator;
	readonly #hover: Locator;
	readonly #actions: Locator;

	constructor(page: Page) {
		this.#page = page;
		this.#lines = page.locator('.editor-group-container.active .monaco-editor .view-lines');
		this.#hover = page.locator('.monaco-resizable-hover .monaco-hover:not(.hidden)');
		this.#actions = page.locator('.action-widget .monaco-list-row.action');
	}

	/** Waits for a line that has this text. */
	async line(text: string): Promise<void> {
		// Monaco draws spaces as no-break spaces.
		const drawn = text.replaceAll(' ', '\u00a0');
		await this.#lines.locator('.view-line', { hasText: drawn }).first().waitFor();
	}

	/** All text of the hover over a word. */
	async hoverText(word: string): Promise<string> {
		const { x, y } = await this.#middleOf(word);
		// Off the word first: a hover comes when the pointer arrives.
		await this.#page.mouse.move(x, y + 200);
		await this.#hover.waitFor({ state: 'hidden' });
		await this.#page.mouse.move(x, y, { steps: 3 });
		return shownText(this.#hover.first());
	}

	/** Follows a link of the hover on screen. */
	async followInHover(link: string): Promise<void> {
		await this.#hover.getByText(link).first().click();
	}

	/** Puts the cursor into a word. */
	async click(word: string): Promise<void> {
		const { x, y } = await this.#middleOf(word);
		await this.#page.mouse.click(x, y);
	}

	/** The titles of the quick fixes at the cursor, whose list stays open. */
	async quickFixes(): Promise<string[]> {
		await this.#page.keyboard.press('Control+.');
		await this.#actions.first().waitFor();
		return (await this.#actions.allInnerTexts()).map((text) => text.trim());
	}

	/** Takes a quick fix of the open list. */
	async takeQuickFix(title: string): Promise<void> {
		await this.#actions.filter({ hasText: title }).first().click();
	}

	/** How many warnings are underlined in the text on screen. */
	async problems(): Promise<number> {
		return this.#page.locator('.editor-group-container.active .squiggly-warning').count();
	}

	/** Where to point. Playwright's own hover and click would scroll the text sideways. */
	async #middleOf(word: string): Promise<{ x: number; y: number }> {
		const at = this.#lines.getByText(word).first();
		for (;;) {
			await at.waitFor();
			const box = await at.boundingBox();
			// None where the line was drawn anew in between, as with its first colours.
			if (box) {
				return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
			}
		}
	}
}
