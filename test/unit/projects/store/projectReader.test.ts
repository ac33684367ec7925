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
	it('stores the projects of the account with the time of the reading', async () => {
		await reader.refresh();
		expect(store.projects).toHaveLength(8);
		expect(store.loadable).toMatchObject({ loadedAt: 1000, error: undefined, loading: false });
	});

	it('keeps the projects and their age when the server cannot be reached, and replaces them when it can', async () => {
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

	it('sends one call for concurrent refreshes', async () => {
		await Promise.all([reader.refresh(), reader.refresh(), reader.ensureLoaded()]);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('repeats a reading when a project was changed in the meantime', async () => {
		const reading = reader.refresh();
		reader.invalidate();
		await reading;
		expect(sandbox.requests).toHaveLength(2);
		await reader.refresh();
		expect(sandbox.requests).toHaveLength(3);
	});

	it('does not read again when the projects are loaded', async () => {
		await reader.refresh();
		await reader.ensureLoaded();
		expect(sandbox.requests).toHaveLength(1);
	});

	it('removes the projects and expectations of an account after signing out', async () => {
		await reader.refresh();
		const [first] = store.projects;
		store.expect(first?.id ?? '', { enabled: false });
		sessions.replace(undefined);
		expect(store.loadable.value).toBeUndefined();
		expect(first && store.expected(first)).toBeUndefined();
	});

	it('ignores a response for an earlier account', async () => {
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
	it('keeps the error of the last reading when one project is applied', async () => {
		await reader.refresh();
		sandbox.faults.next({ status: 403 });
		await reader.refresh();
		for (const project of store.projects.slice(0, 1)) {
			store.apply({ ...project, enabled: !project.enabled }, 5000);
		}
		expect(store.loadable.loadedAt).toBe(1000);
		expect(isAgoraError(store.loadable.error, 'forbidden')).toBe(true);
	});

	it('replaces one project without changing the others or their age', async () => {
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
