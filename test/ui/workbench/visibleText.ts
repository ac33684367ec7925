import type { Locator } from 'playwright-core';

/** The time in milliseconds after which the pointer enters again. */
const HOVER_TIMEOUT_MS = 4000;

/**
 * The text of a hover. VS Code closes a hover when its row or item redraws, and opens it again only when the pointer enters
 * again: `point` is repeated until the hover is on screen.
 */
export async function hoverText(hover: Locator, point: () => Promise<void>): Promise<string> {
	for (let attempt = 1; attempt < 5; attempt++) {
		await point();
		try {
			await hover.waitFor({ timeout: HOVER_TIMEOUT_MS });
			return await visibleText(hover);
		} catch {
			// Try again.
		}
	}
	await point();
	return await visibleText(hover);
}

/** Waits for an element and returns its text without no-break spaces. */
export async function visibleText(locator: Locator): Promise<string> {
	let text: string | undefined;
	do {
		await locator.waitFor();
		// VS Code may replace the element at this moment.
		[text] = await locator.allInnerTexts();
	} while (text === undefined);
	return text.replaceAll('\u00a0', ' ').trim();
}
