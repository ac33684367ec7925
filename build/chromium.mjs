// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** No sandbox, which root cannot have; nothing that reaches for a network beyond this machine. */
const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * A headless Chromium: the one named by CHROMIUM_PATH or CHROME_PATH, else an installed one, else Playwright's own.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchChromium() {
	return chromium.launch({ executablePath: findChromium(), args: ARGS });
}

/**
 * Where that Chromium is.
 * @returns {string}
 */
export function findChromium() {
	const named = process.env.CHROMIUM_PATH || process.env.CHROME_PATH;
	if (named) {
		if (!existsSync(named)) {
			throw new Error(`There is no Chromium at ${named}, which CHROMIUM_PATH or CHROME_PATH names.`);
		}
		return named;
	}
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => NAMES.map((name) => join(folder, name)));
	const found = [...onPath, ...MAC, chromium.executablePath()].find((path) => existsSync(path));
	if (!found) {
		throw new Error(
			'No Chromium found: install one (on Debian: apt-get install chromium) or name it in CHROMIUM_PATH.',
		);
	}
	return found;
}
