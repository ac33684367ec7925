import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { listProjects } from '../../../src/agora/console/projects';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { listPlayers } from '../../../src/agora/mediaPull/listPlayers';
import { CALLS, OPERATION_NAMES } from './calls';
import { clientOn, planOfHosts } from './testHosts';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const ADDRESS = { region: 'na', appId: 'the-app-id', id: 'the-player-id' } as const;

describe('a client without retries sends nothing twice', () => {
	test.each(OPERATION_NAMES)('%s', async (operation) => {
		await using server = await TestServer.start();
		server.reply(503, { message: 'Service overload.' }, { 'Retry-After': '0' });
		await thrownBy(CALLS[operation](server.client()));
		expect(server.requests).toHaveLength(1);
	});

	test.each(OPERATION_NAMES)('%s, when the connection breaks', async (operation) => {
		await using server = await TestServer.start();
		server.answer((response) => response.destroy());
		await thrownBy(CALLS[operation](server.client()));
		const [first, ...later] = server.requests;
		// An update whose response was lost is sent once more, with a larger sequence.
		const withoutQuery = (url: string | undefined) => url?.split('?')[0];
		const again = later.filter(
			({ method, url }) => method === first?.method && withoutQuery(url) === withoutQuery(first.url),
		);
		expect(again).toHaveLength(operation === 'updatePlayer' ? 1 : 0);
	});
});

describe('credentials are not sent to other servers', () => {
	test.each([301, 302, 303, 307, 308])('does not follow a redirect with %i', async (status) => {
		await using elsewhere = await TestServer.start();
		await using server = await TestServer.start();
		elsewhere.reply(200, { projects: [] });
		server.reply(status, '', { Location: new URL('/dev/v1/projects', elsewhere.url).href });
		const error = await thrownBy(listProjects(server.client()));
		expect(error).toMatchObject({ kind: 'badResponse', status });
		expect(elsewhere.requests).toEqual([]);
	});
});

describe('cancelling', () => {
	test.each(OPERATION_NAMES)('%s: reaches the socket', async (operation) => {
		await using server = await TestServer.start();
		const cancel = new AbortController();
		const closed = new Promise<void>((resolve) => server.answer((response) => response.on('close', resolve)));
		const error = thrownBy(CALLS[operation](server.client(), cancel.signal));
		await server.arrived();
		cancel.abort();
		expect(await error).toMatchObject({ kind: 'cancelled', operation });
		await closed;
	});

	test('closes the socket while the body is received', async () => {
		await using server = await TestServer.start();
		const cancel = new AbortController();
		const closed = new Promise<void>((resolve) => {
			server.answer((response) => {
				response.on('close', resolve);
				response.write('{"projects":', () => cancel.abort());
			});
		});
		expect(await thrownBy(listProjects(server.client(), cancel.signal))).toMatchObject({ kind: 'cancelled' });
		await closed;
	});

	// The signals between a caller and a socket hold each other weakly, so one may be collected while a request is out.
	test.each(['before the answer', 'within the body'])(
		'works %s after garbage was collected',
		async (moment) => {
			await using server = await TestServer.start();
			const cancel = new AbortController();
			const waiting = new Promise<void>((resolve) => {
				server.answer((response) => {
					if (moment === 'before the answer') {
						resolve();
					} else {
						response.write('{"projects":', () => resolve());
					}
				});
			});
			const error = thrownBy(listProjects(server.client(), cancel.signal));
			await waiting;
			for (let round = 0; round < 20; round++) {
				await setImmediate();
				collectGarbage();
			}
			cancel.abort();
			expect((await error).kind).toBe('cancelled');
		},
	);

	test('sends nothing if the signal is already aborted', async () => {
		await using server = await TestServer.start();
		const error = await thrownBy(listProjects(server.client(), AbortSignal.abort()));
		expect(error.kind).toBe('cancelled');
		expect(server.requests).toEqual([]);
	});

	test('removes its listener from the signal', async () => {
		await using server = await TestServer.start();
		const { signal } = new AbortController();
		const added: unknown[] = [];
		const removed: unknown[] = [];
		const { addEventListener, removeEventListener } = signal;
		signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
			added.push(args[1]);
			addEventListener.apply(signal, args);
		};
		signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
			removed.push(args[1]);
			removeEventListener.apply(signal, args);
		};
		server.reply(200, { projects: [] });
		await listProjects(server.client(), signal);
		expect(removed).toEqual(added);
		expect(added).toHaveLength(1);
	});
});

describe('identical reads at the same time', () => {
	test('share one request, and each caller parses the response', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [{ id: 'p', name: 'n', vendor_key: 'a' }] });
		const client = server.client();
		const [one, other] = await Promise.all([listProjects(client), listProjects(client)]);
		expect(server.requests).toHaveLength(1);
		expect(one).toEqual(other);
		expect(one.projects).not.toBe(other.projects);
		await listProjects(client);
		expect(server.requests).toHaveLength(2);
	});

	test('do not share a request with another query or priority', async () => {
		await using server = await TestServer.start();
		server.reply(200, { players: [] });
		const client = server.client();
		const poll = { operation: 'listPlayers', params: { appId: 'a' } } as const;
		await Promise.all([
			listPlayers(client, { appId: 'a' }),
			listPlayers(client, { appId: 'b' }),
			listPlayers(client, { appId: 'a', channelName: 'c' }),
			client.send(poll, () => undefined, { priority: 'polling' }),
		]);
		expect(server.requests).toHaveLength(4);
	});

	test('continue for the other callers when one of them cancels', async () => {
		await using server = await TestServer.start();
		const client = server.client();
		const cancel = new AbortController();
		let release: () => void = () => undefined;
		server.answer((response) => {
			release = () => response.end('{"projects":[]}');
		});
		const left = thrownBy(listProjects(client, cancel.signal));
		const stayed = listProjects(client);
		await server.arrived();
		cancel.abort();
		expect(await left).toMatchObject({ kind: 'cancelled', operation: 'listProjects' });
		release();
		expect(await stayed).toEqual({ projects: [], rejected: 0 });
		expect(server.requests).toHaveLength(1);
	});

	test('are not shared across a write, which they would not contain', async () => {
		await using server = await TestServer.start();
		const client = server.client();
		let release: () => void = () => undefined;
		server.answer((response) => {
			release = () => response.end('{"projects":[]}');
		});
		const before = listProjects(client);
		await server.arrived();
		server.reply(200, {}).reply(200, { projects: [{ id: 'p', name: 'n', vendor_key: 'a' }] });
		await deletePlayer(client, ADDRESS);
		expect((await listProjects(client)).projects).toHaveLength(1);
		release();
		expect((await before).projects).toEqual([]);
	});
});

describe('the rate limits of the account', () => {
	test('delay a call, which can be cancelled before it is sent', async () => {
		await using server = await TestServer.start();
		server.reply(200, {});
		const { client } = clientOn(planOfHosts([server.url]));
		const asked = Array.from({ length: 15 }, (_, n) => ({
			operation: 'getProject' as const,
			query: { id: `${n}` },
		}));
		const cancel = new AbortController();
		const calls = asked.map((request) =>
			client.send(request, () => undefined, cancel.signal).catch(() => 'left'),
		);
		await expect.poll(() => server.requests.length).toBe(10);
		await Promise.all(calls.slice(0, 10));
		cancel.abort();
		expect(await Promise.all(calls)).toEqual([...Array(10).fill(undefined), ...Array(5).fill('left')]);
		expect(server.requests).toHaveLength(10);
	});
});
