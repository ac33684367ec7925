import type { Locator, Page } from 'playwright-core';
import { visibleText } from './visibleText';

/** The notification toasts. */
export class Notifications {
	readonly #toasts: Locator;

	constructor(page: Page) {
		this.#toasts = page.locator('.notification-toast .notification-list-item');
	}

	/** Waits for the notification with this text and returns its whole text. */
	message(text: string | RegExp): Promise<string> {
		return visibleText(this.#toast(text).locator('.notification-list-item-message'));
	}

	/** The number of notifications with this text. */
	count(text: string | RegExp): Promise<number> {
		return this.#toasts.filter({ hasText: text }).count();
	}

	/** The buttons of the notification with this text, from left to right. */
	async buttons(text: string | RegExp): Promise<string[]> {
		await this.#toast(text).waitFor();
		return this.#toast(text)
			.locator('.notification-list-item-buttons-container')
			.getByRole('button')
			.allInnerTexts();
	}

	/** Presses a button of the notification with this text. */
	async press(text: string | RegExp, button: string): Promise<void> {
		await this.#toast(text).getByRole('button', { name: button, exact: true }).click();
	}

	/** The texts of all notifications on screen. */
	async messages(): Promise<string[]> {
		return await this.#toasts.locator('.notification-list-item-message').allInnerTexts();
	}

	async dismiss(text: string | RegExp): Promise<void> {
		const toast = this.#toast(text);
		await toast.hover();
		await toast.getByRole('button', { name: 'Clear Notification' }).click();
		await toast.waitFor({ state: 'detached' });
	}

	#toast(text: string | RegExp): Locator {
		return this.#toasts.filter({ hasText: text }).first();
	}
}
