// `npm run soak`: eight simulated hours, or as many as asked for, of everything that happens to a window.
// Arguments: hours and the seed of what happens; the seed that is printed repeats a run.
import { soak } from './soak';

const [hours = '8', seed = String(Math.floor(Math.random() * 1_000_000))] = process.argv.slice(2);

function counts(map: ReadonlyMap<string, number>): string {
	return [...map]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([what, times]) => `${what} ${times}`)
		.join(', ');
}

async function run(): Promise<void> {
	console.info(`seed ${seed}`);
	const startedAt = performance.now();
	const report = await soak(Number(hours), Number(seed));
	const { awake, asleep } = report.hours;
	const [first, last, disposed] = report.listeners;
	const faults = [...report.faults.values()].reduce((sum, times) => sum + times, 0);
	const seconds = (performance.now() - startedAt) / 1000;
	const rows = {
		time: `${awake.toFixed(2)} h awake, ${asleep.toFixed(2)} h asleep, in ${seconds.toFixed(0)} s`,
		requests: `${report.requests}, of which ${faults} failed by chance`,
		faults: counts(report.faults),
		events: counts(report.happened),
		commands: counts(report.outcomes),
		'told as lost': `${report.lost.told}, of which ${report.lost.alive} played on`,
		listeners: `${first} after sign-in, ${last} at the end, ${disposed} once all is disposed of`,
		'clients in memory': `${report.clientsLeft} after ${report.happened.get('signed in') ?? 0} further sign-ins`,
		'timers left': String(report.timersLeft),
		'handles left': String(report.handlesLeft),
		'heap by hours': `${report.heap.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')} MB`,
		'rows at the end': `${report.shownPlayers} players, ${report.differences.length} differ from the server`,
		'unexpected errors': String(report.surprises.length),
	};
	for (const [name, value] of Object.entries(rows)) {
		console.info(`${name.padEnd(18)} ${value}`);
	}
	for (const wrong of [...report.differences, ...report.surprises]) {
		console.error(wrong);
	}
	const leaks = report.timersLeft + disposed + Math.max(0, last - first);
	if (report.differences.length + report.surprises.length + leaks + report.lost.alive > 0) {
		process.exitCode = 1;
	}
}

void run();
