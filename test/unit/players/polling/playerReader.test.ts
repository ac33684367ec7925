import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProjects, type Project } from '../../../../src/agora/console/projects';
import { isAgoraError } from '../../../../src/agora/errors';
import { Emitter } from '../../../../src/common/emitter';
import { PausedPlayers } from '../../../../src/players/control/sentUpdates';
import { PlayerReader } from '../../../../src/players/polling/playerReader';
import { watchedProjects } from '../../../../src/players/projectSource';
import { PlayerStore } from '../../../../src/players/store/playerStore';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { TestMemento } from '../../../fixtures/memento';
import { projectsWithPlayers } from '../../../fixtures/projectsWithPlayers';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';
import { SimulatedClock } from '../../../fixtures/simulatedClock';
import { clientOn, planOfHosts } from '../../agora/testHosts';
import { CUSTOMER } from '../../agora/testServer';

let sandbox: Sandbox;
let sessions: TestSessions;
let store: PlayerStore;
let reader: PlayerReader;
let projects: readonly Project[];
let clock: SimulatedClock;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'demo' });
	sessions = new TestSessions();
	store = new PlayerStore(new PausedPlayers(new TestMemento()));
	const session = sessionOn(sandbox);
	({ projects } = await listProjects(session.client));
	const source = { projects, onDidChange: new Emitter<void>().event };
	clock = new SimulatedClock();
	reader = new PlayerReader({
		sessions,
		projects: source,
		store,
		clock,
		priority: projectsWithPlayers(store),
	});
	sessions.replace(session);
});

afterEach(async () => {
	reader.dispose();
	await sandbox.stop();
});

function shown(): number {
	return projects.reduce((sum, { appId }) => sum + store.players(appId).length, 0);
}

describe('PlayerReader', () => {
	it('reads the players of every enabled project', async () => {
		await reader.refresh();
		expect(shown()).toBeGreaterThanOrEqual(12);
		const disabled = projects.filter(({ enabled }) => !enabled);
		expect(disabled.length).toBeGreaterThan(0);
		for (const { appId } of disabled) {
			expect(store.loadable(appId).loadedAt).toBeUndefined();
		}
	});

	it('keeps a project’s players when only its reading fails', async () => {
		await reader.refresh();
		const before = shown();
		const withPlayers = projects.find(({ appId }) => store.players(appId).length > 0);
		expect(withPlayers).toBeDefined();
		const appId = withPlayers?.appId ?? '';
		sandbox.faults.next({ status: 503 }, { path: new RegExp(appId) });
		await reader.refresh();
		expect(shown()).toBe(before);
		expect(isAgoraError(store.loadable(appId).error, 'server')).toBe(true);
		const others = projects.filter((project) => project.enabled && project.appId !== appId);
		expect(others.filter((other) => isAgoraError(store.loadable(other.appId).error, 'server'))).toEqual([]);
	});

	it('reads projects without Media Pull again on a refresh', async () => {
		await reader.refresh();
		const forbidden = projects.filter(({ appId }) => isAgoraError(store.loadable(appId).error, 'forbidden'));
		expect(forbidden.length).toBeGreaterThan(0);
		const asked = () =>
			sandbox.requests.filter(({ url }) => forbidden.some(({ appId }) => url.includes(appId))).length;
		const before = asked();
		await reader.refresh();
		expect(asked()).toBe(before + forbidden.length);
	});

	it('retries a failed call for a command, but not for polling', async () => {
		const own = await startSandbox({ seed: 'demo', ...CUSTOMER });
		const { client } = clientOn(planOfHosts([new URL(own.url)]));
		sessions.replace({ accountId: 'own', accountLabel: 'own', area: 'local', client });
		const { appId } = watchedProjects({ projects, onDidChange: new Emitter<void>().event })[0] ?? {
			appId: '',
		};
		own.faults.next({ status: 503 });
		const reading = reader.begin(appId, 'polling');
		expect(reading && (await reader.readPage(reading))).toBe('failed');
		expect(isAgoraError(store.loadable(appId).error, 'server')).toBe(true);
		own.faults.next({ status: 503 });
		await reader.refresh();
		expect(isAgoraError(store.loadable(appId).error, 'server')).toBe(false);
		await own.stop();
	});

	it('reads projects whose status is unknown, but no disabled projects', async () => {
		const before = watchedProjects({ projects, onDidChange: new Emitter<void>().event });
		sandbox.state.behaviour.projectStatus = 'word';
		const list = await listProjects(sessionOn(sandbox).client);
		const unknown = watchedProjects({ projects: list.projects, onDidChange: new Emitter<void>().event });
		expect(before).toHaveLength(projects.filter(({ enabled }) => enabled).length);
		expect(unknown).toHaveLength(projects.length);
	});

	it.each([-3_600_000, 3_600_000])('applies every reading when the clock is set by %i ms', async (step) => {
		await reader.refresh();
		const { appId } = projects.find((project) => store.players(project.appId).length > 0) ?? { appId: '' };
		const { loadedAt = 0 } = store.loadable(appId);
		const before = store.players(appId).length;
		clock.stepWallClock(step);
		clock.skip(1000);
		const late = { channelName: 'late', uid: 7, streamUrl: 'https://example.com/a' };
		sandbox.state.addPlayer({ appId, ...late, createdAt: Date.now() - 60_000 });
		await reader.refresh();
		expect(store.players(appId)).toHaveLength(before + 1);
		expect(store.loadable(appId).loadedAt).toBe(loadedAt + 1000);
	});

	it('ignores responses that arrive after a sign-out', async () => {
		sandbox.faults.next('hang');
		const reading = reader.begin(projects[0]?.appId ?? '', 'polling');
		const page = reading && reader.readPage(reading);
		sessions.replace(undefined);
		expect(await page).toBe('stopped');
		expect(shown()).toBe(0);
	});

	it('stops when the credentials are refused, and stores the error for all projects with players', async () => {
		await reader.refresh();
		const before = sandbox.requests.length;
		sandbox.faults.next({ status: 401 }, { times: Infinity });
		await reader.refresh();
		expect(sandbox.requests.length).toBe(before + 1);
		for (const appId of store.appIdsWithPlayers) {
			expect(isAgoraError(store.loadable(appId).error, 'unauthorized')).toBe(true);
		}
		expect(shown()).toBeGreaterThanOrEqual(12);
	});

	it('removes the players of an account that is left', async () => {
		await reader.refresh();
		sessions.replace(undefined);
		expect(shown()).toBe(0);
	});
});

describe('watchedProjects', () => {
	it('returns all enabled projects by name, and caches the result', () => {
		const [template] = projects;
		const many = template
			? Array.from({ length: 50 }, (_, at) => ({ ...template, id: `p${at}`, enabled: at % 2 === 0 }))
			: [];
		const watched = watchedProjects({ projects: many, onDidChange: new Emitter<void>().event });
		expect(watched).toHaveLength(25);
		expect(watched.every(({ enabled }) => enabled)).toBe(true);
		expect(watchedProjects({ projects: many, onDidChange: new Emitter<void>().event })).toBe(watched);
	});
});
