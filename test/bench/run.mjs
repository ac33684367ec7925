// @ts-check
// `npm run bench` measures everything. `npm run bench -- budgets`, `activation` or `watching` measures that part alone. `npm run soak` runs
// here too. Times and bytes are printed and never asserted.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../build/setup.mjs';
import { printActivation } from './budgets/activation.mjs';
import { packageExtension, printBudgets } from './budgets/table.mjs';
import { runBundled } from './bundled.mjs';

const [what = 'everything', ...args] = process.argv.slice(2);
if (what === 'activation') {
	await packageExtension();
	await printActivation();
} else if (what === 'watching') {
	await packageExtension();
	measureWatching(args[0]);
} else if (what === 'soak') {
	report(await runBundled(['soak/main.ts'], args));
} else {
	await printBudgets();
	if (what === 'everything') {
		await printActivation();
		measureWatching();
		report(await runBundled(benches('*.bench.ts')));
		// Those that drive a browser run as they are: what drives it cannot be bundled.
		for (const file of benches('*.bench.mjs')) {
			const script = path.join(import.meta.dirname, file);
			report(spawnSync(process.execPath, [script], { stdio: 'inherit' }).status === 0);
		}
	}
}

/**
 * In the extension hosts of real VS Codes, for which the page objects of the UI tests are used, and so vitest.
 * @param {string} [polls] over how many polls memory is measured: those of an hour by default, which takes half an hour
 */
function measureWatching(polls) {
	const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
	const env = polls === undefined ? process.env : { ...process.env, BENCH_POLLS: polls };
	const args = [vitest, 'run', '--project', 'hosts'];
	report(spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0);
}

/** @param {string} pattern */
function benches(pattern) {
	return globSync(pattern, { cwd: import.meta.dirname }).sort();
}

/** @param {boolean} wentWell */
function report(wentWell) {
	if (!wentWell) {
		process.exitCode = 1;
	}
}
