import type { Locator } from 'playwright-core';

/** What a person reads there, once it is on screen. */
export async function shownText(locator: Locator): Promise<string> {
	await locator.waitFor();
	const [text = ''] = await locator.allInnerTexts();
	return text.replaceAll('\u00a0', ' ').trim();
}
