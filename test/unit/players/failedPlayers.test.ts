import { beforeEach, describe, expect, it } from 'vitest';
import { PausedPlayers } from '../../../src/players/control/sentUpdates';
import type { FailedPlayer } from '../../../src/players/failedPlayers';
import { FailedPlayers, RECENT_MS } from '../../../src/players/failedPlayers';
import { FAILOVER_MS } from '../../../src/players/store/playerConditions';
import { PlayerStore } from '../../../src/players/store/playerStore';
import { TestMemento } from '../../fixtures/memento';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { player } from './polling/listedPlayers';

let clock: SimulatedClock;
let store: PlayerStore;
let lost: FailedPlayers;
let told: string[][];
let tell: (lost: readonly FailedPlayer[]) => void;

beforeEach(() => {
	clock = new SimulatedClock();
	store = new PlayerStore(new PausedPlayers(new TestMemento()));
	told = [];
	tell = (players) => told.push(players.map(({ id, outcome }) => `${id} ${outcome}`));
	lost = new FailedPlayers(store, clock, (players) => tell(players));
});

/** Lets List tell of a project's players, as `id:status`. */
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

describe('LostPlayers', () => {
	it('tells nothing of what had failed when it looked first', async () => {
		list('app', 'a:failed');
		await pass(60_000);
		expect(told).toEqual([]);
		expect(lost.recent).toEqual([]);
	});

	it('tells in one message what several projects lost in one round', async () => {
		list('app', 'a', 'b');
		list('other', 'c');
		await pass(10_000);
		list('app', 'a:failed', 'b:failed');
		await pass(500);
		list('other', 'c:failed');
		await pass(5000);
		expect(told).toEqual([['a failed', 'b failed', 'c failed']]);
	});

	it('tells at most once in a minute', async () => {
		list('app', 'a', 'b', 'c');
		list('app', 'a:failed', 'b', 'c');
		await pass(10_000);
		list('app', 'a:failed', 'b:failed', 'c');
		await pass(10_000);
		list('app', 'a:failed', 'b:failed', 'c:failed');
		await pass(30_000);
		expect(told).toEqual([['a failed']]);
		await pass(30_000);
		expect(told).toEqual([['a failed'], ['b failed', 'c failed']]);
	});

	it('tells of a player that vanished once that is certain', async () => {
		list('app', 'a', 'b');
		await pass(10_000);
		list('app', 'b');
		await pass(FAILOVER_MS - 1);
		list('app', 'b');
		await pass(10_000);
		expect(told).toEqual([]);
		list('app', 'b');
		await pass(10_000);
		expect(told).toEqual([['a gone']]);
	});

	it.each(['idle', 'failed'])(
		'tells nothing of the end of a player that was %s: Agora destroys it after a while',
		async (status) => {
			list('app', `a:${status}`);
			await pass(10_000);
			list('app');
			await pass(FAILOVER_MS);
			list('app');
			await pass(10_000);
			expect(store.players('app')[0]?.condition).toBe('gone');
			expect(told).toEqual([]);
		},
	);

	it('tells once of a player that failed, was missing for a while, and still fails', async () => {
		list('app', 'a');
		list('app', 'a:failed');
		await pass(10_000);
		list('app');
		await pass(10_000);
		list('app', 'a:failed');
		await pass(120_000);
		expect(told).toEqual([['a failed']]);
	});

	it('tells nothing of players deleted here, also where they failed just before', async () => {
		list('app', 'a', 'b');
		store.applyDeleted('app', player('b'), clock.now());
		await pass(10_000);
		list('app', 'a:failed');
		store.applyDeleted('app', player('a'), clock.now());
		await pass(FAILOVER_MS);
		list('app');
		await pass(60_000);
		expect(told).toEqual([]);
		expect(lost.recent).toEqual([]);
	});

	it('keeps losses for some minutes, and tells when they are no longer recent', async () => {
		list('app', 'a');
		list('app', 'a:failed');
		let changes = 0;
		lost.onDidChange(() => {
			changes += 1;
		});
		await pass(RECENT_MS - 1);
		expect(lost.recent.map(({ id }) => id)).toEqual(['a']);
		await pass(1);
		expect(lost.recent).toEqual([]);
		expect(changes).toBe(1);
	});

	it('forgets what it was about to tell when the account is left', async () => {
		list('app', 'a');
		list('app', 'a:failed');
		store.clear();
		await pass(60_000);
		expect(told).toEqual([]);
		expect(lost.recent).toEqual([]);
	});
});
