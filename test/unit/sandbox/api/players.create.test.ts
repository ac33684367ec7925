import { describe, expect, test } from 'vitest';
import { openSandbox, playersPath } from '../openSandbox';

const NOW = Date.UTC(2025, 5, 18, 12) / 1000;
const player = { streamUrl: 'https://media.example.com/film-90s.mp4', channelName: 'class32', uid: 101 };

/** A project without certificate, so that no token is needed. */
async function openCreate() {
	const opened = await openSandbox();
	const project = opened.sandbox.state.addProject({ certificateEnabled: false });
	const create = (fields: object, query = '') =>
		opened.call('POST', playersPath(project.appId) + query, { player: { ...player, ...fields } });
	return { ...opened, project, create };
}

function invalid(parameter: string) {
	return { message: `Parameter ${parameter} is invalid. Fix it in your request and retry.` };
}

describe('Create refuses with 400', () => {
	test.each([
		undefined,
		null,
		'',
		'media.example.com/film.mp4',
		'ftp://media.example.com/film.mp4',
		'rtmp:///live',
		'rtmp://?live',
		'https://media.example.com/a film.mp4',
		`https://media.example.com/${'x'.repeat(1024)}`,
		7,
	])('the streamUrl %j', async (streamUrl) => {
		const { sandbox, create } = await openCreate();
		const { status, json, headers } = await create({ streamUrl });
		expect([status, json]).toEqual([400, { message: "Parameter 'streamUrl' is invalid formatted." }]);
		expect(headers.has('X-Resource-ID')).toBe(false);
		expect(sandbox.state.players).toEqual([]);
	});

	test.each([
		['channelName', { channelName: undefined }],
		['channelName', { channelName: '' }],
		['channelName', { channelName: 'x'.repeat(65) }],
		['channelName', { channelName: 'klasse/32' }],
		['channelName', { channelName: 'größe' }],
		['uid', { uid: undefined }],
		['uid', { uid: null }],
		['uid', { uid: '101' }],
		['uid', { uid: -1 }],
		['uid', { uid: 2 ** 32 }],
		['uid', { uid: 1.5 }],
		['account', { account: 'teacher101' }],
		['account', { uid: undefined, account: null }],
		['account', { uid: undefined, account: '' }],
		['account', { uid: undefined, account: 'x'.repeat(256) }],
		['account', { uid: undefined, account: 101 }],
		['token', { token: '2a784467d6' }],
		['name', { name: '' }],
		['name', { name: 'class 32' }],
		['name', { name: 'x'.repeat(65) }],
		['idleTimeout', { idleTimeout: '300' }],
		['playTs', { playTs: NOW + 301 }],
		['playTs', { playTs: NOW - 86_401 }],
		['playTs', { playTs: NOW + 0.5 }],
		['repeatTime', { repeatTime: 0 }],
		['repeatTime', { repeatTime: -2 }],
		['seekPosition', { seekPosition: -1 }],
		['seekPosition', { seekPosition: 90 }],
		['audioOptions', { audioOptions: { profile: 6 } }],
		['audioOptions', { audioOptions: { volume: 201 } }],
		['audioOptions', { audioOptions: 'loud' }],
		['videoOptions', { videoOptions: { width: 65 } }],
		['videoOptions', { videoOptions: { width: 1921 } }],
		['videoOptions', { videoOptions: { height: 1081 } }],
		['videoOptions', { videoOptions: { frameRate: 31 } }],
		['videoOptions', { videoOptions: { bitrate: 0 } }],
		['videoOptions', { videoOptions: { fillMode: 'stretch' } }],
		['videoOptions', { videoOptions: { widthHeightAdaption: 'true' } }],
		['dataStreamOptions', { dataStreamOptions: { enable: 1 } }],
		['encryptMode', { encryptMode: 'aes-512-gcm', encryptKey: 'k' }],
		['encryptKey', { encryptMode: 'aes-128-gcm' }],
		['encryptKdfSalt', { encryptMode: 'aes-256-gcm2', encryptKey: 'k' }],
		['encryptKdfSalt', { encryptMode: 'aes-256-gcm2', encryptKey: 'k', encryptKdfSalt: 'c2FsdA==' }],
		['encryptKdfSalt', { encryptMode: 'aes-256-gcm2', encryptKey: 'k', encryptKdfSalt: base64(0) }],
	])('an invalid %s: %j', async (parameter, fields) => {
		const { sandbox, create } = await openCreate();
		const { status, json } = await create(fields);
		expect([status, json]).toEqual([400, invalid(parameter)]);
		expect(sandbox.state.players).toEqual([]);
	});

	test.each(['256.1.1.1', '::1', 'media.example.com', ''])('the streamIp %s', async (streamIp) => {
		const { create } = await openCreate();
		const { status, json } = await create({}, `?streamIp=${streamIp}`);
		expect([status, json]).toEqual([400, invalid('streamIp')]);
	});

	test('a body without player, and a body that is not JSON', async () => {
		const { call, project } = await openCreate();
		const path = playersPath(project.appId);
		expect(await call('POST', path, {})).toMatchObject({ status: 400, json: invalid('player') });
		expect(await call('POST', path, '{"player"')).toMatchObject({ status: 400, json: invalid('player') });
		const type = { 'Content-Type': 'text/plain' };
		expect((await call('POST', path, { player }, type)).status).toBe(400);
	});

	test('an unknown region', async () => {
		const { call, project } = await openCreate();
		const { status, json } = await call('POST', playersPath(project.appId, undefined, 'us'), { player });
		expect([status, json]).toEqual([400, invalid('region')]);
	});
});

describe('Create', () => {
	test.each([
		{ streamUrl: 'rtmp://live.example.com/live/1' },
		{ streamUrl: 'HTTP://203.0.113.7/poster.png' },
		{ channelName: 'a Z9!#$%&()+-:;<=.>?@[]^_{}|~,' },
		{ channelName: 'x'.repeat(64) },
		{ uid: 2 ** 32 - 1 },
		{ uid: undefined, account: 'teacher 101' },
		{ name: 'class32_101-b' },
		{ playTs: 0 },
		{ playTs: NOW + 300 },
		{ playTs: NOW - 86_400 },
		{ repeatTime: -1 },
		{ seekPosition: 89 },
		{ audioOptions: {}, videoOptions: {} },
		{ encryptMode: 'aes-128-gcm2', encryptKey: 'k', encryptKdfSalt: base64(1) },
		{ encryptMode: 'sm4-128-ecb', encryptKey: 'k', encryptKdfSalt: 'ignored' },
		{ token: null, idleTimeout: null, videoOptions: null },
	])('accepts %j', async (fields) => {
		const { create } = await openCreate();
		expect(await create(fields)).toMatchObject({ status: 200 });
	});

	test('ignores unknown keys, which are case-sensitive', async () => {
		const { sandbox, create } = await openCreate();
		const { status } = await create({ audioOptions: { Profile: 9 }, StreamUrl: 7, colour: 'blue' });
		expect(status).toBe(200);
		expect(sandbox.state.players[0]?.audioProfile).toBeUndefined();
	});

	test('assigns a uid in place of 0', async () => {
		const { sandbox, create } = await openCreate();
		const { json } = await create({ uid: 0 });
		const uid = sandbox.state.players[0]?.uid;
		expect(uid).toBeGreaterThan(0);
		expect(json).toMatchObject({ player: { uid } });
	});

	test.each([
		[1, 5],
		[60, 60],
		[9999, 600],
		[undefined, 300],
	])('changes idleTimeout %s to %s', async (sent, kept) => {
		const { sandbox, create } = await openCreate();
		await create({ idleTimeout: sent });
		expect(sandbox.state.players[0]?.idleTimeout).toBe(kept);
	});
});

test('Create requires a token for a project with a certificate', async () => {
	const { call, sandbox } = await openCreate();
	const { appId } = sandbox.state.addProject();
	const without = await call('POST', playersPath(appId), { player });
	expect([without.status, without.json]).toEqual([400, invalid('token')]);
	const empty = await call('POST', playersPath(appId), { player: { ...player, token: '' } });
	expect([empty.status, empty.json]).toEqual([400, invalid('token')]);
	expect((await call('POST', playersPath(appId), { player: { ...player, token: 't' } })).status).toBe(200);
});

test('Create refuses a used name with 409 and the id of its player, at once and in every region', async () => {
	const { sandbox, clock, call, project, create } = await openCreate();
	await create({ name: 'one' });
	const id = sandbox.state.players[0]?.id;
	const again = await call('POST', playersPath(project.appId, undefined, 'eu'), {
		player: { ...player, name: 'one' },
	});
	expect([again.status, again.json]).toEqual([
		409,
		{ message: 'Resource with the same name already exists.' },
	]);
	expect(again.headers.get('X-Resource-ID')).toBe(id);
	await call('DELETE', playersPath(project.appId, id));
	clock.skip(1000);
	expect(await create({ name: 'one' })).toMatchObject({ status: 200 });
});

test('players without a name do not conflict, and neither do equal names in two projects', async () => {
	const { sandbox, call, create } = await openCreate();
	expect((await create({})).status).toBe(200);
	expect((await create({})).status).toBe(200);
	await create({ name: 'one' });
	const other = sandbox.state.addProject({ certificateEnabled: false });
	const named = { player: { ...player, name: 'one' } };
	expect((await call('POST', playersPath(other.appId), named)).status).toBe(200);
});

test('Create refuses the 51st player until another one is deleted', async () => {
	const { sandbox, call, project, create } = await openCreate();
	for (let index = 0; index < 50; index++) {
		sandbox.state.addPlayer({ appId: project.appId });
	}
	const full = await create({});
	expect([full.status, full.json]).toEqual([429, { message: 'Resources quota limit exceeded.' }]);
	await call('DELETE', playersPath(project.appId, sandbox.state.players[0]?.id));
	expect((await create({})).status).toBe(200);
});

function base64(byte: number): string {
	return Buffer.alloc(32, byte).toString('base64');
}
