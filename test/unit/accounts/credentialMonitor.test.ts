import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CredentialMonitor } from '../../../src/accounts/credentialMonitor';
import { createProject } from '../../../src/agora/console/createProject';
import { listProjects } from '../../../src/agora/console/projects';
import { listAllPlayers } from '../../../src/agora/mediaPull/listPlayers';
import type { AgoraSession } from '../../../src/agora/session';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { sessionOn, TestSessions } from '../../fixtures/sessions';

let sandbox: Sandbox;
let sessions: TestSessions;
let session: AgoraSession;
let monitor: CredentialMonitor;
let notified: string[];
let recovered: number;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'demo' });
	sessions = new TestSessions();
	notified = [];
	recovered = 0;
	monitor = new CredentialMonitor(sessions, ({ accountId }) => notified.push(accountId));
	monitor.onDidRecover(() => {
		recovered += 1;
	});
	session = sessionOn(sandbox);
	sessions.replace(session);
});

afterEach(async () => {
	monitor.dispose();
	await sandbox.stop();
});

/** Waits for calls that may fail. */
async function settled(...calls: Promise<unknown>[]): Promise<void> {
	await Promise.allSettled(calls);
}

const appId = () => sandbox.state.projects.find(({ name }) => name === 'Classroom Live')?.appId ?? '';
const projects = () => listProjects(session.client);
const players = () => listAllPlayers(session.client, { appId: appId() });

describe('CredentialMonitor', () => {
	it('notifies once for any number of refused calls', async () => {
		sandbox.rotateSecret();
		await settled(projects(), players(), players());
		await settled(projects(), players());
		expect(notified).toEqual(['account']);
	});

	it('notifies again when a command of the user fails because of refused credentials', async () => {
		sandbox.rotateSecret();
		const create = () => createProject(session.client, { name: 'New', enableCertificate: true });
		await monitor.run(session, () => settled(create()));
		expect(notified).toHaveLength(1);
		await monitor.run(session, () => settled(create()));
		expect(notified).toHaveLength(2);
		await monitor.run(session, () => settled());
		expect(notified).toHaveLength(2);
		await monitor.run(session, () => projects().then(() => {})).catch(() => {});
		expect(notified).toHaveLength(3);
	});

	it('reports the recovery with a new secret, and notifies of the next refusal', async () => {
		await settled(projects());
		sandbox.rotateSecret();
		await settled(projects());
		session.client.credentials.replace(sandbox);
		expect(recovered).toBe(1);
		await projects();
		expect(recovered).toBe(1);
		sandbox.rotateSecret();
		await settled(projects());
		expect(notified).toHaveLength(2);
	});

	it('reports the recovery when the API that refused the credentials accepts them again, not when the other API does', async () => {
		sandbox.faults.next({ status: 401 }, { path: '/dev/v1/projects' });
		await settled(projects());
		await players();
		expect(recovered).toBe(0);
		await projects();
		expect(recovered).toBe(1);
	});

	it('ignores the refusals of an account that was signed out', async () => {
		sessions.replace(sessionOn(sandbox, 'other'));
		sandbox.rotateSecret();
		await settled(projects());
		expect(notified).toEqual([]);
	});
});

describe('a call under way when the secret is replaced', () => {
	it('is sent again with the new secret', async () => {
		const stale = session.client.credentials.signature;
		sandbox.rotateSecret();
		const reading = projects();
		session.client.credentials.replace(sandbox);
		expect((await reading).projects).toHaveLength(8);
		expect(session.client.credentials.signature).not.toBe(stale);
		expect(notified).toEqual([]);
	});
});
