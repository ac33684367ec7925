import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { cache } from '../../../build/fetch.mjs';
import { Dialog } from './dialog';
import { Editor } from './editor';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { StatusBar } from './statusBar';
import { TreeView } from './treeView';

/** The names of the themes in the theme picker. */
const THEMES = {
	dark: 'Dark Modern',
	light: 'Light Modern',
	highContrastDark: 'Dark High Contrast',
	highContrastLight: 'Light High Contrast',
} as const;

/** A VS Code window. Every method waits until the elements that it uses are on screen. */
export class Workbench {
	readonly page: Page;
	readonly quickInput: QuickInput;
	readonly dialog: Dialog;
	readonly editor: Editor;
	readonly notifications: Notifications;
	readonly statusBar: StatusBar;

	constructor(page: Page) {
		this.page = page;
		this.quickInput = new QuickInput(page);
		this.dialog = new Dialog(page);
		this.editor = new Editor(page);
		this.notifications = new Notifications(page);
		this.statusBar = new StatusBar(page);
	}

	/** Waits for the contributions of the extension, such as its commands in the palette. */
	async waitUntilReady(): Promise<void> {
		await this.page.locator('.monaco-workbench').waitFor();
		await this.page.locator('.activitybar [class*=view-extension-agora]').waitFor();
	}

	/** Runs a command from the palette, by its title there, such as `Agora: Sign In…`. */
	async runCommand(name: string): Promise<void> {
		// A webview that loads may consume the key, or take the focus, which closes the palette.
		for (let tries = 5; tries > 0; tries -= 1) {
			await this.page.keyboard.press('F1');
			if (await this.quickInput.tryType(`>${name}`, name)) {
				break;
			}
		}
		await this.quickInput.pick(name);
	}

	/** Opens a file of the workspace by its name. */
	async openFile(name: string): Promise<void> {
		await this.page.keyboard.press('Control+P');
		await this.quickInput.type(name);
		await this.quickInput.pick(name);
		await this.page.locator('.tabs-container .tab.active', { hasText: name }).waitFor();
	}

	/** Reloads the window with the command, which stores its state first. */
	async reload(): Promise<void> {
		const loaded = this.page.waitForEvent('load');
		await this.runCommand('Developer: Reload Window');
		await loaded;
		await this.waitUntilReady();
	}

	/** Opens a view container of the activity bar. */
	async openViewContainer(name: string): Promise<void> {
		const icon = this.page
			.locator('.activitybar')
			.getByRole('tab')
			// A badge adds its meaning to the label.
			.filter({ has: this.page.getByLabel(new RegExp(`^${name}( |$)`)) });
		if ((await icon.getAttribute('aria-expanded')) !== 'true') {
			await icon.click();
		}
		await this.page.locator('.sidebar .composite.title', { hasText: name }).waitFor();
	}

	/** A view of the open view container, by its title. */
	view(title: string): TreeView {
		return new TreeView(this.page, title);
	}

	/** The document of the active webview panel. */
	webview(): FrameLocator {
		return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
	}

	/** The text of the visible panel with the details of a player. */
	async detailsText(): Promise<string> {
		return await this.details().locator('main').innerText();
	}

	/** The document of the visible panel with the details of a player. */
	details(): FrameLocator {
		return this.page
			.locator('iframe.webview.ready:visible')
			.last()
			.contentFrame()
			.frameLocator('#active-frame');
	}

	/** The titles of the open editors, from left to right. */
	editors(): Promise<string[]> {
		return this.page.locator('.tabs-container [role=tab] .label-name').allInnerTexts();
	}

	async setTheme(theme: keyof typeof THEMES): Promise<void> {
		await this.runCommand('Preferences: Color Theme');
		await this.quickInput.type(THEMES[theme]);
		await this.quickInput.pick(THEMES[theme]);
		await this.quickInput.waitUntilClosed();
	}

	/** Makes the sidebar as wide as this many pixels, or as near as VS Code allows. */
	async setSidebarWidth(width: number): Promise<void> {
		const { left, right, middle } = await this.#sidebar();
		await this.page.mouse.move(right, middle);
		await this.page.mouse.down();
		await this.page.mouse.move(left + width, middle, { steps: 10 });
		await this.page.mouse.up();
	}

	/** Makes the window so wide that this many pixels are left for the editors. */
	async setEditorWidth(width: number): Promise<void> {
		const { right } = await this.#sidebar();
		const { height = 800 } = this.page.viewportSize() ?? {};
		await this.page.setViewportSize({ width: Math.round(right) + width, height });
	}

	async #sidebar() {
		const box = await this.page.locator('.part.sidebar').boundingBox();
		if (!box) {
			throw new Error('the sidebar is not shown');
		}
		return { left: box.x, right: box.x + box.width, middle: box.y + box.height / 2 };
	}

	/** Closes menus, inputs, hovers, dialogs and notifications. */
	async closeOverlays(): Promise<void> {
		for (let tries = 0; tries < 3; tries++) {
			await this.page.keyboard.press('Escape');
		}
		await this.page.mouse.move(700, 90);
		if ((await this.page.locator('.notification-toast').count()) > 0) {
			await this.runCommand('Notifications: Clear All Notifications');
		}
	}

	readClipboard(): Promise<string> {
		return this.page.evaluate(() => navigator.clipboard.readText());
	}

	/** Writes `.vscode-test/screenshots/<name>.png` and returns its path. */
	async screenshot(name: string): Promise<string> {
		const folder = join(cache, 'screenshots');
		await mkdir(folder, { recursive: true });
		const path = join(folder, `${name}.png`);
		await this.page.screenshot({ path });
		return path;
	}

	/** Closes the window and deletes its stored state. */
	close(): Promise<void> {
		return this.page.context().close();
	}
}
