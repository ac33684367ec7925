import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPlayer } from '../../../../src/agora/mediaPull/createPlayer';
import { REGIONS, type Region } from '../../../../src/agora/mediaPull/player';
import type { PlayerRequest } from '../../../../src/agora/mediaPull/playerRequest';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';
import { APP, ID, PLAYERS, UUID } from './addresses';

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
	test('sends both examples of the document byte for byte', async () => {
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

	test('begins the path with the region', async () => {
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

	test('adds missing fields from the request to the player', async () => {
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

	test('prefers fields of the response, and ignores uid 0', async () => {
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

	test('reads the id from the header if the body has none', async () => {
		await using server = await TestServer.start();
		server.reply(200, { player: { status: 'connecting' } }, { 'X-Resource-ID': ID });
		const created = await createPlayer(server.client(), { region: 'na', appId: APP, player: REQUEST });
		expect(created).toMatchObject({ id: ID, status: 'connecting' });
	});

	test.each([{}, { player: {} }, { player: null }, [], ''])(
		'an answer that names no player, %j, leaves the outcome unknown',
		async (reply) => {
			await using server = await TestServer.start();
			server.reply(200, reply).reply(200, 'no list');
			const error = await thrownBy(
				createPlayer(server.client(), { region: 'na', appId: APP, player: REQUEST }),
			);
			expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'createPlayer', status: 200 });
		},
	);

	test('names the player that has the name', async () => {
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

	test('reports every broken rule before anything is sent', async () => {
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
			'idleTimeout range',
			'name characters',
		]);
		expect(server.requests).toEqual([]);
	});
});
