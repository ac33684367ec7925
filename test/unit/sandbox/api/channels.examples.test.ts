import { expect, test } from 'vitest';
import { channelsPath, openSandbox, RULES_PATH, userPath, usersPath } from '../openSandbox';

// The examples of the channel management document, byte for byte. The App ID of its rules is shortened.

const APP_ID = `4855${'a'.repeat(24)}eae2`;

test('list channels', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject();
	sandbox.state.channels.add({ appId, name: 'lkj144', hosts: 2, audience: 1 });
	const { status, text } = await call('GET', channelsPath(appId, '?page_no=0&page_size=100'));
	expect([status, text]).toEqual([
		200,
		'{"success":true,"data":{"channels":[{"channel_name":"lkj144","user_count":3}],"total_size":1}}',
	]);
});

test('list users of a live broadcasting channel', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject();
	sandbox.state.channels.add({
		appId,
		name: 'lkj144',
		hosts: [{ uid: 2206227541 }, { uid: 2845863044 }],
		audience: [{ uid: 906219905 }],
	});
	const { status, text } = await call('GET', usersPath(appId, 'lkj144'));
	expect([status, text]).toEqual([
		200,
		'{"success":true,"data":{"channel_exist":true,"mode":2,"broadcasters":[2206227541,2845863044],"audience":[906219905],"audience_total":1}}',
	]);
});

test('list users of a communication channel', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject();
	const users = [{ uid: 906219905 }, { account: 'principal' }];
	sandbox.state.channels.add({ appId, name: 'lkj144', profile: 'communication', users });
	const { status, text } = await call('GET', usersPath(appId, 'lkj144'));
	expect([status, text]).toEqual([
		200,
		'{"success":true,"data":{"channel_exist":true,"mode":1,"total":2,"users":[906219905,"principal"]}}',
	]);
});

test('list hosts only', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject();
	const hosts = [{ uid: 574332 }, { uid: 1347839 }];
	sandbox.state.channels.add({ appId, name: 'lkj144', hosts, audience: 5 });
	const { status, text } = await call('GET', `${usersPath(appId, 'lkj144')}/hosts_only`);
	expect([status, text]).toEqual([
		200,
		'{"success":true,"data":{"channel_exist":true,"mode":2,"broadcasters":[574332,1347839]}}',
	]);
});

test('get one user', async () => {
	const { sandbox, call } = await openSandbox({ time: 1640330400_000 });
	const { appId } = sandbox.state.addProject();
	const hosts = [{ uid: 2845863044, platform: 7, joinedAt: 1640330382_000 }];
	sandbox.state.channels.add({ appId, name: 'lkj144', hosts });
	const { status, text } = await call('GET', userPath(appId, 'lkj144', 2845863044));
	expect([status, text]).toEqual([
		200,
		'{"success":true,"data":{"in_channel":true,"uid":2845863044,"join":1640330382,"role":2,"platform":7}}',
	]);
});

test('a channel and a user that do not exist', async () => {
	const { sandbox, call } = await openSandbox();
	const { appId } = sandbox.state.addProject();
	const notExisting = '{"success":true,"data":{"channel_exist":false}}';
	expect((await call('GET', usersPath(appId, 'none'))).text).toBe(notExisting);
	expect((await call('GET', `${usersPath(appId, 'none')}/hosts_only`)).text).toBe(notExisting);
	expect((await call('GET', userPath(appId, 'none', 1))).text).toBe(
		'{"success":true,"data":{"in_channel":false}}',
	);
});

test('list ban rules', async () => {
	const { sandbox, call } = await openSandbox({ time: Date.UTC(2026, 0, 9, 6, 30) });
	const { appId } = sandbox.state.addProject({ appId: APP_ID });
	sandbox.state.banRules.add({
		id: 1953,
		appId,
		uid: 589517928,
		channelName: '11',
		ip: '192.168.0.1',
		createdAt: Date.UTC(2026, 0, 9, 6, 23, 6),
		updatedAt: Date.UTC(2026, 0, 9, 14, 23, 6),
	});
	const { status, text } = await call('GET', `${RULES_PATH}?appid=${appId}`);
	expect([status, text]).toEqual([
		200,
		`{"status":"success","rules":[{"id":1953,"appid":"${APP_ID}","uid":589517928,"opid":1406,"cname":"11","ip":"192.168.0.1","ts":"2026-01-09T07:23:06.000Z","privileges":["join_channel"],"createAt":"2026-01-09T06:23:06.000Z","updateAt":"2026-01-09T14:23:06.000Z"}]}`,
	]);
});

test('create, change and delete a ban rule', async () => {
	const { sandbox, clock, call } = await openSandbox({ time: Date.UTC(2026, 0, 9, 6, 23, 6) });
	const { appId: appid } = sandbox.state.addProject();
	const created = await call('POST', RULES_PATH, { appid, privileges: ['join_channel'], uid: 589517928 });
	expect([created.status, created.text]).toEqual([200, '{"status":"success","id":1953}']);
	clock.skip(Date.UTC(2026, 0, 9, 6, 45, 54, 545) - clock.now());
	const changed = await call('PUT', RULES_PATH, { appid, id: 1953, time: 120 });
	expect([changed.status, changed.text]).toEqual([
		200,
		'{"status":"success","result":{"id":1953,"ts":"2026-01-09T08:45:54.545Z"}}',
	]);
	const deleted = await call('DELETE', RULES_PATH, { appid, id: 1953 });
	expect([deleted.status, deleted.text]).toEqual([200, '{"status":"success","id":1953}']);
	expect((await call('GET', `${RULES_PATH}?appid=${appid}`)).text).toBe('{"status":"success","rules":[]}');
});
