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
 * Runs test/host in the extension host of a real VS Code with the extension in dist/.
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
		throw new Error(`The extension host ended without results; its output is in ${logFile}.`, {
			cause: error,
		});
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/** Looks for what the launcher needs: its own error messages would end up in the log file. */
async function launcher() {
	findChromium();
	await fetchServer();
	return fileURLToPath(new URL('launcher.mjs', import.meta.url));
}

/** Builds one bundle per test file. They share mocha with the bootstrap, so it is external. */
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
 * Copies the built extension to `folder`, without activation events: VS Code does not activate the copy by itself, so a test can measure
 * or observe the activation.
 * @param {string} folder
 * @returns {Promise<string>} the folder
 */
export async function copyInactiveExtension(folder) {
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
 * @param {string} results file for the results of the tests
 */
async function runInHost(executable, workspace, results) {
	await mkdir(cache, { recursive: true });
	const log = createWriteStream(logFile);
	try {
		await runTests({
			vscodeExecutablePath: executable,
			extensionDevelopmentPath: await copyInactiveExtension(join(workspace, 'extension')),
			extensionTestsPath: join(bundles, 'index.js'),
			extensionTestsEnv: { HOST_TEST_RESULTS: results },
			launchArgs: [workspace],
			stdout: log,
			stderr: log,
		});
	} catch (error) {
		// The results contain the failed tests. Other errors are not in them.
		if (!(error instanceof TestRunFailedError)) {
			throw error;
		}
	} finally {
		log.end();
	}
}
