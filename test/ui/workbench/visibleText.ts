import type { Locator } from 'playwright-core';

/** How long a hover is waited for before the pointer comes again, in milliseconds. */
const HOVER_TIMEOUT_MS = 4000;

/**
 * What a hover says. A hover that VS Code closes again, since a row or item was redrawn at that moment, comes back only when the
 * pointer does: it is moved there again until the hover is on screen.
 */
export async function hoverText(hover: Locator, point: () => Promise<void>): Promise<string> {
	for (let attempt = 1; attempt < 5; attempt++) {
		await point();
		try {
			await hover.waitFor({ timeout: HOVER_TIMEOUT_MS });
			return await visibleText(hover);
		} catch {
			// The next attempt follows.
		}
	}
	await point();
	return await visibleText(hover);
}

/** What a person reads there, once it is on screen. */
export async function visibleText(locator: Locator): Promise<string> {
	await locator.waitFor();
	const [text = ''] = await locator.allInnerTexts();
	return text.replaceAll('\u00a0', ' ').trim();
}
