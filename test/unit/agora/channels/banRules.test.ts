import { describe, expect, test } from 'vitest';
import {
	type BanTarget,
	changeBan,
	createBan,
	liftBan,
	listBanRules,
	MAX_BAN_SECONDS,
	MIN_BAN_SECONDS,
	type NewBan,
} from '../../../../src/agora/channels/banRules';
import type { WriteReport } from '../../../../src/agora/request';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const APP = '4855aaaaaaaaaaaaaaaaaaaaaaaaeae2';
const BAN: NewBan = {
	appId: APP,
	target: { uid: 5897, channelName: 'class32' },
	privileges: ['join_channel'],
	seconds: 600,
};
/** As in the example of the document. */
const ITEM = {
	id: 1953,
	appid: APP,
	uid: 589517928,
	opid: 1406,
	cname: '11',
	ip: '192.168.0.1',
	ts: '2026-01-09T07:23:06.000Z',
	privileges: ['join_channel'],
	createAt: '2026-01-09T06:23:06.000Z',
	updateAt: '2026-01-09T14:23:06.000Z',
};

async function serverWith(body: unknown): Promise<TestServer> {
	const server = await TestServer.start();
	return server.reply(200, body);
}

function sentBody(server: TestServer): unknown {
	return JSON.parse(server.request.body);
}

describe('listBanRules', () => {
	test('reads the rules of a project', async () => {
		await using server = await serverWith({ status: 'success', rules: [ITEM] });
		expect(await listBanRules(server.client(), APP)).toEqual({
			rules: [
				{
					id: 1953,
					uid: 589517928,
					channelName: '11',
					ip: '192.168.0.1',
					privileges: ['join_channel'],
					expiresAt: new Date('2026-01-09T07:23:06Z'),
					createdAt: new Date('2026-01-09T06:23:06Z'),
				},
			],
			rejected: 0,
		});
		expect(server.request).toMatchObject({ method: 'GET', url: `/dev/v1/kicking-rule?appid=${APP}` });
	});

	test.each([
		['0 and empty texts', { uid: 0, cname: '', ip: '' }],
		['null', { uid: null, cname: null, ip: null, privileges: null }],
		['nothing', { uid: undefined, cname: undefined, ip: undefined, privileges: undefined }],
	])('reads %s as absent', async (_, absent) => {
		await using server = await serverWith({ status: 'success', rules: [{ ...ITEM, ...absent }] });
		const { rules } = await listBanRules(server.client(), APP);
		expect(rules).toMatchObject([{ uid: undefined, channelName: undefined, ip: undefined }]);
	});

	test('leaves out items without an id and the rules of other projects, and returns each id once', async () => {
		const rules = [
			...[ITEM, { ...ITEM, uid: 8 }, { ...ITEM, id: 7, appid: '5'.repeat(32) }, { ...ITEM, id: 0 }],
			...[{}, null, 'x', { id: '8', appid: APP.toUpperCase(), privileges: ['fly', 1] }],
		];
		await using server = await serverWith({ status: 'success', rules });
		const list = await listBanRules(server.client(), APP);
		expect(list).toMatchObject({
			rules: [
				{ id: 1953, uid: 8 },
				{ id: 8, privileges: ['fly'] },
			],
			rejected: 4,
		});
		expect(server.lines).toContain(
			'warn listBanRules: ban rules that could not be read and were left out: 4',
		);
	});

	test.each([
		['no rules', { status: 'success' }],
		['no status', { rules: [] }],
		['another status', { status: 'failed', rules: [] }],
		['rules in an object', { status: 'success', rules: {} }],
	])('refuses %s as unreadable', async (_, body) => {
		await using server = await serverWith(body);
		expect(await thrownBy(listBanRules(server.client(), APP))).toMatchObject({ kind: 'badResponse' });
		server.forgetAnswers();
		server.reply(200, { status: 'success', rules: null });
		expect(await listBanRules(server.client(), APP)).toEqual({ rules: [], rejected: 0 });
	});
});

describe('createBan', () => {
	test.each<[string, BanTarget, object]>([
		['a user in a channel', { uid: 7, channelName: 'class32' }, { uid: 7, cname: 'class32' }],
		['a user in every channel', { uid: 7 }, { uid: 7 }],
		['everybody in a channel', { channelName: 'class32' }, { cname: 'class32' }],
		['everybody behind an address', { ip: '203.0.113.7' }, { ip: '203.0.113.7' }],
	])('sends only the fields of %s', async (_, target, fields) => {
		await using server = await serverWith({ status: 'success', id: 1953 });
		expect(await createBan(server.client(), { ...BAN, target })).toBe(1953);
		expect(server.request).toMatchObject({ method: 'POST', url: '/dev/v1/kicking-rule' });
		expect(server.request.headers['content-type']).toBe('application/json');
		expect(server.request.headers['x-request-id']).toBeUndefined();
		expect(sentBody(server)).toEqual({
			...{ appid: APP, privileges: ['join_channel'], time_in_seconds: 600 },
			...fields,
		});
	});

	test('puts users offline once with the time 0 in minutes, and returns no id', async () => {
		for (const body of [{ status: 'success', id: 1953 }, { status: 'success' }]) {
			await using server = await serverWith(body);
			expect(await createBan(server.client(), { ...BAN, seconds: 0 })).toBeUndefined();
			expect(sentBody(server)).toMatchObject({ time: 0, uid: 5897 });
			expect(sentBody(server)).not.toHaveProperty('time_in_seconds');
		}
	});

	test('sends each privilege once', async () => {
		await using server = await serverWith({ status: 'success', id: '1953' });
		const privileges = ['publish_audio', 'publish_video', 'publish_audio'] as const;
		expect(await createBan(server.client(), { ...BAN, privileges })).toBe(1953);
		expect(sentBody(server)).toMatchObject({ privileges: ['publish_audio', 'publish_video'] });
	});

	test.each([MIN_BAN_SECONDS, 61, MAX_BAN_SECONDS])('sends %i seconds as they are', async (seconds) => {
		await using server = await serverWith({ status: 'success', id: 1 });
		await createBan(server.client(), { ...BAN, seconds });
		expect(sentBody(server)).toMatchObject({ time_in_seconds: seconds });
		expect(sentBody(server)).not.toHaveProperty('time');
	});

	const invalid: readonly [string, object, string][] = [
		['uid 0', { target: { uid: 0 } }, 'uid'],
		['uid 0 in a channel', { target: { uid: 0, channelName: 'class32' } }, 'uid'],
		['a negative uid', { target: { uid: -1 } }, 'uid'],
		['a uid of more than 32 bits', { target: { uid: 2 ** 32 } }, 'uid'],
		['no target', { target: {} }, 'uid'],
		['a target whose parts are undefined', { target: { channelName: undefined } }, 'uid'],
		['an empty channel name', { target: { channelName: '' } }, 'cname'],
		['an empty channel name beside a uid', { target: { uid: 7, channelName: '' } }, 'cname'],
		['a channel name of 65 characters', { target: { channelName: 'x'.repeat(65) } }, 'cname'],
		['an address and a uid', { target: { uid: 7, ip: '203.0.113.7' } }, 'ip'],
		['an address and a channel', { target: { channelName: 'class32', ip: '203.0.113.7' } }, 'ip'],
		['an IPv6 address', { target: { ip: '2001:db8::7' } }, 'ip'],
		['an empty address', { target: { ip: '' } }, 'ip'],
		['the address 0.0.0.0', { target: { ip: '0.0.0.0' } }, 'ip'],
		['no privilege', { privileges: [] }, 'privileges'],
		['an unknown privilege', { privileges: ['fly'] }, 'privileges'],
		['a kick from publishing', { seconds: 0, privileges: ['publish_audio'] }, 'privileges'],
		['9 seconds, which Agora makes 10', { seconds: 9 }, 'time_in_seconds'],
		['more than a day', { seconds: MAX_BAN_SECONDS + 1 }, 'time_in_seconds'],
		['a negative time', { seconds: -1 }, 'time_in_seconds'],
		['a fraction of a second', { seconds: 10.5 }, 'time_in_seconds'],
		['no number', { seconds: Number.NaN }, 'time_in_seconds'],
		['no App ID', { appId: '' }, 'appid'],
	];
	test.each(invalid)('sends nothing for %s', async (_, change, field) => {
		await using server = await TestServer.start();
		const error = await thrownBy(createBan(server.client(), { ...BAN, ...change }));
		expect(error).toMatchObject({ kind: 'invalid', outcome: undefined });
		expect(error.issues.map((issue) => issue.field)).toEqual([field]);
		expect(server.requests).toEqual([]);
	});

	test.each([
		['no id', { status: 'success' }],
		['the id 0', { status: 'success', id: 0 }],
		['another status', { status: 'failed', id: 7 }],
	])('does not take a response with %s for a rule', async (_, body) => {
		await using server = await serverWith(body);
		server.reply(200, { status: 'success', rules: [] });
		expect(await thrownBy(createBan(server.client(), BAN))).toMatchObject({ kind: 'unknownOutcome' });
		expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('changeBan', () => {
	test('sends the new duration, and returns the new end', async () => {
		await using server = await serverWith({
			status: 'success',
			result: { id: 1953, ts: '2026-01-09T08:45:54.545Z' },
		});
		const ends = await changeBan(server.client(), { appId: APP, id: 1953, seconds: 3600 });
		expect(ends).toEqual(new Date('2026-01-09T08:45:54.545Z'));
		expect(server.request).toMatchObject({ method: 'PUT', url: '/dev/v1/kicking-rule' });
		expect(sentBody(server)).toEqual({ appid: APP, id: 1953, time_in_seconds: 3600 });
	});

	test('returns nothing if the response does not contain the new end', async () => {
		await using server = await serverWith({ status: 'success' });
		expect(await changeBan(server.client(), { appId: APP, id: 1953, seconds: 60 })).toBeUndefined();
	});

	test.each([
		['0 seconds, which are described for new rules only', { seconds: 0 }, 'time_in_seconds'],
		['more than a day', { seconds: MAX_BAN_SECONDS + 1 }, 'time_in_seconds'],
		['the id 0', { id: 0 }, 'id'],
		['no App ID', { appId: '' }, 'appid'],
	])('sends nothing for %s', async (_, change, field) => {
		await using server = await TestServer.start();
		const call = changeBan(server.client(), { appId: APP, id: 7, seconds: 60, ...change });
		expect(await thrownBy(call)).toMatchObject({ kind: 'invalid', issues: [{ field }] });
		expect(server.requests).toEqual([]);
	});
});

describe('liftBan', () => {
	const lift = (server: TestServer) => liftBan(server.client(), { appId: APP, id: 1953 });

	test('sends a DELETE with a JSON body', async () => {
		await using server = await serverWith({ status: 'success', id: 1953 });
		expect(await lift(server)).toBe('lifted');
		const { method, url, headers } = server.request;
		expect([method, url, headers['content-type']]).toEqual([
			...['DELETE', '/dev/v1/kicking-rule', 'application/json'],
		]);
		expect(sentBody(server)).toEqual({ appid: APP, id: 1953 });
	});

	test.each(['rule not found', 'the kicking rule does not exist', 'No such rule.'])(
		'counts a rule that Agora does not have as lifted: %s',
		async (message) => {
			await using server = await TestServer.start();
			server.reply(404, { message });
			expect(await lift(server)).toBe('alreadyGone');
		},
	);

	test.each([
		{ message: 'no Route matched with those values' },
		{ message: 'Cannot DELETE /dev/v1/kicking-rule' },
		'<html><title>404 /dev/v1/kicking-rule was not found</title></html>',
		'',
	])("does not take a gateway's 404 for a missing rule: %j", async (body) => {
		await using server = await TestServer.start();
		server.reply(404, body);
		expect(await thrownBy(lift(server))).toMatchObject({ kind: 'notFound' });
	});

	test('sends nothing without an id', async () => {
		await using server = await TestServer.start();
		const error = await thrownBy(liftBan(server.client(), { appId: APP, id: 0 }));
		expect(error).toMatchObject({ kind: 'invalid', issues: [{ field: 'id' }] });
		expect(server.requests).toEqual([]);
	});
});

describe('the report of a write', () => {
	async function reportOf(call: (server: TestServer) => Promise<unknown>): Promise<WriteReport | undefined> {
		await using server = await serverWith({ status: 'success', id: 1953 });
		const client = server.client();
		const reports: WriteReport[] = [];
		client.onDidWrite((report) => reports.push(report));
		server.client = () => client;
		await call(server);
		return reports[0];
	}

	test.each<[string, Partial<NewBan>, object]>([
		[
			'a ban',
			{},
			{
				name: 'class32 · 5897',
				change: 'time_in_seconds 600',
				ban: { uid: 5897, channelName: 'class32', privileges: ['join_channel'], seconds: 600 },
			},
		],
		['a kick', { seconds: 0 }, { name: 'class32 · 5897', change: 'time 0', ban: { seconds: 0 } }],
		['a closed channel', { target: { channelName: 'class32' } }, { name: 'class32' }],
		[
			'an address',
			{ target: { ip: '203.0.113.7' } },
			{ name: '203.0.113.7', ban: { ip: '203.0.113.7', uid: undefined } },
		],
	])('names the target of %s', async (_, change, subject) => {
		const report = await reportOf((server) => createBan(server.client(), { ...BAN, ...change }));
		expect(report).toMatchObject({ operation: 'createBan', appId: APP, outcome: 'done', subject });
	});

	test('names the rule that is changed or lifted, and its target if the caller knows it', async () => {
		const rule = { appId: APP, id: 1953 };
		const known = { ...rule, uid: 5897, channelName: 'class32' };
		expect((await reportOf((server) => liftBan(server.client(), rule)))?.subject).toMatchObject({
			name: '1953',
			ban: { id: 1953 },
		});
		expect((await reportOf((server) => liftBan(server.client(), known)))?.subject).toMatchObject({
			name: 'class32 · 5897',
			ban: { id: 1953, uid: 5897, channelName: 'class32' },
		});
		const changed = await reportOf((server) => changeBan(server.client(), { ...known, seconds: 60 }));
		expect(changed?.subject).toMatchObject({ change: 'time_in_seconds 60', ban: { seconds: 60 } });
	});
});
