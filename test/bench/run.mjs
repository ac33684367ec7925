// @ts-check
// `npm run bench`: the table of budgets, then every bench. `npm run bench -- budgets` prints the table alone; `npm run soak`
// is here too. Times and bytes are not asserted: they are for reading.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';
import { printBudgets } from './budgets/table.mjs';
import { runBundled } from './bundled.mjs';

const [what = 'everything', ...args] = process.argv.slice(2);
if (what === 'soak') {
	report(await runBundled(['soak/main.ts'], args));
} else {
	await printBudgets();
	if (what === 'everything') {
		report(await runBundled(benches('*.bench.ts')));
		// Those that drive a browser run as they are: what drives it cannot be bundled.
		for (const file of benches('*.bench.mjs')) {
			const script = path.join(import.meta.dirname, file);
			report(spawnSync(process.execPath, [script], { stdio: 'inherit' }).status === 0);
		}
	}
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
