import { afterEach, describe, expect, it } from 'vitest';
import { literalRequest } from '../../../../src/players/definitions/storedRequests';
import type { Behaviour } from '../../../../src/sandbox/behaviour';
import { LifecycleContext, LifecycleWindow } from './lifecycleContext';

let context: LifecycleContext;
let window: LifecycleWindow;

async function open(behaviour: Partial<Behaviour> = {}): Promise<void> {
	context = await LifecycleContext.open(behaviour);
	window = new LifecycleWindow(context);
}

afterEach(async () => {
	window.close();
	await context.sandbox.stop();
});

const LIES: Partial<Behaviour> = { deleteElsewhereStatus: 200, deleteGoneStatus: 200 };

describe('PlayerDeletions with a stored region', () => {
	it('resolves as deleted with a 2xx of that region', async () => {
		await open();
		const player = context.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		expect(await window.delete(player)).toBe('deleted');
		expect(window.rows).toEqual([]);
		expect(context.writes).toEqual(['DELETE eu']);
	});

	it('keeps the row and the stored request of a player after a 404', async () => {
		await open();
		const player = context.addElsewhere('eu');
		const key = { accountId: 'account', appId: player.appId, playerId: player.id };
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.definitions.remember(key, literalRequest(player.appId, { region: 'eu', player: {} }));
		await window.read();
		context.sandbox.state.failOver(player.id, 100);
		expect(await window.delete(player)).toBe('pending');
		expect(window.rows).toEqual(['foreign: moving']);
		await context.pass(90_000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(window.definitions.get(key)).toBeDefined();
		expect(window.regions.ofPlayer(player.id)).toBe('eu');
		// It comes back, and is deleted again.
		await context.pass(60_000);
		expect(context.living).toEqual([]);
		expect(window.rows).toEqual([]);
		expect(window.definitions.get(key)).toBeUndefined();
	});

	it('resolves as gone 240 s after a 404 if List never shows the player', async () => {
		await open();
		const player = context.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		context.sandbox.state.removePlayer(player.id);
		expect(await window.delete(player)).toBe('pending');
		await context.pass(239_000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(await context.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(window.rows).toEqual([]);
		expect(window.lifecycle.deletions.pending).toEqual([]);
	});

	it('shows the player and deletes it again when List shows it after a 2xx', async () => {
		await open(LIES);
		const player = context.addElsewhere('eu');
		// What an earlier version remembered of a wrong region.
		await window.regions.remember(player.appId, player.id, 'na');
		await window.read();
		expect(await window.delete(player)).toBe('deleted');
		expect(window.rows).toEqual([]);
		await context.pass(21_000);
		await window.read();
		await context.pass(60_000);
		expect(context.living).toEqual([]);
		expect(window.rows).toEqual([]);
		expect(window.regions.ofPlayer(player.id)).toBe('eu');
	});
});

describe('PlayerDeletions without a stored region', () => {
	it('tries all regions, and stores the region once List no longer shows the player', async () => {
		await open();
		const player = context.addElsewhere('ap');
		await window.read();
		expect(await window.delete(player)).toBe('pending');
		expect(window.regions.ofPlayer(player.id)).toBeUndefined();
		expect(await context.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(context.living).toEqual([]);
		expect(window.rows).toEqual([]);
		expect(window.regions.ofPlayer(player.id)).toBe('ap');
		expect(context.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap']);
	});

	it('is proven by a notification that says so', async () => {
		await open();
		const player = context.addElsewhere('ap');
		await window.read();
		await window.delete(player);
		const end = window.lifecycle.deletions.whenEnded(player.id);
		window.store.applyDeleted(player.appId, player, context.clock.monotonic());
		await context.settled();
		expect(await end).toBe('gone');
		expect(window.lifecycle.deletions.pending).toEqual([]);
		expect(window.regions.ofPlayer(player.id)).toBeUndefined();
	});

	it('does not wait for the share that polling has of the rate limit', async () => {
		await open();
		const player = context.addElsewhere('ap');
		await window.read();
		context.pollingWaitMs = 60_000;
		await window.delete(player);
		const end = window.lifecycle.deletions.whenEnded(player.id);
		const start = context.clock.monotonic();
		await context.until(end);
		expect(context.clock.monotonic() - start).toBeLessThan(10_000);
	});

	it('reads the project once for several players that are deleted together', async () => {
		await open();
		const players = ['a', 'b', 'c'].map((name) => context.addElsewhere('na', undefined, name));
		await window.read();
		await context.pass(1000);
		const asOf = context.clock.monotonic() - 1;
		const readings = () => context.sandbox.requests.filter(({ method }) => method === 'GET').length;
		const before = readings();
		for (const player of players) {
			await window.delete(player, asOf);
		}
		expect(readings() - before).toBe(1);
		await context.pass(1000);
		expect([context.living, window.rows]).toEqual([[], []]);
	});

	it('tries the region first that just accepted another deletion of the project', async () => {
		await open();
		const players = ['a', 'b', 'c'].map((name) => context.addElsewhere('ap', undefined, name));
		await window.read();
		await context.pass(1000);
		const asOf = context.clock.monotonic() - 1;
		for (const player of players) {
			expect(await window.delete(player, asOf)).toBe('pending');
		}
		expect(window.regions.ofPlayer(players[0]?.id ?? '')).toBeUndefined();
		expect(context.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap', 'DELETE ap', 'DELETE ap']);
		await context.pass(1000);
		expect([context.living, window.rows]).toEqual([[], []]);
	});

	it('tries the other regions after a 2xx while List shows the player', async () => {
		await open(LIES);
		const player = context.addElsewhere('cn');
		await window.read();
		expect(await window.delete(player)).toBe('pending');
		await context.pass(5000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(window.regions.ofPlayer(player.id)).toBeUndefined();
		expect(await context.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(context.living).toEqual([]);
		expect(window.regions.ofPlayer(player.id)).toBe('cn');
		expect(context.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap', 'DELETE cn']);
	});

	it('does not resolve as gone with a 2xx of another region while Agora moves the player', async () => {
		await open(LIES);
		const player = context.addElsewhere('cn');
		await window.read();
		context.sandbox.state.failOver(player.id, 200);
		expect(await window.delete(player)).toBe('pending');
		await context.pass(190_000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(await context.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(context.living).toEqual([]);
	});

	it('resolves as gone when List omits the player late', async () => {
		await open({ listLagAfterDeleteSeconds: 8 });
		const player = context.addElsewhere('na');
		await window.read();
		expect(await window.delete(player)).toBe('pending');
		await context.pass(5000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(await context.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(context.writes).toEqual(['DELETE na']);
	});
});

describe('PlayerDeletions with an unproven deletion', () => {
	it('continues the deletion after a reload of the window', async () => {
		await open();
		const player = context.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		context.sandbox.state.failOver(player.id, 100);
		await window.delete(player);
		await context.pass(20_000);
		window.close();
		window = new LifecycleWindow(context);
		expect(window.rows).toEqual(['foreign: moving']);
		await context.pass(120_000);
		expect(context.living).toEqual([]);
		expect(window.rows).toEqual([]);
	});

	it('continues the deletion when the user signs in to the account again, and not in another account', async () => {
		await open();
		const player = context.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		context.sandbox.state.failOver(player.id, 60);
		await window.delete(player);
		const ended = window.lifecycle.deletions.whenEnded(player.id);
		window.sessions.replace(context.session('other'));
		expect(await ended).toBe('cancelled');
		await context.pass(90_000);
		expect(context.living).toEqual([player.id]);
		window.sessions.replace(window.session);
		await context.pass(60_000);
		expect(context.living).toEqual([]);
	});

	it('resolves as alive and fires an event when List still shows the player after the time for a move', async () => {
		await open();
		const player = context.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		context.sandbox.faults.next(
			{ status: 404, message: 'Resource is not found and destroyed.' },
			{ method: 'DELETE', times: Number.POSITIVE_INFINITY },
		);
		await window.delete(player);
		expect(await context.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('alive');
		expect(window.failed.map(({ playerId }) => playerId)).toEqual([player.id]);
		expect(window.rows).toEqual(['foreign: running']);
		expect(context.writes.length).toBeGreaterThan(2);
	});

	it('keeps a deletion pending whose response was lost, although List does not show the player', async () => {
		await open();
		const player = context.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		context.sandbox.faults.next('cut', { method: 'DELETE' });
		context.sandbox.state.failOver(player.id, 60);
		expect(await context.until(window.delete(player))).toBe('pending');
		expect(window.rows).toEqual(['foreign: moving']);
		await context.pass(120_000);
		expect(context.living).toEqual([]);
	});
});
