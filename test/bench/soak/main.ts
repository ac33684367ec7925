// `npm run soak`: runs random events in a window for eight simulated hours. Arguments: other hours, and a seed. The printed seed repeats
// a run.
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
	const { notifications } = report;
	const faults = [...report.faults.values()].reduce((sum, times) => sum + times, 0);
	const seconds = (performance.now() - startedAt) / 1000;
	const rows = {
		time: `${awake.toFixed(2)} h awake, ${asleep.toFixed(2)} h asleep, in ${seconds.toFixed(0)} s`,
		requests: `${report.requests}, of which ${faults} failed at random`,
		faults: counts(report.faults),
		events: counts(report.events),
		commands: counts(report.outcomes),
		'reported players': `${report.failed.reported}, of which ${report.failed.running} were running`,
		bans: `${report.bans.created}, of which ${report.bans.repeated} were created more than once`,
		notifications: `${notifications.received}, of which ${notifications.valid} are valid, ${notifications.invalid} invalid and ${notifications.forged} forged, of which ${notifications.accepted} were accepted; ${notifications.applied} changes of players, ${notifications.mostKept} kept at most`,
		listeners: `${first} after sign-in, ${last} at the end, ${disposed} after disposing`,
		'clients in memory': `${report.clientsLeft} after ${report.events.get('signed in') ?? 0} further sign-ins`,
		'timers left': String(report.timersLeft),
		'handles left': String(report.handlesLeft),
		'heap by hours': `${report.heap.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')} MB`,
		'rows at the end': `${report.shownPlayers} players, ${report.shownChannels} channels, ${report.shownBans} bans, ${report.differences.length} differ from the server`,
		'unexpected errors': String(report.unexpectedErrors.length),
	};
	for (const [name, value] of Object.entries(rows)) {
		console.info(`${name.padEnd(18)} ${value}`);
	}
	for (const problem of [...report.differences, ...report.unexpectedErrors]) {
		console.error(problem);
	}
	const leaks = report.timersLeft + disposed + Math.max(0, last - first);
	if (
		report.differences.length +
			report.unexpectedErrors.length +
			leaks +
			report.failed.running +
			report.bans.repeated +
			notifications.accepted >
		0
	) {
		process.exitCode = 1;
	}
}

void run();
