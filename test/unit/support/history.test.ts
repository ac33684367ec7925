import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProject } from '../../../src/agora/console/createProject';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { History } from '../../../src/support/history';
import { TestMemento } from '../../fixtures/memento';
import { sessionOn, TestSessions } from '../../fixtures/sessions';

let sandbox: Sandbox;
let sessions: TestSessions;
let memento: TestMemento;
let history: History;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'empty' });
	sessions = new TestSessions();
	memento = new TestMemento();
	history = new History(memento, sessions, () => 'Class');
});

afterEach(async () => {
	history.dispose();
	await sandbox.stop();
});

async function create(name: string, account = 'Work'): Promise<void> {
	const session = sessionOn(sandbox, account);
	sessions.replace(session);
	await createProject(session.client, { name, enableCertificate: false });
}

describe('History', () => {
	it('keeps the writes of each account across reloads', async () => {
		await create('Made here');
		await vi.waitFor(() => expect(history.entries).toHaveLength(1));
		const reloaded = new History(memento, new TestSessions(), () => undefined);
		expect(reloaded.entries).toMatchObject([
			{ account: 'Work', operation: 'createProject', subject: 'Made here', outcome: 'done' },
		]);
	});

	it('records a write that ends after its session', async () => {
		const session = sessionOn(sandbox);
		sessions.replace(session);
		const created = createProject(session.client, { name: 'Late', enableCertificate: false });
		sessions.replace(undefined);
		await created;
		await vi.waitFor(() => expect(history.entries).toMatchObject([{ subject: 'Late' }]));
	});

	it('stores a write before its response, and removes it if it was not sent', async () => {
		const session = sessionOn(sandbox);
		sessions.replace(session);
		sandbox.faults.next('hang', { method: 'POST' });
		const creating = createProject(session.client, { name: 'Hangs', enableCertificate: false });
		await vi.waitFor(() => expect(sandbox.requests).toHaveLength(1));
		expect(history.entries).toMatchObject([{ subject: 'Hangs', outcome: 'pending' }]);
		expect(history.pendingOf('account')).toEqual([]);
		expect(new History(memento, new TestSessions(), () => undefined).pendingOf('account')).toHaveLength(1);
		await creating.catch(() => {});
		await vi.waitFor(() => expect(history.entries).toMatchObject([{ subject: 'Hangs', outcome: 'notDone' }]));
		const unsent = createProject(
			session.client,
			{ name: 'Not sent', enableCertificate: false },
			AbortSignal.abort(),
		);
		await unsent.catch(() => {});
		await vi.waitFor(() => expect(history.entries).toHaveLength(1));
	});

	it('stores a write once if its session is announced twice', async () => {
		const session = sessionOn(sandbox);
		sessions.replace(session);
		sessions.replace(session);
		await createProject(session.client, { name: 'Once', enableCertificate: false });
		await vi.waitFor(() => expect(history.entries).toHaveLength(1));
	});

	it('keeps the newest 500 entries and ignores invalid ones', async () => {
		const entry = { at: 1, account: 'Work', operation: 'createPlayer', outcome: 'done' };
		await memento.update('agora.history', [...Array(600).fill(entry), { at: 'yesterday' }, null]);
		expect(history.entries).toHaveLength(600);
		await create('The newest');
		await vi.waitFor(() => expect(history.entries).toHaveLength(500));
		expect(history.entries.at(-1)).toMatchObject({ subject: 'The newest' });
	});
});
