import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
	createPlayer,
	deletePlayer,
	listPlayers,
	type PlayerRequest,
	updatePlayer,
} from '../../../../src/agora/mediaPull/players';
import { REGIONS, type Region } from '../../../../src/agora/mediaPull/region';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const APP = 'eb00cd2b222a4eeaa24fc6046d90b227';
const ID = '2a784467d647bb87b60b719f6fa56317';
const PLAYERS = `/v1/projects/${APP}/cloud-player/players`;

/** The document's example without transcoding. */
const REQUEST: PlayerRequest = {
	streamUrl: 'rtmp://example.agora.io/live/class32/101',
	channelName: 'class32',
	token: '2a784467d6',
	uid: 101,
	idleTimeout: 300,
	playTs: 1575508644,
	name: 'test',
};
const CREATED = {
	player: { uid: 101, id: ID, createTs: 1575508644, status: 'running' },
	fields: 'player.uid,player.id,player.createTs,player.status',
};

beforeEach(() => {
	// The documents' examples play at a moment of 2019, which is in range only then.
	vi.useFakeTimers({ toFake: ['Date'], now: 1575508644_000 });
});
afterEach(() => {
	vi.useRealTimers();
});

describe('Create', () => {
	test('equals both of the document’s examples, byte for byte', async () => {
		await using server = await TestServer.start();
		server.reply(200, CREATED);
		await createPlayer(server.client(), { region: 'na', appId: APP, player: REQUEST });
		const transcoding: PlayerRequest = {
			audioOptions: { profile: 1 },
			videoOptions: {
				width: 1920,
				height: 1080,
				frameRate: 15,
				bitrate: 400,
				codec: 'H.264',
				gop: 30,
				fillMode: 'fill',
			},
			...REQUEST,
		};
		await createPlayer(server.client(), {
			region: 'cn',
			appId: APP,
			streamIp: '192.0.2.7',
			player: transcoding,
		});
		const [plain, transcoded] = server.requests;
		expect(plain).toMatchObject({
			method: 'POST',
			url: `/na${PLAYERS}`,
			body: '{"player":{"streamUrl":"rtmp://example.agora.io/live/class32/101","channelName":"class32","token":"2a784467d6","uid":101,"idleTimeout":300,"playTs":1575508644,"name":"test"}}',
		});
		expect(transcoded).toMatchObject({
			method: 'POST',
			url: `/cn${PLAYERS}?streamIp=192.0.2.7`,
			body: '{"player":{"audioOptions":{"profile":1},"videoOptions":{"width":1920,"height":1080,"frameRate":15,"bitrate":400,"codec":"H.264","gop":30,"fillMode":"fill"},"streamUrl":"rtmp://example.agora.io/live/class32/101","channelName":"class32","token":"2a784467d6","uid":101,"idleTimeout":300,"playTs":1575508644,"name":"test"}}',
		});
		expect(plain?.headers).toMatchObject({
			'content-type': 'application/json',
			authorization: expect.stringMatching(/^Basic /),
			'x-request-id': expect.stringMatching(UUID),
		});
		expect(transcoded?.headers['x-request-id']).not.toBe(plain?.headers['x-request-id']);
	});

	test('each region is the first part of the path', async () => {
		await using server = await TestServer.start();
		server.reply(200, CREATED);
		for (const region of REGIONS) {
			await createPlayer(server.client(), { region, appId: APP, player: REQUEST });
		}
		expect(server.requests.map((request) => request.url.slice(0, 4))).toEqual([
			'/na/',
			'/eu/',
			'/ap/',
			'/cn/',
		]);
	});

	test('the answer is completed with what was asked for', async () => {
		await using server = await TestServer.start();
		server.reply(201, CREATED);
		expect(await createPlayer(server.client(), { region: 'na', appId: APP, player: REQUEST })).toEqual({
			id: ID,
			name: 'test',
			channelName: 'class32',
			uid: 101,
			account: undefined,
			streamUrl: 'rtmp://example.agora.io/live/class32/101',
			createdAt: new Date('2019-12-05T01:17:24Z'),
			status: 'running',
		});
	});

	test('what the answer says goes before what was asked for, and uid 0 is nobody', async () => {
		await using server = await TestServer.start();
		const player = { ...REQUEST, uid: 0 };
		server.reply(200, { player: { id: ID, uid: '4711', status: 'connecting' } });
		expect(await createPlayer(server.client(), { region: 'na', appId: APP, player })).toMatchObject({
			uid: 4711,
		});
		server.reply(200, { player: { id: ID, status: 'connecting' } });
		expect(await createPlayer(server.client(), { region: 'na', appId: APP, player })).toMatchObject({
			uid: undefined,
			createdAt: undefined,
		});
	});

	test('an id that only the header tells is taken from there', async () => {
		await using server = await TestServer.start();
		server.reply(200, { player: { status: 'connecting' } }, { 'X-Resource-ID': ID });
		const created = await createPlayer(server.client(), { region: 'na', appId: APP, player: REQUEST });
		expect(created).toMatchObject({ id: ID, status: 'connecting' });
	});

	test.each([{}, { player: {} }, { player: null }, [], ''])(
		'an answer that names no player, %j, leaves the outcome unknown',
		async (reply) => {
			await using server = await TestServer.start();
			server.reply(200, reply);
			const error = await thrownBy(
				createPlayer(server.client(), { region: 'na', appId: APP, player: REQUEST }),
			);
			expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'createPlayer', status: 200 });
		},
	);

	test('a taken name tells which player has it', async () => {
		await using server = await TestServer.start();
		const message = 'Resource with the same name already exists.';
		server.reply(409, { message }, { 'X-Resource-ID': ID, 'X-Request-ID': 'r-1' });
		const error = await thrownBy(
			createPlayer(server.client(), { region: 'na', appId: APP, player: REQUEST }),
		);
		expect(error).toMatchObject({
			kind: 'conflict',
			resourceId: ID,
			requestId: 'r-1',
			agoraMessage: message,
		});
	});

	test('every broken rule is told at once, before anything is sent', async () => {
		await using server = await TestServer.start();
		const request = {
			region: 'mars' as Region,
			appId: APP,
			streamIp: '::1',
			player: { ...REQUEST, channelName: 'ä', name: 'a b', idleTimeout: 4 },
		};
		const error = await thrownBy(createPlayer(server.client(), request));
		expect(error.kind).toBe('invalid');
		expect(error.issues.map((issue) => `${issue.field} ${issue.rule}`)).toEqual([
			'region format',
			'streamIp format',
			'channelName characters',
			'name characters',
			'idleTimeout range',
		]);
		expect(server.requests).toEqual([]);
	});
});

describe('Delete', () => {
	test('equals the document, and carries no body', async () => {
		await using server = await TestServer.start();
		server.reply(200, '');
		expect(await deletePlayer(server.client(), { region: 'eu', appId: APP, id: ID })).toBe('deleted');
		expect(server.request).toMatchObject({ method: 'DELETE', url: `/eu${PLAYERS}/${ID}`, body: '' });
		expect(server.request.headers).toMatchObject({
			authorization: expect.stringMatching(/^Basic /),
			'x-request-id': expect.stringMatching(UUID),
		});
		expect(server.request.headers).not.toHaveProperty('content-type');
	});

	test('a player that is gone already is gone', async () => {
		await using server = await TestServer.start();
		server.reply(404, { message: 'Resource is not found and destroyed.' });
		expect(await deletePlayer(server.client(), { region: 'eu', appId: APP, id: ID })).toBe('alreadyGone');
	});

	test.each([
		{ message: 'no Route matched with those values' },
		{ message: 'Project not found' },
		'<html><title>404 Not Found</title></html>',
		'',
	])('a 404 of something else, %j, does not say that the player is gone', async (body) => {
		await using server = await TestServer.start();
		server.reply(404, body);
		const error = await thrownBy(deletePlayer(server.client(), { region: 'eu', appId: APP, id: ID }));
		expect(error.kind).toBe('notFound');
	});

	test('an id can fill its place in the path, and never change the path', async () => {
		await using server = await TestServer.start();
		server.reply(200, '');
		await deletePlayer(server.client(), { region: 'eu', appId: APP, id: 'a/../b?c#d e\ud800' });
		expect(server.request.url).toBe(`/eu${PLAYERS}/a%2F..%2Fb%3Fc%23d%20e%EF%BF%BD`);
		for (const id of ['', '.', '..']) {
			const error = await thrownBy(deletePlayer(server.client(), { region: 'eu', appId: APP, id }));
			expect(error).toMatchObject({ kind: 'invalid', issues: [{ field: 'id' }] });
		}
		const elsewhere = deletePlayer(server.client(), { region: 'mars' as Region, appId: APP, id: ID });
		expect(await thrownBy(elsewhere)).toMatchObject({ kind: 'invalid', issues: [{ field: 'region' }] });
		expect(server.requests).toHaveLength(1);
	});
});

describe('List', () => {
	test('equals the document', async () => {
		await using server = await TestServer.start();
		server.reply(200, { players: [] });
		await listPlayers(server.client(), { appId: APP });
		await listPlayers(server.client(), {
			appId: APP,
			channelName: 'class32',
			pageSize: 500,
			pageToken: '7b60b719f',
		});
		await listPlayers(server.client(), { appId: APP, channelName: 'a+b & c' });
		expect(server.requests.map((request) => request.url)).toEqual([
			PLAYERS,
			`${PLAYERS}?filter=channelName%20eq%20class32&pageSize=500&pageToken=7b60b719f`,
			`${PLAYERS}?filter=channelName%20eq%20a%2Bb%20%26%20c`,
		]);
		expect(server.requests[0]).toMatchObject({ method: 'GET', body: '' });
		expect(server.requests[0]?.headers).toMatchObject({ 'x-request-id': expect.stringMatching(UUID) });
		expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
	});

	test("the document's example is read whole", async () => {
		await using server = await TestServer.start();
		server.reply(200, {
			totalSize: 10,
			players: [
				{
					name: 'class32_101',
					streamUrl: 'rtmp://example.agora.io/live/class32/101',
					channelName: 'class32',
					uid: 101,
					id: ID,
					createTs: 1575508644,
					status: 'running',
				},
			],
			fields:
				'player.name,player.streamUrl,player.channelName,player.uid,player.id,player.createTs,player.status',
			nextPageToken: '7b60b719f',
		});
		expect(await listPlayers(server.client(), { appId: APP })).toEqual({
			players: [
				{
					id: ID,
					name: 'class32_101',
					channelName: 'class32',
					uid: 101,
					account: undefined,
					streamUrl: 'rtmp://example.agora.io/live/class32/101',
					createdAt: new Date('2019-12-05T01:17:24Z'),
					status: 'running',
				},
			],
			totalSize: 10,
			nextPageToken: '7b60b719f',
			rejected: 0,
		});
	});

	test('partial items, both spellings of createTs and unknown states are kept', async () => {
		await using server = await TestServer.start();
		server.reply(200, {
			totalSize: '3',
			players: [
				{ id: 'a', name: 'n', CreateTs: 1575508644 },
				{ id: 'b', name: null, uid: '101', status: 'paused', createTs: '1575508644' },
				{ id: 'c', account: 'teacher', uid: -1, streamUrl: 7 },
				{ name: 'without id' },
				'text',
			],
		});
		const page = await listPlayers(server.client(), { appId: APP });
		const createdAt = new Date('2019-12-05T01:17:24Z');
		expect(page).toMatchObject({
			players: [
				{ id: 'a', name: 'n', createdAt, status: undefined },
				{ id: 'b', name: undefined, uid: 101, status: 'paused', createdAt },
				{ id: 'c', account: 'teacher', uid: undefined, streamUrl: undefined },
			],
			totalSize: 3,
			rejected: 2,
		});
		expect(server.lines).toContain('warn listPlayers: 2 cloud players made no sense and were left out');
	});

	test.each([{}, [], null, 'text', { players: {} }])('%j is badResponse', async (reply) => {
		await using server = await TestServer.start();
		server.reply(200, JSON.stringify(reply));
		expect(await thrownBy(listPlayers(server.client(), { appId: APP }))).toMatchObject({
			kind: 'badResponse',
		});
	});

	test('a page size or channel that cannot be is refused before anything is sent', async () => {
		await using server = await TestServer.start();
		for (const pageSize of [0, 501, 1.5]) {
			const error = await thrownBy(listPlayers(server.client(), { appId: APP, pageSize }));
			expect(error).toMatchObject({ kind: 'invalid', issues: [{ field: 'pageSize', rule: 'range' }] });
		}
		const error = await thrownBy(listPlayers(server.client(), { appId: APP, channelName: "x' or 'y" }));
		expect(error).toMatchObject({ kind: 'invalid', issues: [{ field: 'channelName', rule: 'characters' }] });
		expect(server.requests).toEqual([]);
	});
});

describe('Update', () => {
	test('is a PATCH with its sequence in the query and what changes in its body', async () => {
		await using server = await TestServer.start();
		server.reply(204, '');
		const changes = { isPause: false, audioOptions: { profile: 1, volume: 50 }, streamUrl: undefined };
		await updatePlayer(server.client(), { region: 'ap', appId: APP, id: ID, sequence: 1575508644, changes });
		expect(server.request).toMatchObject({
			method: 'PATCH',
			url: `/ap${PLAYERS}/${ID}?sequence=1575508644`,
			body: '{"player":{"isPause":false,"audioOptions":{"profile":1,"volume":50}}}',
		});
		expect(server.request.headers).toMatchObject({
			'content-type': 'application/json',
			'x-request-id': expect.stringMatching(UUID),
		});
	});

	test.each([
		[{}, 0, 'changes required'],
		[{ isPause: true }, -1, 'sequence range'],
		[{ streamUrl: 'ftp://example.com/x' }, 0, 'streamUrl format'],
		[{ seekPosition: -1 }, 0, 'seekPosition range'],
		[{ tempo: 3 }, 0, 'tempo format'],
		[{ audioOptions: { profile: 1 } }, 0, 'audioOptions.volume required'],
		[{ audioOptions: { volume: 201 } }, 0, 'audioOptions.volume range'],
	])('%j with sequence %i is refused before it is sent', async (changes, sequence, issue) => {
		await using server = await TestServer.start();
		const update = { region: 'ap', appId: APP, id: ID, sequence, changes } as const;
		const error = await thrownBy(updatePlayer(server.client(), update));
		expect(error.issues.map(({ field, rule }) => `${field} ${rule}`)).toEqual([issue]);
		expect(server.requests).toEqual([]);
	});
});
