// @ts-check
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { findChromium } from './chromium.mjs';
import { findDesktop } from './desktop.mjs';
import { cache, fetchServer } from './fetch.mjs';
import { root } from './setup.mjs';

const sources = join(root, 'test', 'host');
const bundles = join(root, 'dist', 'test', 'host');
const logFile = join(cache, 'host-tests.log');

/**
 * Runs test/host in the extension host of a real VS Code, with the extension as it stands in dist/.
 * @returns {Promise<{ tests: readonly { title: string, error?: string }[] }>}
 */
export async function runHostTests() {
	const executable = (await findDesktop()) ?? (await launcher());
	await bundle();
	const work = await mkdtemp(join(tmpdir(), 'agora-host-'));
	const results = join(work, 'results.json');
	try {
		await runInHost(executable, work, results);
		return JSON.parse(await readFile(results, 'utf8'));
	} catch (error) {
		throw new Error(`The extension host ended without results; what it said is in ${logFile}.`, {
			cause: error,
		});
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/** What it needs is looked for here, where a person sees what is missing. */
async function launcher() {
	findChromium();
	await fetchServer();
	return fileURLToPath(new URL('launcher.mjs', import.meta.url));
}

/** One bundle per test file; mocha stays outside, since the bootstrap and the tests must share one. */
async function bundle() {
	const files = await readdir(sources, { recursive: true });
	const tests = files.filter((file) => file.endsWith('.test.ts')).map((file) => join(sources, file));
	await build({
		entryPoints: [join(sources, 'index.ts'), ...tests],
		outbase: sources,
		outdir: bundles,
		bundle: true,
		platform: 'node',
		target: 'node22',
		format: 'cjs',
		sourcemap: 'inline',
		mainFields: ['module', 'main'],
		external: ['vscode', 'mocha'],
		logLevel: 'warning',
	});
}

/**
 * Puts a copy of the built extension into `folder` that VS Code does not activate by itself when it has started,
 * so that a test can watch the activation.
 * @param {string} folder
 * @returns {Promise<string>} the folder
 */
export async function sleepingExtension(folder) {
	const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	const built = await readdir(join(root, 'dist'));
	const bundles = built.filter((file) => file === 'chunks' || /\.(m?js|css)$/.test(file));
	const parts = [...bundles.map((file) => join('dist', file)), 'media', 'l10n'];
	const texts = (await readdir(root)).filter((file) => file.startsWith('package.nls'));
	for (const part of [...parts, ...texts]) {
		await cp(join(root, part), join(folder, part), { recursive: true });
	}
	await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
	return folder;
}

/**
 * @param {string} executable
 * @param {string} workspace folder to open
 * @param {string} results file that the tests' outcome is written to
 */
async function runInHost(executable, workspace, results) {
	await mkdir(cache, { recursive: true });
	const log = createWriteStream(logFile);
	try {
		await runTests({
			vscodeExecutablePath: executable,
			extensionDevelopmentPath: await sleepingExtension(join(workspace, 'extension')),
			extensionTestsPath: join(bundles, 'index.js'),
			extensionTestsEnv: { HOST_TEST_RESULTS: results },
			launchArgs: [workspace],
			stdout: log,
			stderr: log,
		});
	} catch (error) {
		// Failed tests are in the results; anything else is not.
		if (!(error instanceof TestRunFailedError)) {
			throw error;
		}
	} finally {
		log.end();
	}
}
