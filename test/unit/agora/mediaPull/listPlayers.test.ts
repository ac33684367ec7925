import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listPlayers, SeenPlayers } from '../../../../src/agora/mediaPull/listPlayers';
import { readPlayer } from '../../../../src/agora/mediaPull/player';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';
import { APP, ID, PLAYERS, UUID } from './addresses';

describe('List', () => {
	test('sends the request of the document', async () => {
		await using server = await TestServer.start();
		server.reply(200, { players: [] });
		await listPlayers(server.client(), { appId: APP });
		await listPlayers(server.client(), {
			appId: APP,
			channelName: 'class32',
			pageSize: 500,
			pageToken: '7b60b719f',
		});
		await listPlayers(server.client(), { appId: APP, channelName: 'a+b & {c}' });
		expect(server.requests.map((request) => request.url)).toEqual([
			PLAYERS,
			`${PLAYERS}?filter=channelName%20eq%20class32&pageSize=500&pageToken=7b60b719f`,
			`${PLAYERS}?filter=channelName%20eq%20a%2Bb%20%26%20%7Bc%7D`,
		]);
		expect(server.requests[0]).toMatchObject({ method: 'GET', body: '' });
		expect(server.requests[0]?.headers).toMatchObject({ 'x-request-id': expect.stringMatching(UUID) });
		expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
	});

	test('reads the example of the document completely', async () => {
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

	test('keeps partial items, both spellings of createTs and undocumented states', async () => {
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
		expect(server.lines.filter((line) => line.startsWith('warn'))).toEqual([
			'warn listPlayers: cloud players that could not be read and were left out: 2',
			'warn listPlayers: cloud players kept without fields that could not be read: 1',
		]);
	});

	test.each([
		{},
		{ totalSize: 0 },
		{ totalSize: '0', requestId: 'x' },
		{ fields: '', nextPageToken: '' },
		{ players: null, nextPageToken: 'more' },
		{ players: null, totalSize: 0 },
	])('reads %j as an empty last page', async (reply) => {
		await using server = await TestServer.start();
		server.reply(200, reply);
		const page = await listPlayers(server.client(), { appId: APP });
		expect(page).toMatchObject({ players: [], nextPageToken: undefined, rejected: 0 });
	});

	test('reads a numeric account as a string', async () => {
		await using server = await TestServer.start();
		server.reply(200, { players: [{ id: 'a', name: 'n', account: 4711 }] });
		const { players } = await listPlayers(server.client(), { appId: APP });
		expect(players).toMatchObject([{ account: '4711' }]);
		expect(server.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
	});

	test.each([
		[],
		null,
		'text',
		{ players: {} },
		{ totalSize: 3 },
		{ totalSize: '3', players: null },
		{ code: 0, data: { players: [] } },
		{ message: 'ok' },
		{ success: true },
	])('reports %j as badResponse', async (reply) => {
		await using server = await TestServer.start();
		server.reply(200, JSON.stringify(reply));
		expect(await thrownBy(listPlayers(server.client(), { appId: APP }))).toMatchObject({
			kind: 'badResponse',
		});
	});

	test('refuses an invalid page size or channel before anything is sent', async () => {
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

/** The ids that are new, of players given as id and creation time in seconds; 0 for none. */
function newIds(players: readonly (readonly [string, number])[]): string[] {
	const seen = new SeenPlayers();
	return players
		.map(([id, createTs]) => readPlayer({ id, createTs }))
		.filter((player) => seen.add(player))
		.map(({ id }) => id);
}

describe('SeenPlayers', () => {
	test('accepts players in order of creation as new', () => {
		expect(
			newIds([
				['a', 1],
				['b', 2],
				['c', 3],
			]),
		).toEqual(['a', 'b', 'c']);
	});

	test('compares the ids of players of the same second', () => {
		expect(
			newIds([
				['a', 1],
				['b', 2],
				['c', 2],
				['b', 2],
				['d', 2],
				['c', 2],
			]),
		).toEqual(['a', 'b', 'c', 'd']);
	});

	test('compares the ids of players that are out of order or without a time', () => {
		expect(
			newIds([
				['a', 1],
				['b', 3],
				['a', 1],
				['c', 2],
				['b', 3],
				['d', 0],
				['d', 0],
			]),
		).toEqual(['a', 'b', 'c', 'd']);
	});

	test('accepts each player once in any order', () => {
		const created = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 5 }), {
			maxKeys: 200,
		});
		const lists = created.chain((times) =>
			fc.array(
				fc.constantFrom(...Object.entries(times), ...(Object.keys(times).length ? [] : [['a', 1] as const])),
				{ maxLength: 400 },
			),
		);
		fc.assert(
			fc.property(lists, (players) => {
				expect(newIds(players)).toEqual([...new Set(players.map(([id]) => id))]);
			}),
		);
	});

	test('accepts each player once if many were created in the same second', () => {
		const many = Array.from({ length: 200 }, (_, at) => [`p${at}`, 7] as const);
		expect(newIds([...many, ...many])).toHaveLength(200);
	});
});
