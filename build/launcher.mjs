#!/usr/bin/env node
// @ts-check
// Replaces the executable of the desktop VS Code on machines without one. Accepts the arguments that @vscode/test-electron
// passes, runs the tests in the extension host of a VS Code server with a headless Chromium as its window, prints their
// output and exits with their exit code.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, parseArgs } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { quietSettings, startServer, testAddress, writeSettings } from './server.mjs';
import { exitWithError } from './setup.mjs';

const TIMEOUT_MS = 600_000;

const { values, positionals } = parseArgs({
	strict: false,
	allowPositionals: true,
	options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
});

const dataDir = await mkdtemp(join(tmpdir(), 'agora-host-tests-'));
try {
	await writeSettings(dataDir, quietSettings);
	process.exitCode = await runTests(String(positionals[0] ?? dataDir));
} catch (error) {
	exitWithError(error);
} finally {
	await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * @param {string} workspace folder to open
 * @returns {Promise<number>} the tests' exit code
 */
async function runTests(workspace) {
	const server = await startServer({ dataDir, testDriver: true });
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		/** @type {PromiseWithResolvers<number>} */
		const ended = Promise.withResolvers();
		const timeout = setTimeout(
			() => ended.reject(new Error('The tests did not end within ten minutes.')),
			TIMEOUT_MS,
		);
		void server.exited.then(() => ended.reject(new Error('The VS Code server ended before the tests did.')));
		page.on('crash', () => ended.reject(new Error('The page crashed before the tests ended.')));
		await page.exposeFunction('codeAutomationLog', print);
		await page.exposeFunction('codeAutomationExit', ended.resolve);
		await page.goto(
			testAddress(server.url, {
				workspace,
				extension: String(values.extensionDevelopmentPath),
				tests: String(values.extensionTestsPath),
			}),
		);
		const code = await ended.promise;
		clearTimeout(timeout);
		return code;
	} finally {
		await browser.close();
		await server.stop();
	}
}

/**
 * @param {string} level
 * @param {unknown[]} args
 */
function print(level, args) {
	console.info(`[${level}] ${format(...args)}`);
}
