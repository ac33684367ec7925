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
let refused: CredentialMonitor;
let told: string[];
let healed: number;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'demo' });
	sessions = new TestSessions();
	told = [];
	healed = 0;
	refused = new CredentialMonitor(sessions, ({ accountId }) => told.push(accountId));
	refused.onDidRecover(() => {
		healed += 1;
	});
	session = sessionOn(sandbox);
	sessions.replace(session);
});

afterEach(async () => {
	refused.dispose();
	await sandbox.stop();
});

/** Whatever became of it. */
async function settled(...calls: Promise<unknown>[]): Promise<void> {
	await Promise.allSettled(calls);
}

const appId = () => sandbox.state.projects.find(({ name }) => name === 'Classroom Live')?.appId ?? '';
const projects = () => listProjects(session.client);
const players = () => listAllPlayers(session.client, { appId: appId() });

describe('RefusedCredentials', () => {
	it('tells once, however many calls are refused at a time or later', async () => {
		sandbox.rotateSecret();
		await settled(projects(), players(), players());
		await settled(projects(), players());
		expect(told).toEqual(['account']);
	});

	it('tells again what a command failed with that the user ran meanwhile, and only that', async () => {
		sandbox.rotateSecret();
		const create = () => createProject(session.client, { name: 'New', enableCertificate: true });
		await refused.run(session, () => settled(create()));
		expect(told).toHaveLength(1);
		await refused.run(session, () => settled(create()));
		expect(told).toHaveLength(2);
		await refused.run(session, () => settled());
		expect(told).toHaveLength(2);
		await refused.run(session, () => projects().then(() => {})).catch(() => {});
		expect(told).toHaveLength(3);
	});

	it('heals with the new secret, and tells of the next refusal', async () => {
		await settled(projects());
		sandbox.rotateSecret();
		await settled(projects());
		session.client.credentials.replace(sandbox);
		expect(healed).toBe(1);
		await projects();
		expect(healed).toBe(1);
		sandbox.rotateSecret();
		await settled(projects());
		expect(told).toHaveLength(2);
	});

	it('heals by itself when the API that refused takes the credentials again, not when the other does', async () => {
		sandbox.faults.next({ status: 401 }, { path: '/dev/v1/projects' });
		await settled(projects());
		await players();
		expect(healed).toBe(0);
		await projects();
		expect(healed).toBe(1);
	});

	it('hears nothing of an account that was left', async () => {
		sessions.replace(sessionOn(sandbox, 'other'));
		sandbox.rotateSecret();
		await settled(projects());
		expect(told).toEqual([]);
	});
});

describe('a call under way when the secret is replaced', () => {
	it('is made again with the new one', async () => {
		const stale = session.client.credentials.signature;
		sandbox.rotateSecret();
		const reading = projects();
		session.client.credentials.replace(sandbox);
		expect((await reading).projects).toHaveLength(8);
		expect(session.client.credentials.signature).not.toBe(stale);
		expect(told).toEqual([]);
	});
});
