import { afterEach, describe, expect, it } from 'vitest';
import type { Region } from '../../../../src/agora/mediaPull/player';
import { literalRequest } from '../../../../src/players/definitions/storedRequests';
import type { RestartNote } from '../../../../src/players/lifecycle/lifecycleMemory';
import type { RestartOutcome } from '../../../../src/players/lifecycle/playerRestarts';
import type { RestartPlan } from '../../../../src/players/lifecycle/restartCalls';
import type { Behaviour } from '../../../../src/sandbox/behaviour';
import type { SandboxPlayer } from '../../../../src/sandbox/player';
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

/** A player that was created from here: its region and its definition are remembered. */
async function addOwn(region: Region = 'eu'): Promise<SandboxPlayer> {
	const player = context.addElsewhere(region, 'rtmp://live.example.com/app/stream', 'own');
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
			...{ project: context.project, region, replaces: player.id },
			player: { ...requestOf(player), idleTimeout: 42, encryptMode: 'aes-128-gcm', encryptKey: 'planted' },
			origin: await window.definitions.read(keyOf(player)),
		},
	};
}

async function restart(player: SandboxPlayer): Promise<RestartOutcome> {
	const plan = await planFor(player);
	return await context.until(window.lifecycle.restarts.restart(window.session, plan));
}

function resolve(player: SandboxPlayer, seen = window.shown(player.id)) {
	return context.until(window.lifecycle.restarts.resolve({ appId: player.appId, seen }));
}

describe('PlayerRestarts.resolve', () => {
	it('reads the project again and returns a player that came back as restartable', async () => {
		await open();
		const player = await addOwn();
		context.sandbox.state.failOver(player.id, 240);
		await window.read();
		await context.pass(239_999);
		const seen = { ...window.shown(player.id), condition: 'gone' as const };
		await context.pass(1);
		expect(await resolve(player, seen)).toMatchObject({
			state: 'restartable',
			knownGone: false,
			shown: { condition: 'running' },
		});
	});

	it('refuses a player that was restarted, and names the last player that replaced it', async () => {
		await open();
		const player = await addOwn();
		const seen = window.shown(player.id);
		const first = await restart(player);
		expect(first.state).toBe('created');
		const [second] = context.sandbox.state.players;
		expect(await resolve(player, seen)).toEqual({
			state: 'replaced',
			successor: { id: second?.id, label: 'own' },
		});
		if (second) {
			await window.read();
			await restart(second);
		}
		const [third] = context.sandbox.state.players;
		expect(await resolve(player, seen)).toMatchObject({ successor: { id: third?.id } });
		expect(context.living).toHaveLength(1);
	});

	it('refuses a restarted player after a reload', async () => {
		await open();
		const player = await addOwn();
		const seen = window.shown(player.id);
		await restart(player);
		window.close();
		window = new LifecycleWindow(context);
		expect(await resolve(player, seen)).toMatchObject({ state: 'replaced' });
	});

	it('refuses a player that was deleted from here', async () => {
		await open();
		const player = await addOwn();
		const seen = window.shown(player.id);
		await window.delete(player);
		expect(await resolve(player, seen)).toEqual({ state: 'deleted' });
	});

	it('throws the error when the project cannot be read', async () => {
		await open();
		const player = await addOwn();
		context.sandbox.faults.next({ status: 500 }, { method: 'GET' });
		await expect(resolve(player)).rejects.toMatchObject({ kind: 'server' });
	});
});

describe('PlayerRestarts.restart', () => {
	it('deletes the player, creates the new one, stores it, and then deletes the stored request of the old player', async () => {
		await open();
		const player = await addOwn();
		const outcome = await restart(player);
		expect(outcome).toMatchObject({ state: 'created' });
		expect(outcome).not.toHaveProperty('notRemembered');
		expect(context.writes).toEqual(['DELETE eu', 'POST eu']);
		const [id = ''] = context.living;
		expect(window.rows).toEqual(['own: justCreated']);
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		const remembered = await window.definitions.read(keyOf({ ...player, id }));
		expect(remembered?.player).toMatchObject({ idleTimeout: 42, encryptKey: 'planted' });
		expect([...context.secrets.values.keys()]).toEqual([`agora.playerSecret.account.${id}`]);
		expect(window.lifecycle.restarts.leases.interrupted('account')).toEqual([]);
	});

	it('deletes the player first even if it is proven to be gone', async () => {
		await open();
		const player = await addOwn();
		const plan = { ...(await planFor(player)), knownGone: true };
		const outcome = await context.until(window.lifecycle.restarts.restart(window.session, plan));
		expect(outcome.state).toBe('created');
		expect(context.living).toHaveLength(1);
		expect(context.living).not.toContain(player.id);
	});

	it('creates nothing while Agora may be moving the old player, and continues by itself', async () => {
		await open();
		const player = await addOwn();
		context.sandbox.state.failOver(player.id, 100);
		const outcome = await restart(player);
		expect(outcome.state).toBe('waiting');
		await context.pass(80_000);
		expect(context.living).toEqual([player.id]);
		expect(window.rows).toEqual(['own: moving']);
		const ended = outcome.state === 'waiting' ? await context.until(outcome.ended) : undefined;
		expect(ended?.state).toBe('created');
		expect(context.living).toHaveLength(1);
		expect(context.living).not.toContain(player.id);
		expect(context.writes.filter((write) => write === 'POST eu')).toHaveLength(1);
	});

	it('creates nothing when a region answers 2xx that is not the region of the player', async () => {
		await open({ deleteElsewhereStatus: 200, deleteGoneStatus: 200 });
		const player = context.addElsewhere('ap');
		await window.read();
		const plan = await planFor(player);
		const outcome = await context.until(window.lifecycle.restarts.restart(window.session, plan));
		const ended = outcome.state === 'waiting' ? await context.until(outcome.ended) : outcome;
		expect(ended.state).toBe('created');
		expect(context.living).toHaveLength(1);
		expect(context.writes).toEqual(['DELETE na', 'DELETE eu', 'DELETE ap', 'POST ap']);
	});

	it('creates nothing and changes no stored data when the deletion is refused', async () => {
		await open();
		const player = await addOwn();
		context.sandbox.faults.next({ status: 403 }, { method: 'DELETE' });
		expect(await restart(player)).toMatchObject({ state: 'notDeleted', error: { kind: 'forbidden' } });
		expect(context.living).toEqual([player.id]);
		expect(window.definitions.get(keyOf(player))?.player).toMatchObject({ idleTimeout: 42 });
		expect(window.lifecycle.restarts.leases.interrupted('account')).toEqual([]);
	});

	it('stores nothing of a player that was created elsewhere when its deletion is refused', async () => {
		await open();
		const player = context.addElsewhere('na');
		await window.read();
		context.sandbox.faults.next({ status: 403 }, { method: 'DELETE' });
		expect((await restart(player)).state).toBe('notDeleted');
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		expect(context.secrets.values.size).toBe(0);
	});

	it('keeps the whole request when the creation is refused, and creates the player from it later', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		context.sandbox.faults.next({ status: 409 }, { method: 'POST' });
		expect(await restart(player)).toMatchObject({ state: 'notCreated', error: { kind: 'conflict' } });
		expect(await window.definitions.read(keyOf(player))).toMatchObject({
			player: { idleTimeout: 42, encryptKey: 'planted' },
		});
		const again = await context.until(window.lifecycle.restarts.createAgain(window.session, plan));
		expect(again.state).toBe('created');
		expect(context.living).toHaveLength(1);
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
	});

	it('keeps the request of the old player when that of the new one cannot be stored', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		context.secrets.store = () => Promise.reject(new Error('the keychain is locked'));
		const outcome = await context.until(window.lifecycle.restarts.restart(window.session, plan));
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

	it('deletes nothing when the request cannot be stored before', async () => {
		await open();
		const player = context.addElsewhere('na', 'rtmp://user:pass@live.example.com/app/stream');
		await window.read();
		const plan = await planFor(player);
		context.secrets.store = () => Promise.reject(new Error('the keychain is locked'));
		const outcome = await context.until(window.lifecycle.restarts.restart(window.session, plan));
		expect(outcome).toMatchObject({ state: 'notDeleted', error: { message: 'the keychain is locked' } });
		expect(context.living).toEqual([player.id]);
		expect(context.writes).toEqual([]);
	});

	it('starts a file at the position of the old player, or at the beginning if Agora refuses it, and stores the position', async () => {
		await open();
		const player = await addOwn();
		player.streamUrl = 'https://media.example.com/film-30s.mp4';
		const plan = await planFor(player);
		const at = (seconds: number) => ({ ...plan, position: seconds });
		const restarted = await context.until(window.lifecycle.restarts.restart(window.session, at(60)));
		expect(restarted.state).toBe('created');
		const bodies = context.sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
		expect(bodies.map((body) => /"seekPosition":(\d+)/.exec(body)?.[1])).toEqual(['60', undefined]);
		const [id = ''] = context.living;
		expect(window.definitions.get(keyOf({ ...player, id }))?.playedFrom).toBeUndefined();
	});

	it('stores the position at which the new player started', async () => {
		await open();
		const player = await addOwn();
		player.streamUrl = 'https://media.example.com/film.mp4';
		const plan = { ...(await planFor(player)), position: 60 };
		await context.until(window.lifecycle.restarts.restart(window.session, plan));
		const [id = ''] = context.living;
		const remembered = window.definitions.get(keyOf({ ...player, id }));
		expect(remembered?.playedFrom?.seconds).toBe(60);
		expect(remembered?.player).not.toHaveProperty('seekPosition');
	});
});

describe('PlayerRestarts.resume', () => {
	/** Closes the window with the next creation under way, and opens another one. */
	async function reload(): Promise<RestartNote[]> {
		window.close();
		window = new LifecycleWindow(context);
		const offered: RestartNote[] = [];
		window.lifecycle.restarts.leases.onDidFindInterrupted((note) => offered.push(note));
		await context.pass(31_000);
		return offered;
	}

	it('creates the player of an interrupted restart from the stored request, after one offer', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		await context.hang('hang', () => window.lifecycle.restarts.restart(window.session, plan));
		const offered = await reload();
		expect(offered).toMatchObject([{ playerId: player.id, label: 'own', phase: 'deleted' }]);
		await context.pass(120_000);
		expect(offered).toHaveLength(1);
		expect(JSON.stringify(context.memento.get('agora.pendingRestarts'))).not.toContain('planted');
		const [note] = offered;
		const { restarts } = window.lifecycle;
		const outcome = note && (await context.until(restarts.resume(window.session, note, plan)));
		expect(outcome?.state).toBe('created');
		expect(context.living).toHaveLength(1);
		expect(await reload()).toEqual([]);
	});

	it('creates no second player if the first request arrived', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		await context.hang('slowBody', () => window.lifecycle.restarts.restart(window.session, plan));
		expect(context.living).toHaveLength(1);
		const [note] = await reload();
		const { restarts } = window.lifecycle;
		const outcome = note && (await context.until(restarts.resume(window.session, note, plan)));
		expect(outcome).toMatchObject({ state: 'created', player: { id: context.living[0] } });
		expect(context.living).toHaveLength(1);
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		expect(window.definitions.get(keyOf({ ...player, id: context.living[0] ?? '' }))).toBeDefined();
	});

	it('deletes the old player again if it was not proven to be gone', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		context.sandbox.state.failOver(player.id, 200);
		await context.until(window.lifecycle.restarts.restart(window.session, plan));
		const [note] = await reload();
		expect(note?.phase).toBe('deleting');
		const { restarts } = window.lifecycle;
		const outcome = note && (await context.until(restarts.resume(window.session, note, plan)));
		expect(outcome?.state).toBe('waiting');
		const ended = outcome?.state === 'waiting' ? await context.until(outcome.ended) : undefined;
		expect(ended?.state).toBe('created');
		expect(context.living).toHaveLength(1);
		expect(context.living).not.toContain(player.id);
	});

	it('deletes the stored request when the interrupted restart is discarded', async () => {
		await open();
		const player = await addOwn();
		const plan = await planFor(player);
		await context.hang('hang', () => window.lifecycle.restarts.restart(window.session, plan));
		const [note] = await reload();
		await window.lifecycle.restarts.discard(note ?? keyOf(player));
		expect(window.definitions.get(keyOf(player))).toBeUndefined();
		expect(context.secrets.values.size).toBe(0);
		expect(await reload()).toEqual([]);
	});

	it('does not offer a restart that another window continues', async () => {
		await open();
		const player = await addOwn();
		context.sandbox.state.failOver(player.id, 200);
		await restart(player);
		const other = new LifecycleWindow(context);
		const offered: RestartNote[] = [];
		other.lifecycle.restarts.leases.onDidFindInterrupted((note) => offered.push(note));
		await context.pass(300_000);
		expect(offered).toEqual([]);
		expect(context.living).toHaveLength(1);
		other.close();
	});
});
