import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isAgoraError } from '../../../../src/agora/errors';
import { ProjectReader } from '../../../../src/projects/store/projectReader';
import { ProjectStore } from '../../../../src/projects/store/projectStore';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { sessionOn, TestSessions } from '../../../fixtures/sessions';
import { SimulatedClock } from '../../../fixtures/simulatedClock';

let sandbox: Sandbox;
let sessions: TestSessions;
let store: ProjectStore;
let reader: ProjectReader;
let clock: SimulatedClock;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'demo' });
	sessions = new TestSessions();
	store = new ProjectStore();
	clock = new SimulatedClock({ time: 1000 });
	reader = new ProjectReader(sessions, store, clock);
	sessions.replace(sessionOn(sandbox));
});

afterEach(async () => {
	reader.dispose();
	await sandbox.stop();
});

describe('ProjectReader', () => {
	it('reads the projects of the account into the store, with the time of the reading', async () => {
		await reader.refresh();
		expect(store.projects).toHaveLength(8);
		expect(store.loadable).toMatchObject({ loadedAt: 1000, error: undefined, loading: false });
	});

	it('keeps the last known projects and their age when the server is gone, and heals when it is back', async () => {
		await reader.refresh();
		await sandbox.stop();
		clock.skip(1000);
		await reader.refresh();
		expect(store.projects).toHaveLength(8);
		expect(store.loadable.loadedAt).toBe(1000);
		expect(isAgoraError(store.loadable.error, 'network')).toBe(true);
		await sandbox.listenAgain();
		await reader.refresh();
		expect(store.loadable).toMatchObject({ loadedAt: 2000, error: undefined });
	});

	it('makes one call for several refreshes at a time', async () => {
		await Promise.all([reader.refresh(), reader.refresh(), reader.ensureLoaded()]);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('reads again what may be older than a change that was made meanwhile', async () => {
		const reading = reader.refresh();
		reader.invalidate();
		await reading;
		expect(sandbox.requests).toHaveLength(2);
		await reader.refresh();
		expect(sandbox.requests).toHaveLength(3);
	});

	it('does not read again for a command that only needs an answer to work with', async () => {
		await reader.refresh();
		await reader.ensureLoaded();
		expect(sandbox.requests).toHaveLength(1);
	});

	it('forgets the projects of an account that is left, and what was expected of them', async () => {
		await reader.refresh();
		const [first] = store.projects;
		store.expect(first?.id ?? '', { enabled: false });
		sessions.replace(undefined);
		expect(store.loadable.value).toBeUndefined();
		expect(first && store.expected(first)).toBeUndefined();
	});

	it('drops an answer that belongs to an earlier account', async () => {
		sandbox.faults.next('hang');
		const late = reader.refresh();
		await vi.waitFor(() => expect(sandbox.requests).toHaveLength(1));
		sessions.replace(sessionOn(sandbox, 'other'));
		await late;
		expect(store.loadable).toMatchObject({ value: undefined, error: undefined, loading: false });
		await reader.refresh();
		expect(store.projects).toHaveLength(8);
	});
});

describe('ProjectStore', () => {
	it('still tells why the others could not be read when it takes in one', async () => {
		await reader.refresh();
		sandbox.faults.next({ status: 403 });
		await reader.refresh();
		for (const project of store.projects.slice(0, 1)) {
			store.apply({ ...project, enabled: !project.enabled }, 5000);
		}
		expect(store.loadable.loadedAt).toBe(1000);
		expect(isAgoraError(store.loadable.error, 'forbidden')).toBe(true);
	});

	it('takes in one project without touching the others or their age', async () => {
		await reader.refresh();
		const [first] = store.projects;
		expect(first).toBeDefined();
		if (first) {
			store.apply({ ...first, enabled: !first.enabled }, 5000);
			expect(store.projects).toHaveLength(8);
			expect(store.projects.find(({ id }) => id === first.id)?.enabled).toBe(!first.enabled);
			expect(store.loadable.loadedAt).toBe(1000);
		}
	});
});
