// @ts-check
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { fetchServer } from './fetch.mjs';
import { runHostTests } from './hostTests.mjs';
import { npm, onExit } from './processes.mjs';
import { root } from './setup.mjs';

/**
 * The numbers of tests that a stage adds to the last line.
 * @typedef {{ passed: number, failed: number }} Count
 */

/**
 * In the order in which they run. A stage runs even if an earlier one failed, unless `needs` names that one.
 * @type {Readonly<Record<string, { heading: string, needs?: string, run: () => Promise<Count> }>>}
 */
const stages = {
	lint: { heading: 'Lint', run: () => script('check:lint') },
	types: { heading: 'Types', run: () => script('check:types') },
	unit: { heading: 'Unit tests', run: () => vitest('unit') },
	package: { heading: 'Build and package', run: () => script('package') },
	host: { heading: 'Extension host tests', needs: 'package', run: hostTests },
	ui: { heading: 'UI tests', needs: 'package', run: uiTests },
};

/**
 * Runs the named stages, or all of them, and ends with the line `N passed, N failed`.
 * @param {string[]} names
 * @returns {Promise<number>} exit code; 0 if nothing failed, and, when all stages run, at least one test ran
 */
export async function runStages(names) {
	const unknown = names.find((name) => !(name in stages));
	if (unknown !== undefined) {
		console.error(`There is no stage "${unknown}". The stages are ${Object.keys(stages).join(', ')}.`);
		return 1;
	}
	const total = { passed: 0, failed: 0 };
	/** @type {Set<string>} */
	const failedStages = new Set();
	if (isWanted('ui', names)) {
		prefetchServer();
	}
	for (const [name, stage] of Object.entries(stages).filter(([name]) => isWanted(name, names))) {
		console.info(`\n━━ ${stage.heading}\n`);
		if (stage.needs && failedStages.has(stage.needs)) {
			console.info(`Not run: "${stage.needs}" failed.`);
			continue;
		}
		const count = await stage.run().catch(failure);
		total.passed += count.passed;
		total.failed += count.failed;
		if (count.failed > 0) {
			failedStages.add(name);
		}
	}
	console.info(`\n${total.passed} passed, ${total.failed} failed`);
	const ranNothing = names.length === 0 && total.passed === 0;
	return total.failed > 0 || ranNothing ? 1 : 0;
}

/** Starts to fetch the VS Code server while the first stages run. */
function prefetchServer() {
	fetchServer().catch(() => {
		// The stage that needs the server tries again and reports the error.
	});
}

/**
 * @param {string} stage
 * @param {string[]} names
 */
function isWanted(stage, names) {
	return names.length === 0 || names.some((name) => name === stage || stages[name]?.needs === stage);
}

/**
 * @param {unknown} error
 * @returns {Count}
 */
function failure(error) {
	console.error(error instanceof Error ? error.message : error);
	return { passed: 0, failed: 1 };
}

/**
 * Runs a script of package.json. It counts only if it fails.
 * @param {string} name
 * @returns {Promise<Count>}
 */
async function script(name) {
	return { passed: 0, failed: (await npm(['run', '--silent', name], { cwd: root })) === 0 ? 0 : 1 };
}

/** @returns {Promise<Count>} */
async function hostTests() {
	const { tests } = await runHostTests();
	for (const { title, error } of tests) {
		console.info(error === undefined ? `✓ ${title}` : `✗ ${title}\n${error}`);
	}
	const failed = tests.filter(({ error }) => error !== undefined).length;
	return { passed: tests.length - failed, failed };
}

/** Reports a missing browser or server once, instead of in every test file. */
async function uiTests() {
	findChromium();
	await fetchServer();
	return vitest('ui');
}

/**
 * @param {string} project in vitest.config.mts
 * @returns {Promise<Count>}
 */
async function vitest(project) {
	const work = await mkdtemp(join(tmpdir(), 'agora-vitest-'));
	const report = join(work, 'report.json');
	const args = [
		'run',
		'--project',
		project,
		'--reporter=default',
		'--reporter=json',
		`--outputFile=${report}`,
	];
	try {
		const code = await vitestProcess(args);
		const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
		// A file that cannot be loaded, or an error outside the tests, fails the run but no test.
		return { passed: numPassedTests, failed: numFailedTests || (code === 0 ? 0 : 1) };
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
function vitestProcess(args) {
	const vitestScript = join(root, 'node_modules', 'vitest', 'vitest.mjs');
	const child = spawn(process.execPath, [vitestScript, ...args], { cwd: root, stdio: 'inherit' });
	const unregister = onExit(() => child.kill());
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => {
			unregister();
			resolve(code ?? 1);
		});
	});
}
