import type { Locator, Page } from 'playwright-core';
import { hoverText } from './visibleText';

/** The active text editor. */
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

	/** Waits for a line with this text. */
	async waitForLine(text: string): Promise<void> {
		// Monaco renders spaces as no-break spaces.
		const drawn = text.replaceAll(' ', '\u00a0');
		await this.#lines.locator('.view-line', { hasText: drawn }).first().waitFor();
	}

	/** The text of the hover over a word once it contains `part`: hovers of several providers arrive one after the other. */
	async hoverText(word: string, part = ''): Promise<string> {
		const { x, y } = await this.#middleOf(word);
		return hoverText(this.#hover.filter({ hasText: part }).first(), async () => {
			// The pointer leaves the word first, because the hover opens when it enters.
			await this.#page.mouse.move(x, y + 200);
			await this.#hover.waitFor({ state: 'hidden' });
			await this.#page.mouse.move(x, y, { steps: 3 });
		});
	}

	/** Clicks a link in the open hover. */
	async followInHover(link: string): Promise<void> {
		await this.#hover.getByText(link).first().click();
	}

	/** Puts the cursor into a word. */
	async click(word: string): Promise<void> {
		const { x, y } = await this.#middleOf(word);
		await this.#page.mouse.click(x, y);
	}

	/** The titles of the quick fixes at the cursor. The list stays open. */
	async quickFixes(): Promise<string[]> {
		// The editor may not know the cursor or the problem yet, and then opens no list.
		do {
			await this.#page.keyboard.press('Control+.');
		} while (!(await this.#areActionsShown()));
		return (await this.#actions.allInnerTexts()).map((text) => text.trim());
	}

	/** Applies a quick fix of the open list by keyboard: some versions of VS Code block the pointer there. */
	async applyQuickFix(title: string): Promise<void> {
		const action = this.#actions.filter({ hasText: title }).first();
		await action.waitFor();
		while (!(await action.getAttribute('class'))?.includes('focused')) {
			await this.#page.keyboard.press('ArrowDown');
		}
		await this.#page.keyboard.press('Enter');
		await action.waitFor({ state: 'detached' });
	}

	/** Selects a word. */
	async select(word: string): Promise<void> {
		const { x, y } = await this.#middleOf(word);
		await this.#page.mouse.dblclick(x, y);
	}

	async type(text: string): Promise<void> {
		await this.#page.keyboard.type(text);
	}

	async press(key: string): Promise<void> {
		await this.#page.keyboard.press(key);
	}

	/** The text on screen. */
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

	/** The titles of the code lenses, from left to right. */
	async codeLenses(): Promise<string[]> {
		const texts = await this.#page.locator('.codelens-decoration a').allInnerTexts();
		return texts.map((text) => text.replaceAll('\u00a0', ' ').trim());
	}

	async clickCodeLens(text: string | RegExp): Promise<void> {
		await this.#page.locator('.codelens-decoration a').filter({ hasText: text }).click();
	}

	/** The labels of the suggestions at the cursor. */
	async suggestions(): Promise<string[]> {
		await this.#page.keyboard.press('Control+Space');
		const rows = this.#page.locator('.suggest-widget.visible .monaco-list-row');
		await rows.first().waitFor();
		return rows.locator('.label-name').allInnerTexts();
	}

	/** Accepts a suggestion. */
	async acceptSuggestion(label: string): Promise<void> {
		const row = this.#page.locator('.suggest-widget.visible .monaco-list-row');
		await row.filter({ hasText: label }).first().click();
		await this.#page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
	}

	/** The number of underlined errors and warnings. */
	async problemCounts(): Promise<{ errors: number; warnings: number }> {
		return {
			errors: await this.#page.locator('.squiggly-error').count(),
			warnings: await this.#page.locator('.squiggly-warning').count(),
		};
	}

	async #areActionsShown(): Promise<boolean> {
		return await this.#actions
			.first()
			.waitFor({ timeout: 3000 })
			.then(
				() => true,
				() => false,
			);
	}

	/** The position of a word. Playwright's own hover and click scroll the text sideways. */
	async #middleOf(word: string): Promise<{ x: number; y: number }> {
		const at = this.#lines.getByText(word).first();
		for (;;) {
			await at.waitFor();
			const box = await at.boundingBox();
			// There is no box if the line was redrawn in between, for example with its first colors.
			if (box) {
				return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
			}
		}
	}
}
