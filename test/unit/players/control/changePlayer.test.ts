import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAllPlayers } from '../../../../src/agora/mediaPull/listPlayers';
import type { AgoraSession } from '../../../../src/agora/session';
import { systemClock } from '../../../../src/common/clock';
import { pausePlayer } from '../../../../src/players/control/changePlayer';
import { RegionCache } from '../../../../src/players/control/regionCache';
import { PausedPlayers, UpdateSequences } from '../../../../src/players/control/sentUpdates';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import type { SandboxPlayer } from '../../../../src/sandbox/player';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { TestMemento } from '../../../fixtures/memento';
import { sessionOn } from '../../../fixtures/sessions';
import { thrownBy } from '../../agora/thrown';

let sandbox: Sandbox;
let session: AgoraSession;
let memento: TestMemento;
let store: PlayerStore;
let player: SandboxPlayer;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'empty', behaviour: { listLagSeconds: 0, connectSeconds: 0 } });
	session = sessionOn(sandbox);
	const { appId } = sandbox.state.addProject({ certificateEnabled: false });
	player = sandbox.state.addPlayer({ appId, name: 'lesson', region: 'na' });
	memento = new TestMemento();
	await reload();
});
afterEach(() => sandbox.stop());

/** A new window over the same memory, which has read the players. */
async function reload(): Promise<void> {
	store = new PlayerStore(new PausedPlayers(memento));
	const { players } = await listAllPlayers(session.client, player);
	const now = systemClock.monotonic();
	store.applyReading(player.appId, { players, startedAt: now, readAt: now, complete: true });
}

function condition(): string | undefined {
	return store.players(player.appId)[0]?.condition;
}

async function pause(paused: boolean): Promise<void> {
	const deps = {
		store,
		regions: new RegionCache(memento),
		sequences: new UpdateSequences(memento),
	};
	const { appId, id, name = '' } = player;
	await pausePlayer(deps, session, { appId, id, name }, paused);
}

function sequences(): number[] {
	const updates = sandbox.requests.filter(({ method }) => method === 'PATCH');
	return updates.map(({ url }) => Number(new URL(url, sandbox.url).searchParams.get('sequence')));
}

describe('pausePlayer', () => {
	it('shows the player as paused, and as running once it is resumed', async () => {
		await pause(true);
		expect(condition()).toBe('paused');
		await pause(false);
		expect(condition()).toBe('running');
	});

	it('leaves the player perhaps paused, also after a reload, when the responses of both attempts are lost', async () => {
		sandbox.faults.next('doneButCut', { method: 'PATCH', times: 2 });
		expect(await thrownBy(pause(true))).toMatchObject({ kind: 'unknownOutcome' });
		expect([player.playback.paused, condition()]).toEqual([true, 'perhapsPaused']);
		await reload();
		expect(condition()).toBe('perhapsPaused');
		await pause(false);
		expect([player.playback.paused, condition()]).toEqual([false, 'running']);
		expect(sequences()).toEqual(sequences().toSorted((a, b) => a - b));
		expect(new Set(sequences()).size).toBe(sequences().length);
	});

	it('stores the pause before it sends it, in case the editor closes before the response', async () => {
		sandbox.faults.next('hang', { method: 'PATCH' });
		const before = sandbox.requests.length;
		const pausing = pause(true).catch(() => {});
		await expect.poll(() => sandbox.requests.length).toBeGreaterThan(before);
		expect(condition()).toBe('running');
		await reload();
		expect(condition()).toBe('perhapsPaused');
		await pausing;
	});

	it('keeps the condition of the player when the pause is refused', async () => {
		sandbox.faults.next({ status: 403, message: 'not for this role' }, { method: 'PATCH' });
		expect(await thrownBy(pause(true))).toMatchObject({ kind: 'forbidden' });
		expect(condition()).toBe('running');
		await reload();
		expect(condition()).toBe('running');
	});
});
