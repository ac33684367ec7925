import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { BULK_PAGE_SIZE } from '../../../../src/agora/mediaPull/listPlayers';
import type { AgoraSession } from '../../../../src/agora/session';
import { systemClock } from '../../../../src/common/clock';
import { Emitter } from '../../../../src/common/emitter';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { PlayerReader, readChannel } from '../../../../src/players/polling/playerReader';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { TestMemento } from '../../../fixtures/memento';
import { projectsWithPlayers } from '../../../fixtures/projectsWithPlayers';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';
import { project } from './pollingContext';

let sandbox: Sandbox;
let sessions: TestSessions;
let session: AgoraSession;
let store: PlayerStore;
let reader: PlayerReader;
let small: Project;
let large: Project;

beforeEach(async () => {
	sandbox = await startSandbox();
	sessions = new TestSessions();
	session = sessionOn(sandbox);
	store = new PlayerStore(new PausedPlayers(new TestMemento()));
	small = { ...project(1), appId: sandbox.state.addProject({ name: 'Small' }).appId };
	large = { ...project(2), appId: sandbox.state.addProject({ name: 'Large' }).appId };
	add(small, 'stage', 'music');
	for (let at = 0; at <= BULK_PAGE_SIZE; at += 1) {
		add(large, `n${at}`, at % 100 === 0 ? 'music' : 'other');
	}
	reader = new PlayerReader({
		...{ sessions, projects: source(), store, clock: systemClock },
		priority: projectsWithPlayers(store),
	});
	sessions.replace(session);
});

afterEach(async () => {
	reader.dispose();
	await sandbox.stop();
});

function source() {
	return { projects: [small, large], onDidChange: new Emitter<void>().event };
}

function add({ appId }: Project, name: string, channelName: string): void {
	sandbox.state.addPlayer({ appId, name, channelName, createdAt: Date.now() - 600_000 });
}

function read(channelName: string): Promise<void> {
	return readChannel({ sessions, projects: source(), store, clock: systemClock }, session, channelName);
}

function lists(): string[] {
	return sandbox.requests.map(({ url }) => url).filter((url) => url.includes('/cloud-player/players'));
}

describe('readChannel', () => {
	it('reads only projects of more than one page, with one call each', async () => {
		await reader.refresh();
		const before = lists().length;
		add(large, 'new', 'music');
		await read('music');
		const asked = lists().slice(before);
		expect(asked).toHaveLength(1);
		expect(decodeURIComponent(asked[0]?.replaceAll('+', ' ') ?? '')).toContain('channelName eq music');
		expect(asked[0]).toContain(large.appId);
		const players = store.players(large.appId);
		expect(players).toHaveLength(BULK_PAGE_SIZE + 2);
		expect(players.filter(({ player }) => player.channelName === 'music')).toHaveLength(7);
		expect(players.every(({ condition }) => condition === 'running')).toBe(true);
	});

	it('keeps the age of a project, and that it was never read', async () => {
		await read('music');
		expect(store.loadable(large.appId).loadedAt).toBeUndefined();
		expect(store.players(large.appId)).toHaveLength(6);
		expect(store.players(small.appId)).toHaveLength(1);
		await reader.refresh();
		const { loadedAt } = store.loadable(large.appId);
		await read('music');
		expect(store.loadable(large.appId).loadedAt).toBe(loadedAt);
	});

	it('makes no call for a text that cannot be a channel name', async () => {
		await reader.refresh();
		const before = lists().length;
		await read('Müsli');
		expect(lists()).toHaveLength(before);
	});

	it('throws the error of a call, and ignores responses of an earlier session', async () => {
		await reader.refresh();
		sandbox.faults.next({ status: 403 }, { path: new RegExp(large.appId) });
		await expect(read('music')).rejects.toMatchObject({ kind: 'forbidden' });
		add(large, 'new', 'music');
		const asking = read('music');
		sessions.current = undefined;
		await asking;
		expect(store.players(large.appId)).toHaveLength(BULK_PAGE_SIZE + 1);
	});
});
