import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgoraClient } from '../../../src/agora/client';
import { setProjectEnabled } from '../../../src/agora/console/changeProject';
import { createProject } from '../../../src/agora/console/createProject';
import { listProjects } from '../../../src/agora/console/projects';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import type { PlayerChanges } from '../../../src/agora/mediaPull/updatePlayer';
import { updatePlayer } from '../../../src/agora/mediaPull/updatePlayer';
import type { WriteReport } from '../../../src/agora/request';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { sessionOn } from '../../fixtures/sessions';
import { sequencesFrom } from './mediaPull/sequences';

let sandbox: Sandbox;
let client: AgoraClient;
let reports: WriteReport[];

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'demo' });
	client = sessionOn(sandbox).client;
	reports = [];
	client.onDidWrite((report) => reports.push(report));
});

afterEach(() => sandbox.stop());

describe('the report of a write', () => {
	it('contains operation, object and request id', async () => {
		const { projects } = await listProjects(client);
		const project = projects.find(({ enabled }) => enabled);
		if (!project) {
			throw new Error('no project');
		}
		await setProjectEnabled(client, project, false);
		expect(reports).toHaveLength(1);
		expect(reports[0]).toMatchObject({
			operation: 'setProjectEnabled',
			subject: { name: project.name, projectId: project.id, change: 'disabled' },
			outcome: 'done',
			error: undefined,
		});
		expect(reports[0]?.at).toBeGreaterThan(Date.now() - 60_000);
	});

	it('reports a refusal as not done, with the reason', async () => {
		sandbox.faults.next({ status: 403 }, { method: 'POST' });
		await createProject(client, { name: 'Refused', enableCertificate: false }).catch(() => {});
		expect(reports).toMatchObject([
			{ subject: { name: 'Refused' }, outcome: 'notDone', error: { kind: 'forbidden', status: 403 } },
		]);
	});

	it('reports a lost response once, with the result of the look-up', async () => {
		sandbox.faults.next('doneBut504', { method: 'POST' });
		await createProject(client, { name: 'Lost and found', enableCertificate: false });
		expect(reports).toMatchObject([
			{ operation: 'createProject', outcome: 'done', error: { kind: expect.anything() } },
		]);
	});

	it('is announced before the write is sent, and waits until that is stored', async () => {
		const order: string[] = [];
		client.onWillWrite(async ({ operation, subject }) => {
			await Promise.resolve();
			order.push(`${operation} ${subject.name} after ${sandbox.requests.length} requests`);
		});
		await createProject(client, { name: 'Announced', enableCertificate: false });
		expect(order).toEqual(['createProject Announced after 0 requests']);
	});

	it('reports a write that was cancelled before it was sent as not sent', async () => {
		const given = createProject(client, { name: 'Given up', enableCertificate: false }, AbortSignal.abort());
		await given.catch(() => {});
		expect(reports).toMatchObject([{ subject: { name: 'Given up' }, outcome: 'notSent' }]);
		expect(sandbox.requests).toEqual([]);
	});

	it('does not report an invalid request that was not sent', async () => {
		await createProject(client, { name: '', enableCertificate: false }).catch(() => {});
		expect(reports).toEqual([]);
	});

	it('contains the name of a player and no secrets', async () => {
		const { appId } = (await listProjects(client)).projects.find((each) => each.name === 'Staging') ?? {};
		const id = await createdPlayer(appId ?? '');
		await deletePlayer(client, { region: 'na', appId: appId ?? '', id });
		expect(reports.map(({ operation, playerId, region }) => [operation, playerId, region])).toEqual([
			['createPlayer', id, 'na'],
			['deletePlayer', id, 'na'],
		]);
		expect(reports[0]?.requestId).toMatch(/\S/);
		expect(JSON.stringify(reports)).not.toMatch(/pa55word|k3yk3y/);
	});

	it('describes pause and volume, and contains no address', async () => {
		const { appId = '' } =
			(await listProjects(client)).projects.find((each) => each.name === 'Staging') ?? {};
		const address = { region: 'na', appId, id: await createdPlayer(appId) } as const;
		const changes: PlayerChanges[] = [
			{ isPause: true, tempo: undefined },
			{ isPause: false },
			{ audioOptions: { profile: 3, volume: 50 } },
			{ streamUrl: 'rtmp://user:pa55word@example.com/clip', audioOptions: { volume: 0 } },
		];
		for (const [sequence, each] of changes.entries()) {
			await updatePlayer(client, { ...address, sequences: sequencesFrom(sequence), changes: each });
		}
		expect(reports.slice(1).map(({ subject }) => subject.change)).toEqual([
			'isPause true',
			'isPause false',
			'profile 3, volume 50',
			'streamUrl, volume 0',
		]);
	});

	it('is not done if the server has no such player', async () => {
		const { appId } = (await listProjects(client)).projects.find((each) => each.name === 'Staging') ?? {};
		await deletePlayer(client, { region: 'eu', appId: appId ?? '', id: 'no-such-player' });
		expect(reports).toMatchObject([{ outcome: 'notDone', error: { kind: 'notFound' } }]);
	});
});

async function createdPlayer(appId: string): Promise<string> {
	const { id } = await createPlayer(client, {
		region: 'na',
		appId,
		player: {
			streamUrl: 'rtmp://user:pa55word@example.com/live',
			channelName: 'reported',
			uid: 7,
			encryptMode: 'aes-128-xts',
			encryptKey: 'k3yk3yk3y',
		},
	});
	return id;
}
