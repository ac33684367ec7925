// @ts-check
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { findChromium, launchChromium } from '../../../build/chromium.mjs';
import { quietSettings, startServer, testAddress, writeSettings } from '../../../build/server.mjs';
import { chosenBuild, emptyExtension, referenceExtension, singleBundle } from './contenders.mjs';
import { printTable } from './table.mjs';

/** @typedef {import('./contenders.mjs').Contender} Contender */
/** @typedef {{ load: number, activate: number, cpu: number }} Times in milliseconds; `cpu` is that of the host's main thread for both */
/** @typedef {typeof SCENES[number]} Scene */
/** @typedef {{ scene: Scene, contender: Contender, bytes: number, times: Times[] }} Series */

/** The first ES module that an extension host loads is slower: VS Code starts its module loader. */
const SCENES = /** @type {const} */ (['alone', 'after another extension']);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const HOST_LIMIT_MS = 60_000;

/**
 * Prints how long VS Code takes to load and activate the chosen build, a single bundle, an empty extension and, where BENCH_REFERENCE
 * names one, another extension. Each measurement has an extension host of its own. The contenders take turns, so that a busy machine
 * slows down all of them alike.
 */
export async function printActivation() {
	const reference = referenceExtension();
	const all = await measure([chosenBuild, singleBundle, emptyExtension, ...(reference ? [reference] : [])]);
	const rows = all.map(({ scene, contender, bytes, times }) => {
		const sums = times.map(sum);
		const compared = all.find((series) => series.scene === scene && series.contender === reference)?.times;
		return [
			...[scene, contender.name, `${(bytes / 1000).toFixed(1)} kB`],
			median(times.map(({ load }) => load)).toFixed(1),
			median(times.map(({ activate }) => activate)).toFixed(1),
			`${median(sums).toFixed(1)} (${Math.min(...sums).toFixed(1)} to ${Math.max(...sums).toFixed(1)})`,
			median(times.map(cpu)).toFixed(1),
			...(compared ? [ratio(sums, compared.map(sum)), ratio(times.map(cpu), compared.map(cpu))] : []),
		];
	});
	const ratios = reference ? [`of ${reference.name}`, 'of its CPU'] : [];
	console.info(`\nLoad and activation in ms, medians of ${ROUNDS} extension hosts`);
	printTable([['', '', 'loaded', 'load', 'activate', 'sum (range)', 'CPU', ...ratios], ...rows]);
}

/**
 * @param {readonly Contender[]} contenders
 * @returns {Promise<Series[]>}
 */
async function measure(contenders) {
	// Fails before anything is built where there is no browser.
	findChromium();
	const work = await mkdtemp(join(tmpdir(), 'agora-bench-'));
	try {
		/** @type {(Series & { extensions: string })[]} */
		const all = [];
		for (const [at, scene] of SCENES.entries()) {
			for (const [index, contender] of contenders.entries()) {
				// VS Code takes one folder, and loads every extension in it.
				const extensions = join(work, `${at}-${index}`);
				const bytes = await contender.create(join(extensions, 'measured'));
				if (scene === 'after another extension') {
					await emptyExtension.create(join(extensions, 'other'));
				}
				all.push({ scene, contender, bytes, times: [], extensions });
			}
		}
		await inHosts(work, async (measureOne) => {
			for (let round = 0; round < ROUNDS; round += 1) {
				// Each round starts with another one: the first host of a round may find the machine busier.
				const first = round % all.length;
				for (const series of [...all.slice(first), ...all.slice(0, first)]) {
					series.times.push(await measureOne(series.extensions));
				}
			}
		});
		return all;
	} finally {
		await rm(work, { recursive: true, force: true, maxRetries: 3 });
	}
}

/**
 * Starts a VS Code server and passes a function that opens a window with a folder of extensions and measures in its extension host.
 * @param {string} work
 * @param {(measureOne: (extensions: string) => Promise<Times>) => Promise<void>} run
 */
async function inHosts(work, run) {
	const result = join(work, 'result.json');
	// Extension hosts inherit the environment of the server.
	process.env.BENCH_RESULT = result;
	const tests = await bundleTests(work);
	const dataDir = join(work, 'server');
	await mkdir(dataDir);
	await writeSettings(dataDir, quietSettings);
	const server = await startServer({ dataDir, testDriver: true });
	const browser = await launchChromium();
	try {
		await run(async (extensions) => {
			await writeFile(result, '');
			await openHost(browser, testAddress(server.url, { workspace: work, extension: extensions, tests }));
			return JSON.parse(await readFile(result, 'utf8'));
		});
	} finally {
		await browser.close();
		await server.stop();
	}
}

/**
 * @param {string} work
 * @returns {Promise<string>} the bundle that VS Code runs in the extension host
 */
async function bundleTests(work) {
	const outfile = join(work, 'inHost.js');
	await build({
		entryPoints: [join(import.meta.dirname, 'inHost.ts')],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		external: ['vscode'],
	});
	return outfile;
}

/**
 * Opens a window with a new extension host, and resolves when the measurement in it has ended.
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 */
async function openHost(browser, address) {
	const page = await browser.newPage();
	/** @type {PromiseWithResolvers<number>} */
	const ended = Promise.withResolvers();
	const limit = setTimeout(() => ended.reject(new Error('No extension host after a minute.')), HOST_LIMIT_MS);
	/** @type {unknown[]} */
	const output = [];
	try {
		await page.exposeFunction('codeAutomationLog', (/** @type {unknown[]} */ ...line) => output.push(line));
		await page.exposeFunction('codeAutomationExit', ended.resolve);
		await page.goto(address);
		if ((await ended.promise) !== 0) {
			throw new Error(`The measurement in the extension host failed: ${JSON.stringify(output)}`);
		}
	} finally {
		clearTimeout(limit);
		await page.close();
	}
}

/** @param {Times} times */
function sum({ load, activate }) {
	return load + activate;
}

/** @param {Times} times */
function cpu(times) {
	return times.cpu;
}

/**
 * @param {readonly number[]} values
 * @param {readonly number[]} compared
 */
function ratio(values, compared) {
	return (median(values) / median(compared)).toFixed(2);
}

/** @param {readonly number[]} values */
function median(values) {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
