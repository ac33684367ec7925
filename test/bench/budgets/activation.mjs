// @ts-check
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { findChromium, launchChromium } from '../../../build/chromium.mjs';
import { sleepingExtension } from '../../../build/hostTests.mjs';
import { startServer } from '../../../build/server.mjs';
import { quietSettings, writeSettings } from '../../../build/settings.mjs';
import { testAddress } from '../../../build/testAddress.mjs';

/** @typedef {import('./table.mjs').Row} Row */
/** @typedef {{ ours: number, empty: number }} Round milliseconds */

const HOSTS = 10;
const PATIENCE = 60_000;

/**
 * How long VS Code takes to load and activate the packaged extension, against one that is empty, in the same host. Each of
 * ten hosts is fresh: a second copy in one host would find its commands registered and its modules loaded.
 * @returns {Promise<Row[]>}
 */
export async function activationRows() {
	const rounds = await inFreshHosts();
	const ours = median(rounds.map((round) => round.ours));
	const empty = median(rounds.map((round) => round.empty));
	return [
		{
			what: `load and activate, median of ${rounds.length} hosts`,
			measured: `${ours.toFixed(1)} ms`,
			baseline: `${empty.toFixed(1)} ms, an empty extension`,
			budget: 'no I/O: test/host/activation.test.ts',
			held: undefined,
		},
	];
}

/** @returns {Promise<Round[]>} */
async function inFreshHosts() {
	// What is missing is said before a server is started.
	findChromium();
	const work = await mkdtemp(join(tmpdir(), 'agora-bench-'));
	const results = join(work, 'rounds');
	// The server hands its environment down to its extension hosts.
	process.env.BENCH_ROUNDS = results;
	await writeFile(results, '');
	try {
		const dataDir = join(work, 'server');
		await mkdir(dataDir);
		await writeSettings(dataDir, quietSettings);
		// VS Code takes one folder, and every extension in it.
		const extensions = join(work, 'extensions');
		await sleepingExtension(join(extensions, 'extension'));
		await emptyExtension(extensions, 'empty');
		await emptyExtension(extensions, 'first');
		const tests = join(work, 'inHost.js');
		await build({
			entryPoints: [join(import.meta.dirname, 'inHost.ts')],
			outfile: tests,
			bundle: true,
			platform: 'node',
			format: 'cjs',
			external: ['vscode'],
		});
		await openHosts(dataDir, (server) =>
			testAddress(server, { workspace: work, extension: extensions, tests }),
		);
		const lines = (await readFile(results, 'utf8')).trim().split('\n');
		return lines.map((line) => JSON.parse(line));
	} finally {
		await rm(work, { recursive: true, force: true, maxRetries: 3 });
	}
}

/**
 * @param {string} dataDir
 * @param {(server: string) => string} address
 */
async function openHosts(dataDir, address) {
	const server = await startServer({ dataDir, testDriver: true });
	const browser = await launchChromium();
	try {
		for (let host = 0; host < HOSTS; host += 1) {
			const page = await browser.newPage();
			/** @type {PromiseWithResolvers<number>} */
			const ended = Promise.withResolvers();
			const limit = setTimeout(() => ended.reject(new Error('No extension host after a minute.')), PATIENCE);
			/** @type {unknown[]} */
			const said = [];
			await page.exposeFunction('codeAutomationLog', (/** @type {unknown[]} */ ...line) => said.push(line));
			await page.exposeFunction('codeAutomationExit', ended.resolve);
			await page.goto(address(server.url));
			const code = await ended.promise;
			clearTimeout(limit);
			await page.close();
			if (code !== 0) {
				throw new Error(`The extension host could not be measured; it said ${JSON.stringify(said)}.`);
			}
		}
	} finally {
		await browser.close();
		await server.stop();
	}
}

/**
 * @param {string} extensions folder of extensions
 * @param {string} name
 */
async function emptyExtension(extensions, name) {
	const folder = join(extensions, name);
	await mkdir(folder);
	const manifest = {
		// VS Code leaves out what names no version.
		...{ name, publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.105.0' } },
		...{ main: './extension.mjs', activationEvents: [] },
	};
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	await writeFile(join(folder, 'extension.mjs'), 'export function activate() {}\n');
}

/** @param {readonly number[]} values */
function median(values) {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
