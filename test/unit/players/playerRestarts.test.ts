import { afterEach, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/agora/mediaPull/player';
import { literalRequest } from '../../../src/players/definitions/storedRequests';
import type { RestartNote } from '../../../src/players/lifecycle/lifecycleMemory';
import type { RestartOutcome } from '../../../src/players/lifecycle/playerRestarts';
import type { RestartPlan } from '../../../src/players/lifecycle/restartCalls';
import type { Behaviour } from '../../../src/sandbox/behaviour';
import type { SandboxPlayer } from '../../../src/sandbox/player';
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

/** A player that was created from here: its region and its definition are remembered. */
async function addOwn(region: Region = 'eu'): Promise<SandboxPlayer> {
	const player = world.addElsewhere(region, 'rtmp://live.example.com/app/stream', 'own');
	await window.regions.remember(player.appId, player.id, region);
	const request = {
		...requestOf(player),
		idleTimeout: 42,
		encryptMode: 'aes-128-gcm',
		encryptKey: 'planted',
	};
	await window.definitions.remember(keyOf(player), literalRequest(player.appId, { region, player: request }));
	await window.read();
	return player;
}

function keyOf({ appId, id }: Pick<SandboxPlayer, 'appId' | 'id'>) {
	return { accountId: 'account', appId, playerId: id };
}

function requestOf({ streamUrl, channelName, uid, name }: SandboxPlayer) {
	return { streamUrl, channelName, uid, ...(name !== undefined && { name }) };
}

async function planFor(player: SandboxPlayer): Promise<RestartPlan> {
	const shown = window.shown(player.id);
	const { region } = player;
	return {
		appId: player.appId,
		player: shown.player,
		knownGone: false,
		creation: {
			...{ project: world.project, region, replaces: player.id },
			player: { ...requestOf(player), idleTimeout: 42, encryptMode: 'aes-128-gcm', encryptKey: 'planted' },
			origin: await window.definitions.read(keyOf(player)),
		},
	};
}

async function restart(player: SandboxPlayer): Promise<RestartOutcome> {
	const plan = await planFor(player);
	return await world.until(window.lifecycle.restarts.restart(window.session, plan));
}

function resolve(player: SandboxPlayer, seen = window.shown(player.id)) {
	return world.until(window.lifecycle.restarts.resolve({ appId: player.appId, seen }));
}

describe('what a restart is called on', () => {
	it('is read again: a player that came back is not gone', async () => {
		await open();
		const player = await addOwn();
		world.sandbox.state.failOver(player.id, 240);
		await window.read();
		await world.pass(239_999);
		const seen = { ...window.shown(player.id), condition: 'gone' as const };
		await world.pass(1);
		expect(await resolve(player, seen)).toMatchObject({
			state: 'restartable',
			knownGone: false,
			shown: { condition: 'running' },
		});
	});

	it('is refused where it was restarted already, however often', async () => {
		await open();
		const player = await addOwn();
		const seen = window.shown(player.id);
		const first = await restart(player);
		expect(first.state).toBe('created');
		const [second] = world.sandbox.state.players;
		expect(await resolve(player, seen)).toEqual({
			state: 'replaced',
			successor: { id: second?.id, label: 'own' },
		});
		if (second) {
			await window.read();
			await restart(second);
		}
		const [third] = world.sandbox.state.players;
		expect(await resolve(player, seen)).toMatchObject({ successor: { id: third?.id } });
		expect(world.living).toHaveLength(1);
	});

	it('is refused after a reload too', async () => {
		await open();
		const player = await addOwn();
		const seen = window.shown(player.id);
		await restart(player);
		window.close();
		window = new LifecycleWindow(world);
		expect(await resolve(player, seen)).toMatchObject({ state: 'replaced' });
	});

	it('is refused where it was deleted from here', async () => {
		await open();
		const player = await addOwn();
		const seen = window.shown(player.id);
		await window.delete(player);
		expect(await resolve(player, seen)).toEqual({ state: 'deleted' });
	});

	it('is not acted on while it cannot be read', async () => {
		await open();
		const player = await addOwn();
		world.sandbox.faults.next({ status: 500 }, { method: 'GET' });
		await expect(resolve(player)).rejects.toMatchObject({ kind: 'server' });
	});
});

describe('a restart', () => {
	it('deletes, creates, remembers the successor and only then forgets the old player', async () => {
		await open();
		const player = await addOwn();
		const outcome = await restart(player);
		expect(outcome).toMatchObject({ state: 'created' });
		expect(outcome).not.toHaveProperty('notRemembered');
		expect(world.writes).toEqual(['DELETE eu', 'POST eu']);
		const [id = ''] = world.living;
		expect(window.rows).toEqual(['own: justCreated']);
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		const remembered = await window.definitions.read(keyOf({ ...player, id }));
		expect(remembered?.player).toMatchObject({ idleTimeout: 42, encryptKey: 'planted' });
		expect([...world.secrets.values.keys()]).toEqual([`agora.playerSecret.account.${id}`]);
		expect(window.lifecycle.restarts.leases.interrupted('account')).toEqual([]);
	});

	it('deletes first even where the player is known to be gone', async () => {
		await open();
		const player = await addOwn();
		const plan = { ...(await planFor(player)), knownGone: true };
		const outcome = await world.until(window.lifecycle.restarts.restart(window.session, plan));
		expect(outcome.state).toBe('created');
		expect(world.living).toHaveLength(1);
		expect(world.living).not.toContain(player.id);
	});

	it('creates nothing while Agora may be moving the old player, and goes on by itself', async () => {
		await open();
		const player = await addOwn();
		world.sandbox.state.failOver(player.id, 100);
		const outcome = await restart(player);
		expect(outcome.state).toBe('waiting');
		await world.pass(80_000);
		expect(world.living).toEqual([player.id]);
		expect(window.rows).toEqual(['own: moving']);
		const ended = outcome.state === 'waiting' ? await world.until(outcome.ended) : undefined;
		expect(ended?.state).toBe('created');
		expect(world.living).toHaveLength(1);
		expect(world.living).not.toContain(player.id);
		expect(world.writes.filter((write) => write === 'POST eu')).toHaveLength(1);
	});

	it('creates nothing where a 2xx came from a region that the player is not in', async () => {
		await open({ deleteElsewhereStatus: 200, deleteGoneStatus: 200 });
		const player = world.addElsewhere('ap');
		await window.read();
		const plan = await planFor(player);
		const outcome = await world.until(window.lifecycle.restarts.restart(window.session, plan));
		const ended = outcome.state === 'waiting' ? await world.until(outcome.ended) : outcome;
		expect(ended.state).toBe('created');
		expect(world.living).toHaveLength(1);
		expect(world.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap', 'POST ap']);
	});

	it('creates nothing where the deletion is refused, and leaves everything as it was', async () => {
		await open();
		const player = await addOwn();
		world.sandbox.faults.next({ status: 403 }, { method: 'DELETE' });
		expect(await restart(player)).toMatchObject({ state: 'notDeleted', error: { kind: 'forbidden' } });
		expect(world.living).toEqual([player.id]);
		expect(window.definitions.get(keyOf(player))?.player).toMatchObject({ idleTimeout: 42 });
		expect(window.lifecycle.restarts.leases.interrupted('account')).toEqual([]);
	});

	it('of a player created elsewhere leaves no trace where the deletion is refused', async () => {
		await open();
		const player = world.addElsewhere('na');
		await window.read();
		world.sandbox.faults.next({ status: 403 }, { method: 'DELETE' });
		expect((await restart(player)).state).toBe('notDeleted');
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		expect(world.secrets.values.size).toBe(0);
	});

	it('keeps the whole definition where the creation is refused, and creates it again from that', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		world.sandbox.faults.next({ status: 409 }, { method: 'POST' });
		expect(await restart(player)).toMatchObject({ state: 'notCreated', error: { kind: 'conflict' } });
		expect(await window.definitions.read(keyOf(player))).toMatchObject({
			player: { idleTimeout: 42, encryptKey: 'planted' },
		});
		const again = await world.until(window.lifecycle.restarts.createAgain(window.session, plan));
		expect(again.state).toBe('created');
		expect(world.living).toHaveLength(1);
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
	});

	it('keeps the definition of the old player where that of the new one cannot be stored', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		world.secrets.store = () => Promise.reject(new Error('the keychain is locked'));
		const outcome = await world.until(window.lifecycle.restarts.restart(window.session, plan));
		expect(outcome).toMatchObject({
			state: 'created',
			notRemembered: { message: 'the keychain is locked' },
		});
		expect(await window.definitions.read(keyOf(player))).toMatchObject({
			player: { encryptKey: 'planted' },
		});
		// It exists, so it is not offered to create it again.
		expect(window.lifecycle.restarts.leases.interrupted('account')).toEqual([]);
	});

	it('deletes nothing where what it needs cannot be stored before', async () => {
		await open();
		const player = world.addElsewhere('na', 'rtmp://user:pass@live.example.com/app/stream');
		await window.read();
		const plan = await planFor(player);
		world.secrets.store = () => Promise.reject(new Error('the keychain is locked'));
		const outcome = await world.until(window.lifecycle.restarts.restart(window.session, plan));
		expect(outcome).toMatchObject({ state: 'notDeleted', error: { message: 'the keychain is locked' } });
		expect(world.living).toEqual([player.id]);
		expect(world.writes).toEqual([]);
	});

	it('begins a file where the old player was, from the start where Agora refuses that, and remembers which', async () => {
		await open();
		const player = await addOwn();
		player.streamUrl = 'https://media.example.com/film-30s.mp4';
		const plan = await planFor(player);
		const at = (seconds: number) => ({ ...plan, position: seconds });
		const restarted = await world.until(window.lifecycle.restarts.restart(window.session, at(60)));
		expect(restarted.state).toBe('created');
		const bodies = world.sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
		expect(bodies.map((body) => /"seekPosition":(\d+)/.exec(body)?.[1])).toEqual(['60', undefined]);
		const [id = ''] = world.living;
		expect(window.definitions.get(keyOf({ ...player, id }))?.playedFrom).toBeUndefined();
	});

	it('remembers where the new player began', async () => {
		await open();
		const player = await addOwn();
		player.streamUrl = 'https://media.example.com/film.mp4';
		const plan = { ...(await planFor(player)), position: 60 };
		await world.until(window.lifecycle.restarts.restart(window.session, plan));
		const [id = ''] = world.living;
		const remembered = window.definitions.get(keyOf({ ...player, id }));
		expect(remembered?.playedFrom?.seconds).toBe(60);
		expect(remembered?.player).not.toHaveProperty('seekPosition');
	});
});

describe('a restart that a reload interrupts', () => {
	/** Closes the window with the next creation under way, and opens another one. */
	async function reload(): Promise<RestartNote[]> {
		window.close();
		window = new LifecycleWindow(world);
		const offered: RestartNote[] = [];
		window.lifecycle.restarts.leases.onDidFindInterrupted((note) => offered.push(note));
		await world.pass(31_000);
		return offered;
	}

	it('is offered once, and created with everything that was remembered', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		await world.hang('hang', () => window.lifecycle.restarts.restart(window.session, plan));
		const offered = await reload();
		expect(offered).toMatchObject([{ playerId: player.id, label: 'own', phase: 'deleted' }]);
		await world.pass(120_000);
		expect(offered).toHaveLength(1);
		expect(JSON.stringify(world.memento.get('agora.pendingRestarts'))).not.toContain('planted');
		const [note] = offered;
		const { restarts } = window.lifecycle;
		const outcome = note && (await world.until(restarts.resume(window.session, note, plan)));
		expect(outcome?.state).toBe('created');
		expect(world.living).toHaveLength(1);
		expect(await reload()).toEqual([]);
	});

	it('creates no second player where the first request arrived', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		await world.hang('slowBody', () => window.lifecycle.restarts.restart(window.session, plan));
		expect(world.living).toHaveLength(1);
		const [note] = await reload();
		const { restarts } = window.lifecycle;
		const outcome = note && (await world.until(restarts.resume(window.session, note, plan)));
		expect(outcome).toMatchObject({ state: 'created', player: { id: world.living[0] } });
		expect(world.living).toHaveLength(1);
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		expect(window.definitions.get(keyOf({ ...player, id: world.living[0] ?? '' }))).toBeDefined();
	});

	it('deletes again what was not proven to be gone', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		world.sandbox.state.failOver(player.id, 200);
		await world.until(window.lifecycle.restarts.restart(window.session, plan));
		const [note] = await reload();
		expect(note?.phase).toBe('deleting');
		const { restarts } = window.lifecycle;
		const outcome = note && (await world.until(restarts.resume(window.session, note, plan)));
		expect(outcome?.state).toBe('waiting');
		const ended = outcome?.state === 'waiting' ? await world.until(outcome.ended) : undefined;
		expect(ended?.state).toBe('created');
		expect(world.living).toHaveLength(1);
		expect(world.living).not.toContain(player.id);
	});

	it('can be discarded, with its definition', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		await world.hang('hang', () => window.lifecycle.restarts.restart(window.session, plan));
		const [note] = await reload();
		await window.lifecycle.restarts.discard(note ?? keyOf(player));
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		expect(world.secrets.values.size).toBe(0);
		expect(await reload()).toEqual([]);
	});

	it('is not offered while another window goes on with it', async () => {
		await open();
		const player = await addOwn();
		world.sandbox.state.failOver(player.id, 200);
		await restart(player);
		const other = new LifecycleWindow(world);
		const offered: RestartNote[] = [];
		other.lifecycle.restarts.leases.onDidFindInterrupted((note) => offered.push(note));
		await world.pass(300_000);
		expect(offered).toEqual([]);
		expect(world.living).toHaveLength(1);
		other.close();
	});
});
