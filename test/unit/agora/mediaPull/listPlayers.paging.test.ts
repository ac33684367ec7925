import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listAllPlayers, listPlayers, playerPages } from '../../../../src/agora/mediaPull/listPlayers';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const QUERY = { appId: 'the-app-id' };
const page = (ids: readonly string[], nextPageToken?: unknown) => ({
	players: ids.map((id) => ({ id })),
	nextPageToken,
});

describe('the pages end', () => {
	test.each(['', '0', 0, null, undefined, {}])('at the nextPageToken %j', async (token) => {
		await using server = await TestServer.start();
		server.reply(200, page(['a'], 'next')).reply(200, page(['b'], token));
		const { players } = await listAllPlayers(server.client(), QUERY);
		expect(players.map((player) => player.id)).toEqual(['a', 'b']);
		expect(server.requests).toHaveLength(2);
	});

	test('at an empty page with any token', async () => {
		await using server = await TestServer.start();
		server.reply(200, page(['a'], 'one')).reply(200, page([], 'two'));
		const { players } = await listAllPlayers(server.client(), QUERY);
		expect(players).toHaveLength(1);
		expect(server.requests).toHaveLength(2);
	});

	test('at a repeated token', async () => {
		await using server = await TestServer.start();
		server
			.reply(200, page(['a'], 'one'))
			.reply(200, page(['b'], 2))
			.reply(200, page(['c'], 'one'));
		const { players } = await listAllPlayers(server.client(), QUERY);
		expect(players.map((player) => player.id)).toEqual(['a', 'b', 'c']);
		const single = await listPlayers(server.client(), { ...QUERY, pageToken: 'one' });
		expect(single.nextPageToken).toBeUndefined();
	});
});

test('reads 500 players per page, keeps the filter, and counts unreadable items', async () => {
	await using server = await TestServer.start();
	server
		.reply(200, { players: [{ id: 'a' }, {}], nextPageToken: 'one' })
		.reply(200, { players: [{ id: 'b' }, null], nextPageToken: '' });
	const { players, rejected } = await listAllPlayers(server.client(), { ...QUERY, channelName: 'class32' });
	expect([players.length, rejected]).toEqual([2, 2]);
	expect(server.requests.map((request) => request.url)).toEqual([
		'/v1/projects/the-app-id/cloud-player/players?filter=channelName%20eq%20class32&pageSize=500',
		'/v1/projects/the-app-id/cloud-player/players?filter=channelName%20eq%20class32&pageSize=500&pageToken=one',
	]);
});

test('stops when it is cancelled between two pages', async () => {
	await using server = await TestServer.start();
	const cancel = new AbortController();
	server.reply(200, page(['a'], 'one')).answer(() => cancel.abort());
	const error = await thrownBy(listAllPlayers(server.client(), QUERY, cancel.signal));
	expect(error).toMatchObject({ kind: 'cancelled', operation: 'listPlayers' });
	expect(server.requests).toHaveLength(2);
});

describe('page by page', () => {
	const pagesOf = (server: TestServer, signal?: AbortSignal) => playerPages(server.client(), QUERY, signal);

	test('yields each player once, also if pages overlap', async () => {
		await using server = await TestServer.start();
		server.reply(200, page(['a', 'b', 'a'], 'one')).reply(200, page(['b', 'c'], ''));
		const pages: string[][] = [];
		for await (const { players } of pagesOf(server)) {
			pages.push(players.map((player) => player.id));
		}
		expect(pages).toEqual([['a', 'b'], ['c']]);
	});

	test('reads a page when the caller requests it', async () => {
		await using server = await TestServer.start();
		server.reply(200, page(['a'], 'one')).reply(200, page(['b'], 'two'));
		for await (const { nextPageToken } of pagesOf(server)) {
			expect(server.requests).toHaveLength(1);
			expect(nextPageToken).toBe('one');
			break;
		}
		expect(server.requests).toHaveLength(1);
	});

	test('sends no further request when it is cancelled between two pages', async () => {
		await using server = await TestServer.start();
		server.reply(200, page(['a'], 'one')).reply(200, page(['b'], 'two'));
		const cancel = new AbortController();
		const pages = pagesOf(server, cancel.signal);
		expect((await pages.next()).value?.players).toHaveLength(1);
		cancel.abort();
		expect(await thrownBy(pages.next())).toMatchObject({ kind: 'cancelled', operation: 'listPlayers' });
		expect(await pages.next()).toEqual({ done: true, value: undefined });
		expect(server.requests).toHaveLength(1);
	});

	test('stops after a page that failed', async () => {
		await using server = await TestServer.start();
		server.reply(200, page(['a'], 'one')).reply(403, { message: 'revoked' });
		const pages = pagesOf(server);
		await pages.next();
		expect(await thrownBy(pages.next())).toMatchObject({ kind: 'forbidden' });
		expect(await pages.next()).toEqual({ done: true, value: undefined });
	});
});

test('ends for any sequence of pages, and yields each player once', async () => {
	await using server = await TestServer.start();
	const id = fc.stringMatching(/^[a-f0-9]{1,2}$/);
	const token = fc.oneof(fc.stringMatching(/^[a-z]{1,2}$/), fc.constantFrom('', '0', 0, null, 7));
	const pages = fc.array(fc.tuple(fc.array(id, { maxLength: 4 }), token), { minLength: 1, maxLength: 8 });
	await fc.assert(
		fc.asyncProperty(pages, async (sequence) => {
			const before = server.requests.length;
			for (const [ids, next] of sequence) {
				server.reply(200, page(ids, next));
			}
			server.reply(200, page([], ''));
			const { players } = await listAllPlayers(server.client(), QUERY);
			const used = server.requests.length - before;
			const sent = sequence.slice(0, used).flatMap(([ids]) => ids);
			expect(players.map((player) => player.id)).toEqual([...new Set(sent)]);
			server.forgetAnswers();
		}),
		{ numRuns: 60 },
	);
});
