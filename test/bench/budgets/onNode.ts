// What table.mjs measures on Node. Argument: the file that the rows are written to.
import { writeFile } from 'node:fs/promises';
import { firstRows } from './firstRows';
import { pollingCost, statusDelay, watchHeap } from './watching';

async function run(): Promise<void> {
	const rows = [
		...(await firstRows()),
		...(await pollingCost()),
		...(await statusDelay()),
		...(await watchHeap()),
	];
	await writeFile(String(process.argv[2]), JSON.stringify(rows));
}

void run();
