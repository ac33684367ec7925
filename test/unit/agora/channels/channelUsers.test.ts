import { describe, expect, test } from 'vitest';
import {
	getChannelUser,
	listChannelHosts,
	listChannelUsers,
} from '../../../../src/agora/channels/channelUsers';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const CHANNEL = { appId: 'the-app-id', channelName: 'class 32/a' };
const LIVE = { channel_exist: true, mode: 2 };
const COMMUNICATION = { channel_exist: true, mode: 1 };

async function serverWith(data: unknown): Promise<TestServer> {
	const server = await TestServer.start();
	return server.reply(200, { success: true, data });
}

async function users(data: unknown) {
	await using server = await serverWith(data);
	return await listChannelUsers(server.client(), CHANNEL);
}

async function hosts(data: unknown) {
	await using server = await serverWith(data);
	return await listChannelHosts(server.client(), CHANNEL);
}

async function user(data: unknown) {
	await using server = await serverWith(data);
	return await getChannelUser(server.client(), { ...CHANNEL, uid: 7 });
}

describe('listChannelUsers', () => {
	test('reads hosts and audience of the live profile', async () => {
		await using server = await serverWith({
			...LIVE,
			broadcasters: [2206227541, 'teacher'],
			audience: [906219905],
			audience_total: 12_345,
		});
		expect(await listChannelUsers(server.client(), CHANNEL)).toEqual({
			exists: true,
			profile: 'live',
			hosts: [{ uid: 2206227541 }, { account: 'teacher' }],
			audience: [{ uid: 906219905 }],
			audienceTotal: 12_345,
		});
		expect(server.request).toMatchObject({
			method: 'GET',
			url: '/dev/v1/channel/user/the-app-id/class%2032%2Fa',
			body: '',
		});
	});

	test('reads the users of the communication profile', async () => {
		expect(await users({ ...COMMUNICATION, total: 3, users: [1, '1', 2] })).toEqual({
			exists: true,
			profile: 'communication',
			users: [{ uid: 1 }, { account: '1' }, { uid: 2 }],
			total: 3,
		});
	});

	test('reads a channel that does not exist from channel_exist alone', async () => {
		expect(await users({ channel_exist: false })).toEqual({ exists: false });
	});

	test('returns a user that changes its role once, as a host', async () => {
		expect(await users({ ...LIVE, broadcasters: [1, 1], audience: [1, 2, 2] })).toMatchObject({
			hosts: [{ uid: 1 }],
			audience: [{ uid: 2 }],
			audienceTotal: 1,
		});
	});

	test('leaves out what is neither uid nor account, such as uid 0, and logs how many', async () => {
		await using server = await serverWith({
			...LIVE,
			broadcasters: [0, -1, 1.5, 2 ** 32, '', null, {}, 7],
			audience: [],
		});
		expect(await listChannelUsers(server.client(), CHANNEL)).toMatchObject({ hosts: [{ uid: 7 }] });
		expect(server.lines).toContain(
			'warn listChannelUsers: users that could not be read and were left out: 7',
		);
	});

	test.each([
		['null', { broadcasters: null, audience: null, audience_total: 0 }],
		['one list alone', { audience: [] }],
		['the other list alone', { broadcasters: [] }],
	])('reads empty lists from %s', async (_, lists) => {
		expect(await users({ ...LIVE, ...lists })).toEqual({
			...{ exists: true, profile: 'live', hosts: [], audience: [], audienceTotal: 0 },
		});
	});

	test('a total is never less than the users', async () => {
		expect(await users({ ...LIVE, broadcasters: [], audience: [1, 2], audience_total: 1 })).toMatchObject({
			audienceTotal: 2,
		});
		expect(await users({ ...COMMUNICATION, users: [1, 2] })).toMatchObject({ total: 2 });
	});

	test.each<[string, object]>([
		['no profile', { channel_exist: true, broadcasters: [] }],
		['an unknown profile', { channel_exist: true, mode: 3, users: [], broadcasters: [] }],
		['neither hosts nor audience', LIVE],
		['no users', COMMUNICATION],
		['a total and no audience', { ...LIVE, broadcasters: [1], audience: null, audience_total: 5 }],
		['a total and no users', { ...COMMUNICATION, users: null, total: 5 }],
		['users in an object', { ...COMMUNICATION, users: { 1: true }, total: 1 }],
		['an empty object', {}],
	])('refuses %s as unreadable', async (_, data) => {
		expect(await thrownBy(users(data))).toMatchObject({ kind: 'badResponse' });
	});

	test('refuses success false, which is reserved', async () => {
		await using server = await TestServer.start();
		server.reply(200, { success: false, data: { channel_exist: false } });
		const call = listChannelUsers(server.client(), CHANNEL);
		expect(await thrownBy(call)).toMatchObject({ kind: 'badResponse' });
	});
});

describe('listChannelHosts', () => {
	test('reads the hosts of the live profile', async () => {
		await using server = await serverWith({ ...LIVE, broadcasters: [574332, 1347839] });
		expect(await listChannelHosts(server.client(), CHANNEL)).toEqual({
			exists: true,
			profile: 'live',
			hosts: [{ uid: 574332 }, { uid: 1347839 }],
		});
		expect(server.request.url).toBe('/dev/v1/channel/user/the-app-id/class%2032%2Fa/hosts_only');
	});

	test.each([COMMUNICATION, { ...COMMUNICATION, users: 'not a list' }])(
		'reads the communication profile from the mode alone: %j',
		async (data) => {
			expect(await hosts(data)).toEqual({ exists: true, profile: 'communication' });
		},
	);

	test('reads a channel that does not exist', async () => {
		expect(await hosts({ channel_exist: false })).toEqual({ exists: false });
	});

	test('refuses an answer without hosts as unreadable', async () => {
		expect(await thrownBy(hosts(LIVE))).toMatchObject({ kind: 'badResponse' });
		expect(await hosts({ ...LIVE, broadcasters: null })).toMatchObject({ hosts: [] });
	});
});

describe('getChannelUser', () => {
	test('reads join time, role and platform', async () => {
		await using server = await serverWith({
			...{ in_channel: true, uid: 7, join: 1640330382, role: 2, platform: 7 },
		});
		expect(await getChannelUser(server.client(), { ...CHANNEL, uid: 7 })).toEqual({
			inChannel: true,
			joinedAt: new Date(1640330382000),
			role: 'host',
			platform: 'web',
		});
		expect(server.request.url).toBe('/dev/v1/channel/user/property/the-app-id/7/class%2032%2Fa');
	});

	test.each([
		[1, 'user'],
		[2, 'host'],
		[3, 'audience'],
		[0, undefined],
		[9, undefined],
	])('reads the role %i as %s', async (role, expected) => {
		expect(await user({ in_channel: true, role })).toMatchObject({ role: expected });
	});

	test.each([
		[1, 'android'],
		[2, 'ios'],
		[5, 'windows'],
		[6, 'linux'],
		[7, 'web'],
		[8, 'macos'],
		[0, undefined],
		[3, undefined],
	])('reads the platform %i as %s', async (platform, expected) => {
		expect(await user({ in_channel: true, platform })).toMatchObject({ platform: expected });
	});

	test('reads a user that is not in the channel from in_channel alone', async () => {
		expect(await user({ in_channel: false })).toEqual({ inChannel: false });
	});

	test.each([{}, { in_channel: 1 }, { uid: 7 }])('refuses %j as unreadable', async (data) => {
		expect(await thrownBy(user(data))).toMatchObject({ kind: 'badResponse' });
	});

	test.each([0, -1, 1.5, 2 ** 32, Number.NaN])('sends nothing for the uid %d', async (uid) => {
		await using server = await TestServer.start();
		const call = getChannelUser(server.client(), { ...CHANNEL, uid });
		expect(await thrownBy(call)).toMatchObject({ kind: 'invalid', issues: [{ field: 'uid' }] });
		expect(server.requests).toEqual([]);
	});
});

test.each(['', '.', '..'])(
	'a channel named %j is not sent: it would change the path',
	async (channelName) => {
		await using server = await TestServer.start();
		const call = listChannelUsers(server.client(), { ...CHANNEL, channelName });
		expect(await thrownBy(call)).toMatchObject({ kind: 'invalid' });
		expect(server.requests).toEqual([]);
	},
);
