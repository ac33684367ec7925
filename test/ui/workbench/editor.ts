import type { Page } from 'playwright-core';

/** The text editor in front. */
export class Editor {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** Waits for a text in it and puts the cursor there. */
	async clickOn(text: string): Promise<void> {
		await this.#line(text).click();
	}

	/** Selects a word, so that what is typed replaces it. */
	async select(word: string): Promise<void> {
		await this.#line(word).dblclick();
	}

	async type(text: string): Promise<void> {
		await this.#page.keyboard.type(text);
	}

	async press(key: string): Promise<void> {
		await this.#page.keyboard.press(key);
	}

	/** All of its text that is on screen. */
	async text(): Promise<string> {
		const lines = this.#page.locator('.editor-group-container.active .view-line');
		const shown = await lines.evaluateAll((elements) =>
			elements
				.map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
				.sort((a, b) => a.top - b.top)
				.map(({ text }) => text),
		);
		return shown.join('\n').replaceAll('\u00a0', ' ');
	}

	/** The links of the line above the text, from left to right. */
	async lenses(): Promise<string[]> {
		const texts = await this.#page.locator('.codelens-decoration a').allInnerTexts();
		return texts.map((text) => text.replaceAll('\u00a0', ' ').trim());
	}

	async pressLens(text: string | RegExp): Promise<void> {
		await this.#page.locator('.codelens-decoration a').filter({ hasText: text }).click();
	}

	/** What appears when the pointer rests on a text: what is wrong there and what it means. */
	async hover(text: string): Promise<string> {
		const hover = this.#page.locator('.monaco-hover:not(.workbench-hover) .hover-contents');
		await this.#line(text).hover();
		await hover.first().waitFor();
		const shown = (await hover.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
		await this.#page.mouse.move(640, 700);
		await hover.first().waitFor({ state: 'hidden' });
		return shown;
	}

	/** The labels that are suggested where the cursor is. */
	async suggestions(): Promise<string[]> {
		await this.#page.keyboard.press('Control+Space');
		const rows = this.#page.locator('.suggest-widget.visible .monaco-list-row');
		await rows.first().waitFor();
		return rows.locator('.label-name').allInnerTexts();
	}

	/** Takes a suggestion. */
	async accept(label: string): Promise<void> {
		const row = this.#page.locator('.suggest-widget.visible .monaco-list-row');
		await row.filter({ hasText: label }).first().click();
		await this.#page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
	}

	/** Chooses a quick fix where the cursor is. */
	async quickFix(title: string): Promise<void> {
		await this.#page.keyboard.press('Control+.');
		const row = this.#page.locator('.action-widget .monaco-list-row', { hasText: title });
		await row.click();
		await row.waitFor({ state: 'detached' });
	}

	/** How many places are marked as wrong, and how many as to think about. */
	async marks(): Promise<{ errors: number; warnings: number }> {
		return {
			errors: await this.#page.locator('.squiggly-error').count(),
			warnings: await this.#page.locator('.squiggly-warning').count(),
		};
	}

	#line(text: string) {
		return this.#page
			.locator('.editor-group-container.active .view-line span span')
			.filter({ hasText: text })
			.first();
	}
}
