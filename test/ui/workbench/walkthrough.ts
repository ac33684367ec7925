import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** The walkthrough on the welcome page. Steps are identified by their titles. */
export class Walkthrough {
	readonly #workbench: Workbench;
	readonly #page: Locator;

	constructor(workbench: Workbench) {
		this.#workbench = workbench;
		this.#page = workbench.page.locator('.gettingStartedContainer');
	}

	async open(title: string): Promise<void> {
		await this.#workbench.runCommand('Welcome: Open Walkthrough...');
		await this.#workbench.quickInput.pick(title);
		await this.#page.locator('.getting-started-step').first().waitFor();
	}

	/** The titles of the steps, from top to bottom. */
	steps(): Promise<string[]> {
		return this.#page.locator('.getting-started-step .step-title').allInnerTexts();
	}

	/** The titles of the completed steps. */
	completedSteps(): Promise<string[]> {
		const ticked = this.#workbench.page.locator('.codicon-getting-started-step-checked');
		return this.#page
			.locator('.getting-started-step')
			.filter({ has: ticked })
			.locator('.step-title')
			.allInnerTexts();
	}

	/** Expands a step. */
	async openStep(title: string): Promise<void> {
		const step = this.#step(title);
		if ((await step.getAttribute('aria-expanded')) !== 'true') {
			await step.locator('.step-title').click();
		}
		await this.#page.locator('.getting-started-step.expanded', { hasText: title }).waitFor();
	}

	/** Presses a button of the open step. */
	async press(button: string): Promise<void> {
		await this.#page
			.locator('.getting-started-step.expanded')
			.getByRole('button', { name: button, exact: true })
			.click();
	}

	/** Presses a button of the open step and chooses in the quick pick that it opens. */
	async pressAndPick(button: string, label: string): Promise<void> {
		// An image that loads late takes the focus, which closes the quick pick.
		do {
			await this.press(button);
		} while (!(await this.#workbench.quickInput.tryPick(label)));
	}

	/** Waits for the image of the open step. */
	async waitForImage(): Promise<void> {
		await this.#workbench.webview().locator('svg').waitFor();
	}

	#step(title: string): Locator {
		return this.#page.locator('.getting-started-step').filter({ hasText: title });
	}
}
