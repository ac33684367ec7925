import type { Locator, Page } from 'playwright-core';
import { hoverText, visibleText } from './visibleText';

export interface TreeRow {
	readonly label: string;
	readonly description: string;
	/** 1 for a row at the root. */
	readonly level: number;
	/** Undefined for a row without children. */
	readonly expanded: boolean | undefined;
}

/** A tree view in the sidebar. Rows are identified by their exact label. */
export class TreeView {
	readonly #page: Page;
	readonly #pane: Locator;

	constructor(page: Page, title: string) {
		this.#page = page;
		const header = page.locator('.pane-header .title').getByText(title, { exact: true });
		this.#pane = page.locator('.sidebar .pane').filter({ has: header });
	}

	/** Opens the view if it is collapsed. */
	async open(): Promise<void> {
		const header = this.#pane.locator('.pane-header');
		if ((await header.getAttribute('aria-expanded')) !== 'true') {
			await header.click();
		}
		await this.#pane.locator('.pane-header[aria-expanded=true]').waitFor();
	}

	/** The text beside the title of the view. */
	async titleDescription(): Promise<string> {
		return (await this.#pane.locator('.pane-header .description').allInnerTexts()).join('').trim();
	}

	/** The rows on screen, from top to bottom. */
	async rows(): Promise<TreeRow[]> {
		await this.#pane.waitFor();
		const rows = await this.#pane.getByRole('treeitem').evaluateAll((elements) => {
			const text = (row: Element, selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
			return elements.map((row) => ({
				index: Number(row.getAttribute('data-index')),
				label: text(row, '.label-name'),
				description: text(row, '.label-description'),
				level: Number(row.getAttribute('aria-level')),
				expanded: row.getAttribute('aria-expanded'),
			}));
		});
		return rows
			.sort((a, b) => a.index - b.index)
			.map(({ label, description, level, expanded }) => ({
				label,
				description,
				level,
				expanded: expanded === null ? undefined : expanded === 'true',
			}));
	}

	/** The labels of the rows on screen, from top to bottom. */
	async labels(): Promise<string[]> {
		return (await this.rows()).map(({ label }) => label);
	}

	/** The description of a row; undefined if the row is not on screen. */
	async description(label: string): Promise<string | undefined> {
		return (await this.rows()).find((row) => row.label === label)?.description;
	}

	/** Waits for the first row. */
	async waitForRows(): Promise<void> {
		await this.#pane.getByRole('treeitem').first().waitFor();
	}

	/** Waits for the row. */
	async waitForRow(label: string): Promise<Locator> {
		const row = this.#row(label);
		await row.waitFor();
		return row;
	}

	async expand(label: string): Promise<void> {
		await this.#toggle(label, true);
	}

	async collapse(label: string): Promise<void> {
		await this.#toggle(label, false);
	}

	/** Selects the row and its siblings. */
	async selectWithSiblings(label: string): Promise<void> {
		// A click without the key expands the row, and Select All would include its children.
		do {
			await this.#row(label).click({ modifiers: ['Control'] });
		} while ((await this.#missingIn([label])).length > 0);
		await this.#page.keyboard.press('Control+A');
	}

	/** Presses an icon on the row. */
	async pressOnRow(label: string, action: string): Promise<void> {
		await this.#row(label).hover();
		// The accessible name also contains the key binding, such as “Delete Player… (Delete)”.
		const name = new RegExp(`^${action.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(.+\\))?$`);
		await this.#row(label).getByRole('button', { name }).click();
	}

	/** Chooses from the row's context menu, perhaps through a submenu, by keyboard: VS Code ignores clicks in a menu that just opened. */
	async chooseFromMenu(row: string, ...titles: readonly string[]): Promise<void> {
		await this.openMenu(row);
		const menu = this.#page.getByRole('menu');
		for (const [at, title] of titles.entries()) {
			// The accessible name also contains the key binding.
			const label = this.#page.locator('.action-label').getByText(title, { exact: true });
			const item = this.#page.getByRole('menuitem').filter({ has: label }).last();
			await item.hover();
			await menu.locator('.action-item.focused').filter({ has: item }).last().waitFor();
			await this.#page.keyboard.press(at < titles.length - 1 ? 'ArrowRight' : 'Enter');
		}
		await menu.first().waitFor({ state: 'detached' });
	}

	/** Opens the row's context menu. */
	async openMenu(label: string): Promise<void> {
		// A tree that redraws at that moment opens no menu.
		do {
			await this.#row(label).click({ button: 'right' });
		} while (!(await this.#isMenuShown()));
	}

	/** The titles in the row's context menu. */
	async menuTitles(label: string): Promise<string[]> {
		await this.openMenu(label);
		const items = await this.#page.getByRole('menuitem').allInnerTexts();
		await this.#page.keyboard.press('Escape');
		await this.#page.getByRole('menu').waitFor({ state: 'detached' });
		return items.map((item) => item.trim()).filter((item) => item !== '');
	}

	/** Selects the row, and expands or collapses it. */
	async select(label: string): Promise<void> {
		// A tree that redraws at that moment ignores the click.
		do {
			await this.#row(label).click();
		} while ((await this.#missingIn([label])).length > 0);
	}

	/** Selects exactly these rows, of which none is expanded. */
	async selectSeveral(first: string, ...others: string[]): Promise<void> {
		await this.select(first);
		// Its children may move the others off the screen.
		await this.collapse(first);
		for (let left: readonly string[] = others; left.length > 0; left = await this.#missingIn(others)) {
			for (const other of left) {
				await this.#row(other).click({ modifiers: ['ControlOrMeta'] });
			}
		}
	}

	/** Waits for a moment until these rows are selected. Returns those that are not. */
	async #missingIn(labels: readonly string[]): Promise<string[]> {
		const selected = this.#pane.locator('[role=treeitem][aria-selected=true]');
		const missing: string[] = [];
		for (const label of labels) {
			const row = selected.filter({ has: this.#name(label) }).first();
			await row.waitFor({ timeout: 1000 }).catch(() => missing.push(label));
		}
		return missing;
	}

	async doubleClick(label: string): Promise<void> {
		await this.#row(label).locator('.label-name').dblclick();
	}

	async selected(): Promise<string[]> {
		return this.#pane.locator('[role=treeitem][aria-selected=true] .label-name').allInnerTexts();
	}

	/** The titles of the icons in the view's title bar. */
	async titleActions(): Promise<string[]> {
		await this.#pane.locator('.pane-header').hover();
		const buttons = this.#pane.locator('.pane-header .action-label');
		return buttons.evaluateAll((each) => each.map((button) => button.getAttribute('aria-label') ?? ''));
	}

	/** Presses an icon in the view's title. */
	async pressInTitle(action: string): Promise<void> {
		await this.#pane.locator('.pane-header').hover();
		await this.#pane.locator('.pane-header').getByRole('button', { name: action, exact: true }).click();
	}

	/** The message above the rows; empty if there is none. */
	async message(): Promise<string> {
		const shown = this.#pane.locator('.tree-explorer-viewlet-tree-view > .message:not(.hide)');
		return (await shown.allInnerTexts()).join('\n').trim();
	}

	/** The text of the welcome view with its buttons. */
	welcome(): Promise<string> {
		return visibleText(this.#pane.locator('.welcome-view-content'));
	}

	/** Presses a button of the welcome view. */
	async pressInWelcome(button: string): Promise<void> {
		await this.#pane
			.locator('.welcome-view-content')
			.getByRole('button', { name: button, exact: true })
			.click();
	}

	/** Drops a file from outside the window on the row. */
	async dropFile(label: string, name: string, text: string): Promise<void> {
		const dataTransfer = await this.#page.evaluateHandle(
			(file) => {
				const data = new DataTransfer();
				data.items.add(new File([file.text], file.name, { type: 'text/plain' }));
				return data;
			},
			{ name, text },
		);
		for (const event of ['dragenter', 'dragover', 'drop']) {
			await this.#row(label).dispatchEvent(event, { dataTransfer });
		}
	}

	/** The text of the row's tooltip. */
	async tooltip(label: string): Promise<string> {
		return hoverText(this.#page.locator('.monaco-hover.workbench-hover'), async () => {
			// The pointer leaves the row first, because the hover opens when it enters.
			await this.#pane.locator('.pane-header').hover();
			await this.#row(label).locator('.label-name').hover();
		});
	}

	#row(label: string): Locator {
		return this.#pane
			.getByRole('treeitem')
			.filter({ has: this.#name(label) })
			.first();
	}

	#name(label: string): Locator {
		return this.#page.locator('.label-name').getByText(label, { exact: true });
	}

	async #toggle(label: string, expanded: boolean): Promise<void> {
		const row = this.#row(label);
		const toggled = this.#pane
			.locator(`[role=treeitem][aria-expanded="${expanded}"]`)
			.filter({ has: this.#name(label) });
		// A tree that redraws at that moment ignores the click.
		while ((await row.getAttribute('aria-expanded')) !== String(expanded)) {
			await row.locator('.monaco-tl-twistie').click();
			await toggled.waitFor({ timeout: 2000 }).catch(() => {});
		}
	}

	async #isMenuShown(): Promise<boolean> {
		const menu = this.#page.getByRole('menu');
		return await menu.waitFor({ timeout: 1000 }).then(
			() => true,
			() => false,
		);
	}
}
