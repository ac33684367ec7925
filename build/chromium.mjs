// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Root cannot use the sandbox. Nothing may connect to another machine. */
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
 * Starts a headless Chromium: the one that CHROMIUM_PATH or CHROME_PATH names, else an installed one, else Playwright's.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchChromium() {
	return chromium.launch({ executablePath: findChromium(), args: ARGS });
}

/**
 * The path of that Chromium.
 * @returns {string}
 * @throws if there is none
 */
export function findChromium() {
	const named = process.env.CHROMIUM_PATH || process.env.CHROME_PATH;
	if (named) {
		if (!existsSync(named)) {
			throw new Error(`CHROMIUM_PATH or CHROME_PATH names ${named}, which does not exist.`);
		}
		return named;
	}
	const onPath = (process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => NAMES.map((name) => join(folder, name)));
	const found = [...onPath, ...MAC, chromium.executablePath()].find((path) => existsSync(path));
	if (!found) {
		throw new Error(
			'Chromium was not found. Install it (on Debian: apt-get install chromium) or set CHROMIUM_PATH.',
		);
	}
	return found;
}
