import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { findNameHolder } from '../../../../src/players/create/sendCreation';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { TestMemento } from '../../../fixtures/memento';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';

const NOT_ABORTED = new AbortController().signal;

let sandbox: Sandbox;
let sessions: TestSessions;
let store: PlayerStore;
let appId: string;

beforeEach(async () => {
	sandbox = await startSandbox();
	sessions = new TestSessions();
	store = new PlayerStore(new PausedPlayers(new TestMemento()));
	for (let at = 0; at < 40; at += 1) {
		sandbox.state.addProject({ name: `Project ${at}` });
	}
	appId = sandbox.state.projects[30]?.appId ?? '';
	for (let at = 0; at < 700; at += 1) {
		const createdAt = Date.now() - 3_600_000 + at * 1000;
		const source = { channelName: 'class32', uid: at + 1, streamUrl: 'https://example.com/live' };
		sandbox.state.addPlayer({ appId, name: `name ${at}`, createdAt, heldStatus: 'running', ...source });
	}
});

afterEach(() => sandbox.stop());

async function find(at: number, hasResourceId: boolean, signal = NOT_ABORTED) {
	const session = sessionOn(sandbox);
	sessions.replace(session);
	const holder = sandbox.state.players[at];
	const taken = { appId, name: `name ${at}`, resourceId: hasResourceId ? holder?.id : undefined };
	return await findNameHolder({ sessions, store }, session, taken, signal);
}

describe('findNameHolder', () => {
	it.each([true, false])(
		'reads pages of one project until it finds the player (by id: %s)',
		async (hasResourceId) => {
			const found = await find(3, hasResourceId);
			expect(found).toMatchObject({ player: { name: 'name 3' }, condition: 'running' });
			expect(sandbox.requests).toHaveLength(1);
			expect(sandbox.requests[0]?.url).toContain(appId);
			expect(store.players(appId)).toHaveLength(1);
			expect((await find(650, hasResourceId))?.player.name).toBe('name 650');
			expect(sandbox.requests).toHaveLength(3);
		},
	);

	it('returns the stored player, or undefined if there is none, when nothing can be read', async () => {
		await find(3, true);
		sandbox.faults.next({ status: 503 }, { times: Infinity });
		expect((await find(3, true))?.player.name).toBe('name 3');
		expect(await find(4, true)).toBeUndefined();
		expect(await find(4, true, AbortSignal.abort())).toBeUndefined();
	});
});
