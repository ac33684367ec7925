import { describe, expect, test } from 'vitest';
import type { AgoraClient } from '../../../../src/agora/client';
import {
	resetCertificate,
	setCertificateEnabled,
	setProjectEnabled,
	setRecordingServer,
} from '../../../../src/agora/console/changeProject';
import { createProject } from '../../../../src/agora/console/createProject';
import { getProject, listProjects, type Project } from '../../../../src/agora/console/projects';
import type { SandboxProject } from '../../../../src/sandbox/state';
import { DONE, NOT_DONE, openLostAnswers } from '../lostResponses';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const NEW = { name: 'First light', enableCertificate: true };
const ITEM = { id: 'xxxx', name: NEW.name, vendor_key: 'the-app-id', status: 1, created: 1464165672 };
const MAINLAND_PROJECT: Project = {
	id: 'xxxx',
	name: NEW.name,
	appId: 'the-app-id',
	appCertificate: undefined,
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};
const DAY_MS = 24 * 3_600_000;

describe('create project', () => {
	test.each(DONE)('is found and returned when its response is lost to %s', async (_, fault) => {
		const { sandbox, client, loseWrite, writes } = await openLostAnswers();
		sandbox.state.addProject();
		loseWrite(fault);
		const project = await createProject(client, NEW);
		expect(project).toMatchObject({ name: NEW.name, appId: sandbox.state.projects[1]?.appId });
		expect(sandbox.state.projects).toHaveLength(2);
		expect(writes()).toBe(1);
	});

	test.each(NOT_DONE)('is reported as not done after %s, and not repeated', async (_, fault, kind) => {
		const { sandbox, client, loseWrite, writes, clock } = await openLostAnswers();
		loseWrite(fault);
		const error = await thrownBy(createProject(client, NEW));
		expect(error).toMatchObject({ kind, operation: 'createProject', outcome: 'notDone', check: undefined });
		expect(error.message).toContain('Nothing was done.');
		expect(sandbox.state.projects).toEqual([]);
		expect(writes()).toBe(1);
		// A server that was only slow is looked at once more.
		expect(clock.sleeps).toEqual([0, 3000]);
	});

	test('is found by the second look-up', async () => {
		const { sandbox, client, clock, loseWrite } = await openLostAnswers();
		loseWrite('cut');
		clock.duringSleep = () => {
			if (clock.sleeps.at(-1) === 3000) {
				sandbox.state.addProject({ name: NEW.name });
			}
		};
		expect(await createProject(client, NEW)).toMatchObject({ name: NEW.name });
	});

	test.each(DONE)('is reported with what to check if the list fails too after %s', async (_, fault) => {
		const { sandbox, client, loseWrite, breakReads, writes } = await openLostAnswers();
		loseWrite(fault);
		breakReads();
		const error = await thrownBy(createProject(client, NEW));
		expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'createProject', outcome: 'unknown' });
		expect(error.check).toContain('list of projects');
		expect(sandbox.state.projects).toHaveLength(1);
		expect(writes()).toBe(1);
	});

	test.each<[string, number, string]>([
		['long ago stood in its way', -2 * DAY_MS, 'notDone'],
		['a minute ago may be older, or the clocks differ', -60_000, 'unknown'],
		['in an hour by its own clock likewise', 3_600_000, 'unknown'],
	])('a project of that name created %s', async (_, age, outcome) => {
		const { sandbox, clock, client, loseWrite } = await openLostAnswers();
		sandbox.state.addProject({ name: NEW.name, createdAt: clock.now() + age });
		// The refusal as a duplicate is what gets lost.
		loseWrite('doneBut504');
		expect(await thrownBy(createProject(client, NEW))).toMatchObject({ outcome, status: 504 });
		expect(sandbox.state.projects).toHaveLength(1);
	});

	test('refuses a name that is taken', async () => {
		const { sandbox, client } = await openLostAnswers();
		sandbox.state.addProject({ name: NEW.name });
		const error = await thrownBy(createProject(client, NEW));
		expect(error).toMatchObject({ kind: 'invalid', status: 400, outcome: undefined });
		expect(sandbox.requests).toHaveLength(1);
	});

	test.each([
		['an item that makes no sense', { name: 'y' }],
		['a project whose name is not told', { id: 'y' }],
		['a project of unknown age', { ...ITEM, created: 'long ago' }],
	])('may be %s in the list', async (_, item) => {
		await using server = await TestServer.start();
		server.reply(504, '').reply(200, { projects: [item] });
		expect(await thrownBy(createProject(server.client(), NEW))).toMatchObject({ kind: 'unknownOutcome' });
	});
});

type Change = (client: AgoraClient, project: Project) => Promise<Project>;
const CHANGES: [string, Change, (project: SandboxProject) => unknown, unknown][] = [
	['disable project', (client, ref) => setProjectEnabled(client, ref, false), (now) => now.enabled, false],
	[
		'set recording server',
		(client, ref) => setRecordingServer(client, ref, '10.12.1.5:8080'),
		(now) => now.recordingServer,
		'10.12.1.5:8080',
	],
	[
		'disable certificate',
		(client, ref) => setCertificateEnabled(client, ref, false),
		(now) => now.certificateEnabled,
		false,
	],
	[
		'reset certificate',
		resetCertificate,
		(now) => now.appCertificate,
		expect.stringMatching(/^[0-9a-f]{32}$/),
	],
];

async function withProject() {
	const lost = await openLostAnswers();
	const state = lost.sandbox.state.addProject();
	const project = await getProject(lost.client, state);
	return { ...lost, state, project };
}

describe.each(CHANGES)('%s', (_title, change, valueIn, wanted) => {
	test.each(DONE)('returns the current project when the response is lost to %s', async (_, fault) => {
		const { client, state, project, loseWrite, writes } = await withProject();
		const before = valueIn(state);
		loseWrite(fault);
		const changed = await change(client, project);
		expect(changed).toEqual(await getProject(client, state));
		expect(changed).not.toEqual(project);
		expect(valueIn(state)).toEqual(wanted);
		expect(valueIn(state)).not.toBe(before);
		expect(writes()).toBe(1);
	});

	test.each(NOT_DONE)('is reported as not done after %s', async (_, fault, kind) => {
		const { client, state, project, loseWrite, writes } = await withProject();
		const before = valueIn(state);
		loseWrite(fault);
		expect(await thrownBy(change(client, project))).toMatchObject({ kind, outcome: 'notDone' });
		expect(valueIn(state)).toBe(before);
		expect(writes()).toBe(1);
	});

	test.each(DONE)('is reported with what to check if reading fails too after %s', async (_, fault) => {
		const { client, state, project, loseWrite, breakReads, writes } = await withProject();
		loseWrite(fault);
		breakReads();
		const error = await thrownBy(change(client, project));
		expect(error).toMatchObject({ kind: 'unknownOutcome', outcome: 'unknown' });
		expect(error.operation).not.toBe('getProject');
		expect(error.check).toContain('refresh the projects');
		expect(valueIn(state)).toEqual(wanted);
		expect(writes()).toBe(1);
	});
});

test('enabling is also looked up', async () => {
	const { client, state, project, loseWrite } = await withProject();
	Object.assign(state, { enabled: false, certificateEnabled: false });
	loseWrite('doneBut504');
	expect(await setProjectEnabled(client, project, true)).toMatchObject({ enabled: true });
	loseWrite('cut');
	expect(await thrownBy(setCertificateEnabled(client, project, true))).toMatchObject({ outcome: 'notDone' });
	loseWrite('doneBut504');
	const enabled = await setCertificateEnabled(client, project, true);
	expect(enabled.appCertificate).toBe(state.appCertificate);
});

test('finds a reset that enables a certificate', async () => {
	const { sandbox, client, loseWrite } = await openLostAnswers();
	sandbox.state.addProject({ certificateEnabled: false });
	const [project] = (await listProjects(client)).projects;
	loseWrite('doneButCut');
	expect(project?.appCertificate).toBeUndefined();
	const changed = await resetCertificate(client, project ?? MAINLAND_PROJECT);
	expect(changed.appCertificate).toBe(sandbox.state.projects[0]?.appCertificate);
});

test('reports a reset as not done if the certificate is disabled', async () => {
	const { client, state, project, loseWrite } = await withProject();
	state.certificateEnabled = false;
	loseWrite('cut');
	expect(await thrownBy(resetCertificate(client, project))).toMatchObject({ outcome: 'notDone' });
});

test.each<[string, Change]>([
	['reset', resetCertificate],
	['enabling', (client, project) => setCertificateEnabled(client, project, true)],
	['disabling', (client, project) => setCertificateEnabled(client, project, false)],
])(
	'%s a certificate stays unknown where replies leave it out, as on the Chinese mainland',
	async (_, change) => {
		await using server = await TestServer.start();
		server.reply(504, '').reply(200, { projects: [ITEM] });
		const error = await thrownBy(change(server.client(), MAINLAND_PROJECT));
		expect(error).toMatchObject({ kind: 'unknownOutcome', status: 504 });
	},
);
