// @ts-check
// `npm run bench`: the table of budgets, then each *.bench.ts. `npm run bench -- budgets` prints the table alone;
// `npm run soak` is here too. Times and bytes are not asserted: they are for reading.
import { globSync } from 'node:fs';
import { printBudgets } from './budgets/table.mjs';
import { runBundled } from './bundled.mjs';

const [what = 'everything', ...args] = process.argv.slice(2);
if (what === 'soak') {
	report(await runBundled(['soak/main.ts'], args));
} else {
	await printBudgets();
	if (what === 'everything') {
		report(await runBundled(globSync('*.bench.ts', { cwd: import.meta.dirname }).sort()));
	}
}

/** @param {boolean} wentWell */
function report(wentWell) {
	if (!wentWell) {
		process.exitCode = 1;
	}
}
