import { queryObjects } from 'node:v8';
import { AgoraClient } from '../../../src/agora/client';
import { watchedProjects } from '../../../src/players/projectSource';
import { statusAt } from '../../../src/sandbox/player';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { seeded } from '../../unit/players/polling/calls';
import { differencesFrom } from './differences';
import { startFaultyServer } from './faultyServer';
import { RandomEvents } from './randomEvents';
import { simulateTimers } from './simulatedTimers';
import { SimulatedWindow } from './simulatedWindow';
import { Traffic } from './traffic';
import type { NotificationCounts } from './windowNotifications';

const HOUR = 3_600_000;
const PROJECTS = 4;
const PLAYERS = 8;

/** After this time every status is final: a player that does not play is destroyed after at most ten minutes. */
const RECOVERY_MS = 15 * 60_000;

export interface SoakReport {
	/** Hours in which the machine was awake, and asleep. */
	readonly hours: { readonly awake: number; readonly asleep: number };
	readonly requests: number;
	readonly faults: ReadonlyMap<string, number>;
	readonly events: ReadonlyMap<string, number>;
	readonly outcomes: ReadonlyMap<string, number>;
	/** Unhandled rejections, and errors that are neither refusals of Agora nor network failures. */
	readonly unexpectedErrors: readonly unknown[];
	/** Players reported as failed or gone, and those of them that were running. */
	readonly failed: { readonly reported: number; readonly running: number };
	/** Bans that the server created, and those of them that it created more than once. */
	readonly bans: { readonly created: number; readonly repeated: number };
	readonly notifications: NotificationCounts;
	/** Listeners after the first sign-in, at the end, and after everything was disposed. */
	readonly listeners: readonly [first: number, last: number, disposed: number];
	/** Clients of all sessions that are still in memory at the end, while one session is signed in. */
	readonly clientsLeft: number;
	/** Timers that are still waiting after everything was disposed. */
	readonly timersLeft: number;
	/** Additional sockets and other handles of the process. */
	readonly handlesLeft: number;
	/** Rows that differ from the state of the server. */
	readonly differences: readonly string[];
	readonly shownPlayers: number;
	readonly shownChannels: number;
	readonly shownBans: number;
	/** Heap bytes after each hour and at the end, including those of the sandbox, and of garbage without `--expose-gc`. */
	readonly heap: readonly number[];
}

/** Runs random events in a window for `hours` of a simulated clock, and reports the outcome. */
export async function soak(hours: number, seed: number): Promise<SoakReport> {
	const unexpectedErrors: unknown[] = [];
	const addError = (error: unknown): void => void unexpectedErrors.push(error);
	process.on('unhandledRejection', addError);
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
	const failed = { reported: 0, running: 0 };
	const window = new SimulatedWindow(clock, sandbox, traffic, random, (players) => {
		failed.reported += players.length;
		const running = new Set(
			state.players.filter((each) => statusAt(each, clock.now()) === 'running').map(({ id }) => id),
		);
		failed.running += players.filter(({ id }) => running.has(id)).length;
	});
	const idle = async (): Promise<void> => {
		do {
			await new Promise(setImmediate);
			await new Promise(setImmediate);
		} while (!traffic.isIdle || sandbox.notifications.isSending);
	};
	const events = new RandomEvents(window, sandbox, random, idle);

	window.signIn();
	await events.pass(60_000);
	const listenersFirst = window.listenerCount;
	const start = clock.now();
	const awake = (): number => clock.now() - start - events.asleepMs;
	const heap: number[] = [];
	while (awake() < hours * HOUR) {
		await events.next();
		if (awake() >= (heap.length + 1) * HOUR) {
			heap.push(collectedHeap());
		}
	}
	server.stopFaults();
	await events.recover();
	await events.pass(RECOVERY_MS);
	heap.push(collectedHeap());
	const differences = differencesFrom(state, window);
	if (events.commands.running > 0) {
		differences.push(`${events.commands.running} commands did not end`);
	}
	const shownPlayers = watchedProjects(window.projects).flatMap(({ appId }) => window.players.players(appId));
	const shownChannels = window.channels.listed.length;
	const shownBans = state.projects.flatMap(({ appId }) => window.channels.store.bans(appId).value ?? []);
	const listenersLast = window.listenerCount;
	const clientsLeft = queryObjects(AgoraClient, { format: 'count' });

	// As when the user closes the window while requests are running.
	window.dispose();
	await idle();
	const disposed = window.listenerCount;
	const notifications = window.notifications.counts;
	// Its timers do not belong to the window.
	await sandbox.stop();
	const timersLeft = clock.waiting;
	traffic.dispose();
	timers.dispose();
	for (let turn = 0; turn < 20; turn += 1) {
		await new Promise(setImmediate);
	}
	process.off('unhandledRejection', addError);
	return {
		hours: { awake: awake() / HOUR, asleep: events.asleepMs / HOUR },
		requests: traffic.sent,
		faults: server.faults,
		events: events.counts,
		outcomes: events.commands.outcomes,
		unexpectedErrors: [...unexpectedErrors, ...events.commands.unexpectedErrors],
		failed,
		bans: events.bans.counts,
		notifications,
		listeners: [listenersFirst, listenersLast, disposed],
		clientsLeft,
		timersLeft,
		handlesLeft: process.getActiveResourcesInfo().length - handlesBefore,
		differences,
		shownPlayers: shownPlayers.length,
		shownChannels,
		shownBans: shownBans.length,
		heap,
	};
}

function collectedHeap(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed;
}
