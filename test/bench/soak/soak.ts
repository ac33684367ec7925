import { queryObjects } from 'node:v8';
import { AgoraClient } from '../../../src/agora/client';
import { watchedProjects } from '../../../src/players/projectSource';
import { statusAt } from '../../../src/sandbox/player';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { seeded } from '../../unit/players/polling/calls';
import { Day } from './day';
import { startFaultyServer } from './faultyServer';
import { simulateTimers } from './simulatedTimers';
import { Traffic } from './traffic';
import { Workplace } from './workplace';

const HOUR = 3_600_000;
const PROJECTS = 4;
const PLAYERS = 8;

/** Enough for every status to be final: a player that does not play is destroyed after at most ten minutes. */
const CALM_MS = 15 * 60_000;

export interface SoakReport {
	/** While the machine was awake, and while it slept. */
	readonly hours: { readonly awake: number; readonly asleep: number };
	readonly requests: number;
	readonly faults: ReadonlyMap<string, number>;
	readonly happened: ReadonlyMap<string, number>;
	readonly outcomes: ReadonlyMap<string, number>;
	/** What was thrown that nobody expected: rejections nobody handled, and errors of a kind of their own. */
	readonly surprises: readonly unknown[];
	/** Players told as lost, and those of them that lived on as if nothing had been. */
	readonly lost: { readonly told: number; readonly alive: number };
	/** Listeners after the first sign-in, at the end, and after everything was disposed of. */
	readonly listeners: readonly [first: number, last: number, disposed: number];
	/** Clients of all the sessions that there were which are still in memory while one is signed in. */
	readonly clientsLeft: number;
	/** Timers that still wait after everything was disposed of. */
	readonly timersLeft: number;
	/** Sockets and other handles of the process beyond those before. */
	readonly handlesLeft: number;
	/** Rows that differ from what the server has, in words. */
	readonly differences: readonly string[];
	readonly shownPlayers: number;
	/** Bytes after each hour and at the end; without `--expose-gc` they hold garbage too. The sandbox's own are among them. */
	readonly heap: readonly number[];
}

/** Lets `hours` of a simulated clock pass over a window in which everything happens, and tells what is left of it. */
export async function soak(hours: number, seed: number): Promise<SoakReport> {
	const surprises: unknown[] = [];
	const surprised = (error: unknown): void => void surprises.push(error);
	process.on('unhandledRejection', surprised);
	const handlesBefore = process.getActiveResourcesInfo().length;
	const random = seeded(seed);
	const clock = new SimulatedClock();
	const timers = simulateTimers(clock);
	const traffic = new Traffic();
	const server = await startFaultyServer(clock, traffic, random);
	const { sandbox } = server;
	const { state } = sandbox;
	for (let at = 0; at < PROJECTS; at += 1) {
		const { appId } = state.addProject({ name: `Project ${at}`, certificateEnabled: false });
		for (let player = 0; player < PLAYERS; player += 1) {
			state.addPlayer({ appId, name: `player-${player}` });
		}
	}
	const lost = { told: 0, alive: 0 };
	const place = new Workplace(clock, sandbox, traffic, random, (told) => {
		lost.told += told.length;
		const running = new Set(
			state.players.filter((each) => statusAt(each, clock.now()) === 'running').map(({ id }) => id),
		);
		lost.alive += told.filter(({ id }) => running.has(id)).length;
	});
	const rest = async (): Promise<void> => {
		do {
			await new Promise(setImmediate);
			await new Promise(setImmediate);
		} while (!traffic.rests);
	};
	const day = new Day(place, sandbox, random, rest);

	place.signIn();
	await day.pass(60_000);
	const listenersFirst = place.listeners;
	const start = clock.now();
	const awake = (): number => clock.now() - start - day.asleepMs;
	const heap: number[] = [];
	while (awake() < hours * HOUR) {
		await day.goOn();
		if (awake() >= (heap.length + 1) * HOUR) {
			heap.push(collectedHeap());
		}
	}
	server.heal();
	await day.calmDown();
	await day.pass(CALM_MS);
	heap.push(collectedHeap());
	const differences = [...projectDifferences(place, state), ...playerDifferences(place, state, clock.now())];
	if (day.deeds.underWay > 0) {
		differences.push(`${day.deeds.underWay} commands never ended`);
	}
	const shownPlayers = watchedProjects(place.projects).flatMap(({ appId }) => place.players.players(appId));
	const listenersLast = place.listeners;
	const clientsLeft = queryObjects(AgoraClient, { format: 'count' });

	// As when the window is closed: in the midst of it all.
	place.dispose();
	await rest();
	const disposed = place.listeners;
	const timersLeft = clock.waiting;
	traffic.dispose();
	timers.dispose();
	await sandbox.stop();
	for (let turn = 0; turn < 20; turn += 1) {
		await new Promise(setImmediate);
	}
	process.off('unhandledRejection', surprised);
	return {
		hours: { awake: awake() / HOUR, asleep: day.asleepMs / HOUR },
		requests: traffic.sent,
		faults: server.faults,
		happened: day.happened,
		outcomes: day.deeds.outcomes,
		surprises: [...surprises, ...day.deeds.surprises],
		lost,
		listeners: [listenersFirst, listenersLast, disposed],
		clientsLeft,
		timersLeft,
		handlesLeft: process.getActiveResourcesInfo().length - handlesBefore,
		differences,
		shownPlayers: shownPlayers.length,
		heap,
	};
}

type ServerState = Awaited<ReturnType<typeof startFaultyServer>>['sandbox']['state'];

function projectDifferences({ projects }: Workplace, state: ServerState): string[] {
	const ours = projects.projects.map(({ id, name, enabled }) => `${id} ${name} ${enabled}`);
	const theirs = state.projects.map(({ id, name, enabled }) => `${id} ${name} ${enabled}`);
	return differences('project', ours, theirs);
}

function playerDifferences({ projects, players }: Workplace, state: ServerState, now: number): string[] {
	return watchedProjects(projects).flatMap(({ appId }) => {
		const ours = players.players(appId).map(({ player: { id, status } }) => `${id} ${status}`);
		const theirs = state.players.filter((each) => each.appId === appId);
		return differences(
			'player',
			ours,
			theirs.map((each) => `${each.id} ${statusAt(each, now)}`),
		);
	});
}

function differences(what: string, ours: readonly string[], theirs: readonly string[]): string[] {
	const shown = new Set(ours);
	const known = new Set(theirs);
	return [
		...ours.filter((each) => !known.has(each)).map((each) => `only shown: ${what} ${each}`),
		...theirs.filter((each) => !shown.has(each)).map((each) => `not shown: ${what} ${each}`),
	];
}

function collectedHeap(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed;
}
