import { beforeEach, describe, expect, it } from 'vitest';
import { PausedPlayers } from '../../../src/players/control/sentUpdates';
import { FailedPlayers, RECENT_MS } from '../../../src/players/failedPlayers';
import { FAILOVER_MS } from '../../../src/players/store/playerConditions';
import { PlayerStore } from '../../../src/players/store/playerStore';
import { TestMemento } from '../../fixtures/memento';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { player } from './polling/listedPlayers';

let clock: SimulatedClock;
let store: PlayerStore;
let failedPlayers: FailedPlayers;
let reported: string[][];

beforeEach(() => {
	clock = new SimulatedClock();
	store = new PlayerStore(new PausedPlayers(new TestMemento()));
	reported = [];
	failedPlayers = new FailedPlayers(store, clock, (players) =>
		reported.push(players.map(({ id, outcome }) => `${id} ${outcome}`)),
	);
});

/** Applies a reading of a project's players, as `id:status`. */
function list(appId: string, ...ids: string[]): void {
	const players = ids.map((text) => {
		const [id = '', status = 'running'] = text.split(':');
		return player(id, status);
	});
	const now = clock.now();
	store.applyReading(appId, { players, startedAt: now, readAt: now, complete: true });
}

async function pass(ms: number): Promise<void> {
	await clock.pass(ms, async () => {});
}

describe('FailedPlayers', () => {
	it('does not report players that had failed at the first reading', async () => {
		list('app', 'a:failed');
		await pass(60_000);
		expect(reported).toEqual([]);
		expect(failedPlayers.recent).toEqual([]);
	});

	it('reports failures of several projects in one round together', async () => {
		list('app', 'a', 'b');
		list('other', 'c');
		await pass(10_000);
		list('app', 'a:failed', 'b:failed');
		await pass(500);
		list('other', 'c:failed');
		await pass(5000);
		expect(reported).toEqual([['a failed', 'b failed', 'c failed']]);
	});

	it('reports at most once per minute', async () => {
		list('app', 'a', 'b', 'c');
		list('app', 'a:failed', 'b', 'c');
		await pass(10_000);
		list('app', 'a:failed', 'b:failed', 'c');
		await pass(10_000);
		list('app', 'a:failed', 'b:failed', 'c:failed');
		await pass(30_000);
		expect(reported).toEqual([['a failed']]);
		await pass(30_000);
		expect(reported).toEqual([['a failed'], ['b failed', 'c failed']]);
	});

	it('reports a missing player once it is certainly gone', async () => {
		list('app', 'a', 'b');
		await pass(10_000);
		list('app', 'b');
		await pass(FAILOVER_MS - 1);
		list('app', 'b');
		await pass(10_000);
		expect(reported).toEqual([]);
		list('app', 'b');
		await pass(10_000);
		expect(reported).toEqual([['a gone']]);
	});

	it.each(['idle', 'failed'])(
		'does not report the end of a player that was %s, since Agora destroys it after a while',
		async (status) => {
			list('app', `a:${status}`);
			await pass(10_000);
			list('app');
			await pass(FAILOVER_MS);
			list('app');
			await pass(10_000);
			expect(store.players('app')[0]?.condition).toBe('gone');
			expect(reported).toEqual([]);
		},
	);

	it('reports a player once that failed, was missing for a while, and still fails', async () => {
		list('app', 'a');
		list('app', 'a:failed');
		await pass(10_000);
		list('app');
		await pass(10_000);
		list('app', 'a:failed');
		await pass(120_000);
		expect(reported).toEqual([['a failed']]);
	});

	it('does not report players that were deleted from here, even if they failed just before', async () => {
		list('app', 'a', 'b');
		store.applyDeleted('app', player('b'), clock.now());
		await pass(10_000);
		list('app', 'a:failed');
		store.applyDeleted('app', player('a'), clock.now());
		await pass(FAILOVER_MS);
		list('app');
		await pass(60_000);
		expect(reported).toEqual([]);
		expect(failedPlayers.recent).toEqual([]);
	});

	it('lists failures for five minutes, and fires an event when they are no longer recent', async () => {
		list('app', 'a');
		list('app', 'a:failed');
		let changes = 0;
		failedPlayers.onDidChange(() => {
			changes += 1;
		});
		await pass(RECENT_MS - 1);
		expect(failedPlayers.recent.map(({ id }) => id)).toEqual(['a']);
		await pass(1);
		expect(failedPlayers.recent).toEqual([]);
		expect(changes).toBe(1);
	});

	it('reports nothing after a sign-out', async () => {
		list('app', 'a');
		list('app', 'a:failed');
		store.clear();
		await pass(60_000);
		expect(reported).toEqual([]);
		expect(failedPlayers.recent).toEqual([]);
	});
});
