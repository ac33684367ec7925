// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { npm } from '../../../build/processes.mjs';
import { root } from '../../../build/setup.mjs';
import { chosenVersion } from '../../../build/versions.mjs';
import { runBundled } from '../bundled.mjs';
import { bytesRows } from './bytes.mjs';

/**
 * One budget. The baseline is the same job done in the simplest way, measured in the same run. `held` is undefined if there is
 * no limit.
 * @typedef {{ what: string, measured: string, baseline: string, budget: string, held: boolean | undefined }} Row
 */

/** Packages the extension, measures it, and prints a Markdown table. Parts that fail are printed as not measured. */
export async function printBudgets() {
	await packageExtension();
	const parts = [
		['bytes', bytesRows],
		['on Node', nodeRows],
	];
	const rows = [];
	for (const [what, measure] of /** @type {[string, () => Promise<Row[]>][]} */ (parts)) {
		rows.push(...(await measure().catch((error) => notMeasured(what, error))));
	}
	printRows(rows);
}

/** Builds the .vsix that is measured. */
export async function packageExtension() {
	if ((await npm(['run', '--silent', 'package'], { cwd: root, quiet: true })) !== 0) {
		throw new Error('npm run package failed; see its output above.');
	}
}

/**
 * Reports a part that cannot be measured, for example without a browser, so that the others are still measured.
 * @param {string} what
 * @param {unknown} error
 * @returns {Row[]}
 */
function notMeasured(what, error) {
	console.error(error);
	process.exitCode = 1;
	return [{ what, measured: 'not measured', baseline: '', budget: '', held: undefined }];
}

/**
 * The measurements on Node.
 * @returns {Promise<Row[]>}
 */
async function nodeRows() {
	const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
	try {
		const file = path.join(folder, 'rows.json');
		if (!(await runBundled(['budgets/onNode.ts'], [file]))) {
			throw new Error('The measurements on Node failed; see their output above.');
		}
		return JSON.parse(await readFile(file, 'utf8'));
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** @param {readonly Row[]} rows */
function printRows(rows) {
	const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
	console.info(`\n${machine}, Node ${process.versions.node}, VS Code ${chosenVersion().vscode}\n`);
	printTable([
		['', 'measured', 'baseline', 'budget', ''],
		...rows.map(({ what, measured, baseline, budget, held }) => [
			...[what, measured, baseline, budget],
			held === undefined ? '' : held ? 'held' : 'EXCEEDED',
		]),
	]);
}

/**
 * Prints a Markdown table whose first line is the head.
 * @param {readonly (readonly string[])[]} lines
 */
export function printTable(lines) {
	const [head = [], ...body] = lines;
	const widths = head.map((_, at) => Math.max(3, ...lines.map((line) => line[at]?.length ?? 0)));
	for (const line of [head, widths.map((width) => '-'.repeat(width)), ...body]) {
		console.info(`| ${line.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`);
	}
}
