import type { Locator, Page } from 'playwright-core';
import { shownText } from './shownText';

/** The text editor in front. */
export class Editor {
	readonly #page: Page;
	readonly #lines: Locator;

	constructor(page: Page) {
		this.#page = page;
		this.#lines = page.locator('.editor-group-container.active .monaco-editor .view-lines');
	}

	/** Waits for a line with this text. */
	async line(text: string): Promise<Locator> {
		// Monaco draws spaces as no-break spaces.
		const line = this.#lines.locator('.view-line', { hasText: text.replaceAll(' ', '\u00a0') }).first();
		await line.waitFor();
		return line;
	}

	/** The text on screen. */
	async text(): Promise<string> {
		await this.#lines.waitFor();
		const lines = await this.#lines.locator('.view-line').evaluateAll((elements) =>
			elements
				.map((line) => ({ top: Number.parseFloat((line as HTMLElement).style.top), text: line.textContent }))
				.sort((a, b) => a.top - b.top)
				.map(({ text }) => text),
		);
		return lines.join('\n').replaceAll('\u00a0', ' ');
	}

	/** Puts the pointer on a word and gives the hover that appears. */
	async hover(word: string): Promise<Locator> {
		const at = this.#word(word);
		const hover = this.#page.locator('.monaco-editor .monaco-resizable-hover .monaco-hover:not(.hidden)');
		await at.hover();
		await hover.waitFor();
		return hover;
	}

	/** All text of the hover over a word. */
	async hoverText(word: string): Promise<string> {
		return shownText(await this.hover(word));
	}

	/** Puts the cursor into a word. */
	async click(word: string): Promise<void> {
		await this.#word(word).click();
	}

	/** The titles of the quick fixes at the cursor; they stay open. */
	async quickFixes(): Promise<string[]> {
		await this.#page.keyboard.press('Control+.');
		const rows = this.#page.locator('.action-widget .monaco-list-row.action');
		await rows.first().waitFor();
		return (await rows.allInnerTexts()).map((text) => text.trim());
	}

	/** Takes a quick fix of the open list. */
	async takeQuickFix(title: string): Promise<void> {
		const row = this.#page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first();
		await row.click();
	}

	#word(word: string): Locator {
		return this.#lines.getByText(word).first();
	}
}
