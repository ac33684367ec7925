// The measurements of table.mjs that run on Node. The argument is the file for the rows.
import { writeFile } from 'node:fs/promises';
import { firstRows } from './firstRows';
import { pollingCost, statusDelay, watchHeap } from './watching';
import { channelPollingCost } from './watchingChannels';

async function run(): Promise<void> {
	const rows = [
		...(await firstRows()),
		...(await pollingCost()),
		...(await channelPollingCost()),
		...(await statusDelay()),
		...(await watchHeap()),
	];
	await writeFile(String(process.argv[2]), JSON.stringify(rows));
}

void run();
