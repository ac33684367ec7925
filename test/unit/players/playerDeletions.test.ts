import { afterEach, describe, expect, it } from 'vitest';
import { literalRequest } from '../../../src/players/definitions/storedRequests';
import type { Behaviour } from '../../../src/sandbox/behaviour';
import { LifecycleWindow, LifecycleWorld } from './stage';

let world: LifecycleWorld;
let window: LifecycleWindow;

async function open(behaviour: Partial<Behaviour> = {}): Promise<void> {
	world = await LifecycleWorld.open(behaviour);
	window = new LifecycleWindow(world);
}

afterEach(async () => {
	window.close();
	await world.sandbox.stop();
});

const LIES: Partial<Behaviour> = { deleteElsewhereStatus: 200, deleteGoneStatus: 200 };

describe('a player whose region is known for certain', () => {
	it('is deleted with a 2xx of that region', async () => {
		await open();
		const player = world.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		expect(await window.delete(player)).toBe('deleted');
		expect(window.rows).toEqual([]);
		expect(world.writes).toEqual(['DELETE eu']);
	});

	it('is not gone with a 404: its row stays, and what is known of it', async () => {
		await open();
		const player = world.addElsewhere('eu');
		const key = { accountId: 'account', appId: player.appId, playerId: player.id };
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.definitions.remember(key, literalRequest(player.appId, { region: 'eu', player: {} }));
		await window.read();
		world.sandbox.state.failOver(player.id, 100);
		expect(await window.delete(player)).toBe('pending');
		expect(window.rows).toEqual(['foreign: moving']);
		await world.pass(90_000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(window.definitions.get(key)).toBeDefined();
		expect(window.regions.ofPlayer(player.id)).toBe('eu');
		// It comes back, and is deleted again.
		await world.pass(60_000);
		expect(world.living).toEqual([]);
		expect(window.rows).toEqual([]);
		expect(window.definitions.get(key)).toBeUndefined();
	});

	it('is gone 240 s after a 404 if List never shows it', async () => {
		await open();
		const player = world.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		world.sandbox.state.removePlayer(player.id);
		expect(await window.delete(player)).toBe('pending');
		await world.pass(239_000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(await world.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(window.rows).toEqual([]);
		expect(window.lifecycle.deletions.pending).toEqual([]);
	});

	it('is shown and deleted again when List shows it although it was answered with 2xx', async () => {
		await open(LIES);
		const player = world.addElsewhere('eu');
		// What an earlier version remembered of a wrong region.
		await window.regions.remember(player.appId, player.id, 'na');
		await window.read();
		expect(await window.delete(player)).toBe('deleted');
		expect(window.rows).toEqual([]);
		await world.pass(21_000);
		await window.read();
		await world.pass(60_000);
		expect(world.living).toEqual([]);
		expect(window.rows).toEqual([]);
		expect(window.regions.ofPlayer(player.id)).toBe('eu');
	});
});

describe('a player whose region is unknown', () => {
	it('is searched in all regions, and its region is remembered once List shows it no more', async () => {
		await open();
		const player = world.addElsewhere('ap');
		await window.read();
		expect(await window.delete(player)).toBe('pending');
		expect(window.regions.ofPlayer(player.id)).toBeUndefined();
		expect(await world.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(world.living).toEqual([]);
		expect(window.rows).toEqual([]);
		expect(window.regions.ofPlayer(player.id)).toBe('ap');
		expect(world.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap']);
	});

	it('is read with its project once where several are deleted together', async () => {
		await open();
		const players = ['a', 'b', 'c'].map((name) => world.addElsewhere('na', undefined, name));
		await window.read();
		await world.pass(1000);
		const asOf = world.clock.monotonic() - 1;
		const readings = () => world.sandbox.requests.filter(({ method }) => method === 'GET').length;
		const before = readings();
		for (const player of players) {
			await window.delete(player, asOf);
		}
		expect(readings() - before).toBe(1);
		await world.pass(1000);
		expect([world.living, window.rows]).toEqual([[], []]);
	});

	it('is searched first where another player of its project was just found', async () => {
		await open();
		const players = ['a', 'b', 'c'].map((name) => world.addElsewhere('ap', undefined, name));
		await window.read();
		await world.pass(1000);
		const asOf = world.clock.monotonic() - 1;
		for (const player of players) {
			expect(await window.delete(player, asOf)).toBe('pending');
		}
		expect(window.regions.ofPlayer(players[0]?.id ?? '')).toBeUndefined();
		expect(world.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap', 'DELETE ap', 'DELETE ap']);
		await world.pass(1000);
		expect([world.living, window.rows]).toEqual([[], []]);
	});

	it('is not deleted with a 2xx: the other regions are tried as long as List shows it', async () => {
		await open(LIES);
		const player = world.addElsewhere('cn');
		await window.read();
		expect(await window.delete(player)).toBe('pending');
		await world.pass(5000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(window.regions.ofPlayer(player.id)).toBeUndefined();
		expect(await world.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(world.living).toEqual([]);
		expect(window.regions.ofPlayer(player.id)).toBe('cn');
		expect(world.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap', 'DELETE cn']);
	});

	it('is not gone with a 2xx of another region while Agora moves it', async () => {
		await open(LIES);
		const player = world.addElsewhere('cn');
		await window.read();
		world.sandbox.state.failOver(player.id, 200);
		expect(await window.delete(player)).toBe('pending');
		await world.pass(190_000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(await world.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(world.living).toEqual([]);
	});

	it('is waited for where List is slow to leave it out', async () => {
		await open({ listLagAfterDeleteSeconds: 8 });
		const player = world.addElsewhere('na');
		await window.read();
		expect(await window.delete(player)).toBe('pending');
		await world.pass(5000);
		expect(window.rows).toEqual(['foreign: moving']);
		expect(await world.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('gone');
		expect(world.writes).toEqual(['DELETE na']);
	});
});

describe('a deletion that is not proven', () => {
	it('goes on after a reload of the window', async () => {
		await open();
		const player = world.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		world.sandbox.state.failOver(player.id, 100);
		await window.delete(player);
		await world.pass(20_000);
		window.close();
		window = new LifecycleWindow(world);
		expect(window.rows).toEqual(['foreign: moving']);
		await world.pass(120_000);
		expect(world.living).toEqual([]);
		expect(window.rows).toEqual([]);
	});

	it('goes on when the account is signed in again, and not under another account', async () => {
		await open();
		const player = world.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		world.sandbox.state.failOver(player.id, 60);
		await window.delete(player);
		const ended = window.lifecycle.deletions.whenEnded(player.id);
		window.sessions.replace(world.session('other'));
		expect(await ended).toBe('cancelled');
		await world.pass(90_000);
		expect(world.living).toEqual([player.id]);
		window.sessions.replace(window.session);
		await world.pass(60_000);
		expect(world.living).toEqual([]);
	});

	it('ends with a message when the player lives for longer than Agora may need to move it', async () => {
		await open();
		const player = world.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		world.sandbox.faults.next(
			{ status: 404, message: 'Resource is not found and destroyed.' },
			{ method: 'DELETE', times: Number.POSITIVE_INFINITY },
		);
		await window.delete(player);
		expect(await world.until(window.lifecycle.deletions.whenEnded(player.id))).toBe('alive');
		expect(window.failed.map(({ playerId }) => playerId)).toEqual([player.id]);
		expect(window.rows).toEqual(['foreign: running']);
		expect(world.writes.length).toBeGreaterThan(2);
	});

	it('is what a deletion comes to whose answer was lost, though List does not show the player', async () => {
		await open();
		const player = world.addElsewhere('eu');
		await window.regions.remember(player.appId, player.id, 'eu');
		await window.read();
		world.sandbox.faults.next('cut', { method: 'DELETE' });
		world.sandbox.state.failOver(player.id, 60);
		expect(await world.until(window.delete(player))).toBe('pending');
		expect(window.rows).toEqual(['foreign: moving']);
		await world.pass(120_000);
		expect(world.living).toEqual([]);
	});
});
