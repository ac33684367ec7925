import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeBan, createBan, liftBan, listBanRules } from '../../../src/agora/channels/banRules';
import { listChannels } from '../../../src/agora/channels/channels';
import { getChannelUser, listChannelHosts, listChannelUsers } from '../../../src/agora/channels/channelUsers';
import { AgoraClient } from '../../../src/agora/client';
import {
	resetCertificate,
	setCertificateEnabled,
	setProjectEnabled,
	setRecordingServer,
} from '../../../src/agora/console/changeProject';
import { createProject } from '../../../src/agora/console/createProject';
import { getProject, listProjects } from '../../../src/agora/console/projects';
import { BUSINESSES, getUsage } from '../../../src/agora/console/usage';
import { localPlan } from '../../../src/agora/hosts';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { listAllPlayers, listPlayers } from '../../../src/agora/mediaPull/listPlayers';
import { updatePlayer } from '../../../src/agora/mediaPull/updatePlayer';
import { buildRtcToken } from '../../../src/agora/token/buildToken';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { sequencesFrom } from './mediaPull/sequences';
import { thrownBy } from './thrown';

const START = Date.UTC(2026, 2, 14, 12);

let clock: SimulatedClock;
let sandbox: Sandbox;
let client: AgoraClient;

beforeEach(async () => {
	clock = new SimulatedClock({ time: START, skipsSleeps: true });
	sandbox = await startSandbox({ seed: 'demo', clock });
	client = clientWith(sandbox.customerSecret);
});
afterEach(() => sandbox.stop());

function clientWith(customerSecret: string): AgoraClient {
	const hosts = localPlan(sandbox.url);
	if (!hosts) {
		throw new Error('the sandbox must be a local server');
	}
	const silent = (): void => undefined;
	const log = { debug: silent, info: silent, warn: silent };
	const credentials = { customerId: sandbox.customerId, customerSecret };
	return new AgoraClient({ hosts, credentials, log, clock, repeat: false });
}

test('a project is created, found, disabled, enabled, and its certificate switched and reset', async () => {
	const created = await createProject(client, { name: 'First light', enableCertificate: true });
	expect(created).toMatchObject({ name: 'First light', enabled: true, createdAt: new Date(START) });
	expect(created.appCertificate).toMatch(/^[0-9a-f]{32}$/);
	expect(await getProject(client, created)).toEqual(created);
	const { projects, rejected } = await listProjects(client);
	expect(projects).toContainEqual(created);
	expect(rejected).toBe(0);

	expect((await setProjectEnabled(client, created, false)).enabled).toBe(false);
	expect((await setProjectEnabled(client, created, true)).enabled).toBe(true);
	expect((await setRecordingServer(client, created, '10.12.1.5:8080')).recordingServer).toBe(
		'10.12.1.5:8080',
	);
	expect((await setCertificateEnabled(client, created, false)).appCertificate).toBeUndefined();
	expect((await setCertificateEnabled(client, created, true)).appCertificate).toMatch(/^[0-9a-f]{32}$/);
	const reset = await resetCertificate(client, created);
	expect(reset.appCertificate).not.toBe(created.appCertificate);

	const twin = createProject(client, { name: 'First light', enableCertificate: false });
	expect(await thrownBy(twin)).toMatchObject({ kind: 'invalid', status: 400 });
});

test('other shapes of a reply change nothing for the caller', async () => {
	const [project] = (await listProjects(client)).projects;
	if (!project) {
		throw new Error('the demo account has projects');
	}
	for (const fault of ['projectArray', 'successOnly'] as const) {
		sandbox.faults.next(fault);
		expect(await setRecordingServer(client, project, '10.0.0.1')).toMatchObject({
			recordingServer: '10.0.0.1',
		});
	}
});

test('usage of every business has a day for each day of a month, in the columns it names', async () => {
	const { projects } = await listProjects(client);
	const project = projects.find((candidate) => candidate.enabled);
	for (const business of BUSINESSES) {
		const query = { projectId: project?.id ?? '', from: '2026-02-01', to: '2026-02-28', business };
		const { columns, days } = await getUsage(client, query);
		expect([days[0]?.date, days.at(-1)?.date, days.length]).toEqual(['2026-02-01', '2026-02-28', 28]);
		expect(columns.length).toBeGreaterThan(0);
		expect(columns.every(({ labels, unit }) => labels.en !== '' && unit !== '')).toBe(true);
	}
	const wrongId = {
		projectId: project?.appId ?? '',
		from: '2026-02-01',
		to: '2026-02-28',
		business: 'default',
	} as const;
	expect(await thrownBy(getUsage(client, wrongId))).toMatchObject({ kind: 'notFound' });
});

test('a player is created with a token, listed, paused and deleted', async () => {
	const { appId, appCertificate = '' } = await createProject(client, {
		name: 'Players',
		enableCertificate: true,
	});
	const user = { uid: 101 };
	const token = buildRtcToken({ appId, appCertificate, channelName: 'class32', user, lifetimeSeconds: 3600 });
	const player = {
		streamUrl: 'rtmp://example.com/live/1',
		channelName: 'class32',
		token,
		...user,
		name: 'class32_101',
	};
	const created = await createPlayer(client, { region: 'eu', appId, player });
	expect(created).toMatchObject({ name: 'class32_101', uid: 101, status: 'connecting' });

	const twin = await thrownBy(createPlayer(client, { region: 'eu', appId, player }));
	expect(twin).toMatchObject({ kind: 'conflict', resourceId: created.id });

	clock.skip(60_000);
	const page = await listPlayers(client, { appId, channelName: 'class32' });
	expect(page.players).toEqual([{ ...created, status: 'running' }]);
	expect(page.nextPageToken).toBeUndefined();

	const address = { region: 'eu', appId, id: created.id } as const;
	await updatePlayer(client, { ...address, sequences: sequencesFrom(1), changes: { isPause: true } });
	expect(await deletePlayer(client, address)).toBe('deleted');
	expect(await deletePlayer(client, address)).toBe('alreadyGone');
	clock.skip(60_000);
	expect((await listAllPlayers(client, { appId })).players).toEqual([]);
});

test('every player of the demo account is listed, page after page as on one page', async () => {
	const { projects } = await listProjects(client);
	for (const { appId } of projects) {
		const all = await listAllPlayers(client, { appId }).catch((error: unknown) => {
			expect(error).toMatchObject({ kind: 'forbidden' });
			return { players: [], rejected: 0 };
		});
		clock.skip(60_000);
		expect(all.rejected).toBe(0);
		const ids: string[] = [];
		let pageToken: string | undefined;
		while (ids.length < all.players.length) {
			const page = await listPlayers(client, { appId, pageSize: 2, pageToken });
			ids.push(...page.players.map((player) => player.id));
			pageToken = page.nextPageToken;
			clock.skip(10_000);
		}
		expect(ids).toEqual(all.players.map((player) => player.id));
	}
});

test('a thousand channels are listed once each, even if a channel is on two pages', async () => {
	const { appId } = sandbox.state.addProject();
	for (let index = 0; index < 1200; index += 1) {
		sandbox.state.channels.add({ appId, name: `channel${index}`, hosts: 1, audience: index % 3 });
	}
	const all = await listChannels(client, appId);
	expect([all.channels.length, all.rejected]).toEqual([1200, 0]);
	expect(all.channels[5]).toEqual({ name: 'channel5', userCount: 3 });
	sandbox.state.behaviour.channelTotal = 'page';
	expect((await listChannels(client, appId)).channels).toEqual(all.channels);
	sandbox.state.behaviour.channelPages = 'repeated';
	expect((await listChannels(client, appId)).channels).toEqual(all.channels);
	sandbox.state.behaviour.channelPages = 'missing';
	expect((await listChannels(client, appId)).channels).toHaveLength(1198);
});

test('the users of live broadcasting and communication channels are told apart', async () => {
	const { appId } = sandbox.state.addProject();
	const { channels } = sandbox.state;
	const joinedAt = START - 60_000;
	channels.add({
		appId,
		name: 'a b',
		hosts: [{ uid: 1, platform: 7, joinedAt }],
		audience: [{ account: '2' }],
	});
	channels.add({ appId, name: 'talk', profile: 'communication', users: [{ uid: 3 }] });
	const live = { appId, channelName: 'a b' };
	const talk = { appId, channelName: 'talk' };
	expect(await listChannelUsers(client, live)).toEqual({
		exists: true,
		profile: 'live',
		hosts: [{ uid: 1 }],
		audience: [{ account: '2' }],
		audienceTotal: 1,
	});
	expect(await listChannelHosts(client, live)).toEqual({
		exists: true,
		profile: 'live',
		hosts: [{ uid: 1 }],
	});
	expect(await listChannelUsers(client, talk)).toEqual({
		exists: true,
		profile: 'communication',
		users: [{ uid: 3 }],
		total: 1,
	});
	expect(await listChannelHosts(client, talk)).toEqual({ exists: true, profile: 'communication' });
	expect(await listChannelUsers(client, { appId, channelName: 'none' })).toEqual({ exists: false });
	expect(await getChannelUser(client, { ...live, uid: 1 })).toEqual({
		inChannel: true,
		joinedAt: new Date(joinedAt),
		role: 'host',
		platform: 'web',
	});
	expect(await getChannelUser(client, { ...live, uid: 2 })).toEqual({ inChannel: false });
});

test('a user is kicked and comes back, is banned, and the ban is changed and lifted', async () => {
	const { appId } = sandbox.state.addProject();
	const target = { uid: 5897, channelName: 'class32' };
	sandbox.state.channels.add({ appId, name: 'class32', hosts: [{ uid: 5897 }] });
	const isThere = async () => (await listChannelUsers(client, { appId, channelName: 'class32' })).exists;
	const ban = { appId, target, privileges: ['join_channel'] } as const;

	expect(await createBan(client, { ...ban, seconds: 0 })).toBeUndefined();
	expect([await isThere(), (await listBanRules(client, appId)).rules]).toEqual([false, []]);
	clock.skip(15_000);
	expect(await isThere()).toBe(true);

	const id = (await createBan(client, { ...ban, seconds: 600 })) ?? 0;
	expect(await isThere()).toBe(false);
	const createdAt = new Date(clock.now());
	const rule = { id, ...target, ip: undefined, privileges: ['join_channel'], createdAt };
	const endOf = (seconds: number) => new Date(clock.now() + seconds * 1000);
	expect((await listBanRules(client, appId)).rules).toEqual([{ ...rule, expiresAt: endOf(600) }]);
	expect(await changeBan(client, { appId, id, seconds: 60 })).toEqual(endOf(60));
	expect((await listBanRules(client, appId)).rules).toEqual([{ ...rule, expiresAt: endOf(60) }]);
	expect(await liftBan(client, { appId, id })).toBe('lifted');
	expect(await liftBan(client, { appId, id })).toBe('alreadyGone');
	expect((await listBanRules(client, appId)).rules).toEqual([]);
});

test('a ban whose response is lost exists exactly once, although the list shows it late', async () => {
	const { appId } = sandbox.state.addProject();
	sandbox.state.behaviour.banListLagSeconds = 4;
	for (const [index, fault] of (['doneBut504', 'doneButCut', 'halfBody'] as const).entries()) {
		sandbox.faults.next(fault, { method: 'POST' });
		const target = { uid: index + 1 };
		const id = await createBan(client, { appId, target, privileges: ['join_channel'], seconds: 600 });
		expect(sandbox.state.banRules.active(appId)[index]).toMatchObject({ id, uid: index + 1 });
	}
	expect(sandbox.state.banRules.active(appId)).toHaveLength(3);
});

test('channels of unknown, disabled and forbidden projects are refused', async () => {
	const forbidden = sandbox.state.addProject({ channelManagement: 'forbidden' });
	const disabled = sandbox.state.addProject({ enabled: false });
	expect(await thrownBy(listChannels(client, forbidden.appId))).toMatchObject({ kind: 'forbidden' });
	expect(await thrownBy(listChannels(client, disabled.appId))).toMatchObject({
		kind: 'invalid',
		agoraMessage: 'no active status',
	});
	expect(await thrownBy(listBanRules(client, 'f'.repeat(32)))).toMatchObject({
		kind: 'invalid',
		agoraMessage: 'invalid appid',
	});
});

test('wrong credentials, faults and a stopped server are told apart', async () => {
	expect(await thrownBy(listProjects(clientWith('wrong')))).toMatchObject({ kind: 'unauthorized' });
	sandbox.faults.next('doneBut504');
	const lost = await createProject(client, { name: 'Lost', enableCertificate: false });
	expect((await listProjects(client)).projects).toContainEqual(lost);
	sandbox.faults.next({ status: 502, html: true });
	expect(await thrownBy(listProjects(client))).toMatchObject({ kind: 'server', status: 502 });
	sandbox.faults.next('halfBody');
	expect((await thrownBy(listProjects(client))).kind).toMatch(/^(network|badResponse)$/);
	await sandbox.stop();
	expect(await thrownBy(listProjects(client))).toMatchObject({ kind: 'network', code: 'ECONNREFUSED' });
});
