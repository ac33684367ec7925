import { describe, expect, test } from 'vitest';
import { CHANNEL_PAGE_SIZE, listChannels } from '../../../../src/agora/channels/channels';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const APP = 'the-app-id';
const item = (name: unknown, users: unknown = 1) => ({ channel_name: name, user_count: users });
const page = (items: unknown, total?: unknown) => ({
	success: true,
	data: { channels: items, total_size: total },
});
/** A full page of channels, named from `first` on. */
const full = (first: number) =>
	Array.from({ length: CHANNEL_PAGE_SIZE }, (_, index) => item(`c${first + index}`));

async function list(server: TestServer) {
	const { channels, rejected } = await listChannels(server.client(), APP);
	return { names: channels.map(({ name }) => name), channels, rejected };
}

test('reads the largest pages from page 0 on', async () => {
	await using server = await TestServer.start();
	server.reply(200, page(full(0), 501)).reply(200, page([item('last', 3)], 501));
	const { channels } = await list(server);
	expect(channels).toHaveLength(501);
	expect(channels.at(-1)).toEqual({ name: 'last', userCount: 3 });
	expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
		'GET /dev/v1/channel/the-app-id?page_no=0&page_size=500',
		'GET /dev/v1/channel/the-app-id?page_no=1&page_size=500',
	]);
});

describe('the pages end', () => {
	test('at a short page that contains the rest', async () => {
		await using server = await TestServer.start();
		server.reply(200, page([item('a'), item('b')], 2));
		expect((await list(server)).names).toEqual(['a', 'b']);
		expect(server.requests).toHaveLength(1);
	});

	test('at a short page without a total', async () => {
		await using server = await TestServer.start();
		server.reply(200, page([item('a')]));
		expect((await list(server)).names).toEqual(['a']);
		expect(server.requests).toHaveLength(1);
	});

	test('not at a full page whose total counts that page only', async () => {
		await using server = await TestServer.start();
		server
			.reply(200, page(full(0), 500))
			.reply(200, page(full(500), 500))
			.reply(200, page([], 0));
		expect((await list(server)).names).toHaveLength(1000);
	});

	test('not at a page that lost channels while it was put together', async () => {
		await using server = await TestServer.start();
		server.reply(200, page(full(0).slice(3), 700)).reply(200, page(full(500).slice(0, 200), 700));
		expect((await list(server)).names).toHaveLength(697);
		server.requests.length = 0;
		server.reply(200, page([item('a')], 3)).reply(200, page([], 3));
		expect((await list(server)).names).toEqual(['a']);
		expect(server.requests).toHaveLength(2);
	});

	test('at a page that repeats known channels, such as of a server that does not know pages', async () => {
		await using server = await TestServer.start();
		server.reply(200, page(full(0)));
		expect((await list(server)).names).toHaveLength(500);
		expect(server.requests).toHaveLength(2);
	});

	test('at the latest after 400 pages, with a warning', { timeout: 30_000 }, async () => {
		await using server = await TestServer.start();
		let next = 0;
		server.answer((response) => {
			next += 1;
			response.end(JSON.stringify(page([item(`c${next}`)], 1e9)));
		});
		expect((await list(server)).names).toHaveLength(400);
		expect(server.lines.at(-1)).toBe('warn listChannels: the list does not end after 400 pages');
	});
});

describe('a long list', () => {
	const pageOf = (url: string | undefined) => Number(/page_no=(\d+)/.exec(url ?? '')?.[1]);

	test('is read four pages at a time as soon as its total is known', async () => {
		await using server = await TestServer.start();
		const open: (() => void)[] = [];
		const most: number[] = [];
		server.answer((response, { url }) => {
			const number = pageOf(url);
			const items = full(number * 500).slice(0, number === 9 ? 400 : 500);
			open.push(() => response.end(JSON.stringify(page(items, 4900))));
			// Answers in reverse order, when no further request comes.
			if (open.length === (number === 0 || number === 9 ? 1 : 4)) {
				most.push(open.length);
				for (const respond of open.splice(0).reverse()) {
					respond();
				}
			}
		});
		const { names } = await list(server);
		expect(names).toEqual(Array.from({ length: 4900 }, (_, index) => `c${index}`));
		expect(most).toEqual([1, 4, 4, 1]);
		expect(server.requests).toHaveLength(10);
	});

	test('is read page by page if the total counts one page only', async () => {
		await using server = await TestServer.start();
		let [running, most] = [0, 0];
		server.answer((response, { url }) => {
			running += 1;
			most = Math.max(most, running);
			const number = pageOf(url);
			const items = number < 3 ? full(number * 500) : [];
			response.end(JSON.stringify(page(items, items.length)), () => {
				running -= 1;
			});
		});
		expect((await list(server)).names).toHaveLength(1500);
		expect(most).toBe(1);
	});

	test('cancels the other pages if one fails', async () => {
		await using server = await TestServer.start();
		const closed: Promise<void>[] = [];
		server.answer((response, { url }) => {
			const number = pageOf(url);
			if (number === 0) {
				response.end(JSON.stringify(page(full(0), 2500)));
				return;
			}
			closed.push(new Promise((resolve) => response.on('close', resolve)));
			if (closed.length === 4) {
				response.writeHead(403);
				response.end(JSON.stringify({ message: 'no' }));
			}
		});
		expect(await thrownBy(listChannels(server.client(), APP))).toMatchObject({ kind: 'forbidden' });
		await Promise.all(closed);
		expect(server.requests).toHaveLength(5);
	});
});

test('returns a channel on two pages once, with its latest readable number of users', async () => {
	await using server = await TestServer.start();
	const first = [...full(0).slice(2), item('moved', 4), item('kept', 5)];
	server
		.reply(200, page(first, 502))
		.reply(200, page([item('moved', 7), item('kept', 'x'), item('new')], 502));
	const { channels } = await list(server);
	expect(channels).toHaveLength(501);
	expect(channels.slice(-3)).toEqual([
		{ name: 'moved', userCount: 7 },
		{ name: 'kept', userCount: 5 },
		{ name: 'new', userCount: 1 },
	]);
});

test('leaves out items without a name, and keeps a channel whose number of users is not readable', async () => {
	await using server = await TestServer.start();
	const items = [item('a', -1), item(''), item(7, '3'), null, 'x', {}, item('b', null)];
	server.reply(200, page(items, 7));
	expect(await list(server)).toEqual({
		names: ['a', '7', 'b'],
		channels: [
			{ name: 'a', userCount: undefined },
			{ name: '7', userCount: 3 },
			{ name: 'b', userCount: undefined },
		],
		rejected: 4,
	});
	expect(server.requests).toHaveLength(1);
	expect(server.lines.filter((line) => line.startsWith('warn'))).toEqual([
		'warn listChannels: channels that could not be read and were left out: 4',
		'warn listChannels: channels kept without fields that could not be read: 2',
	]);
});

test.each([
	['null', page(null, 0)],
	['null without a total', page(null)],
	['absent with the total 0', page(undefined, 0)],
	['an empty list', page([], 0)],
])('reads no channels from %s', async (_, body) => {
	await using server = await TestServer.start();
	server.reply(200, body);
	expect((await list(server)).names).toEqual([]);
});

test.each([
	['success false, which is reserved', { ...page([item('a')], 1), success: false }],
	['no success', { data: page([]).data }],
	['no data', { success: true }],
	['data without channels', page(undefined)],
	['null and a total', page(null, 3)],
	['absent channels and a total', page(undefined, 3)],
	['channels in an object', page({ a: 1 }, 1)],
	['a list as data', { success: true, data: [item('a')] }],
])('refuses %s as unreadable: rows must not disappear', async (_, body) => {
	await using server = await TestServer.start();
	server.reply(200, body);
	expect(await thrownBy(listChannels(server.client(), APP))).toMatchObject({ kind: 'badResponse' });
});

test('returns nothing if a page fails, and stops when it is cancelled between two pages', async () => {
	await using server = await TestServer.start();
	server.reply(200, page(full(0), 900)).reply(500, { message: 'x' });
	expect(await thrownBy(listChannels(server.client(), APP))).toMatchObject({ kind: 'server' });
	server.forgetAnswers();
	server.requests.length = 0;
	const cancel = new AbortController();
	server.answer((response) => {
		cancel.abort();
		response.end(JSON.stringify(page(full(0), 900)));
	});
	const error = await thrownBy(listChannels(server.client(), APP, cancel.signal));
	expect(error.kind).toBe('cancelled');
	expect(server.requests).toHaveLength(1);
});

test('sends nothing without an App ID', async () => {
	await using server = await TestServer.start();
	expect(await thrownBy(listChannels(server.client(), ''))).toMatchObject({ kind: 'invalid' });
	expect(server.requests).toEqual([]);
});
