import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listProjects } from '../../../src/agora/console/projects';
import { OPERATION_NAMES } from './calls';
import { AT_MOST_ONCE, clientOn, planOfHosts, send, unknownHost } from './testHosts';
import { closedServer, TestServer } from './testServer';
import { thrownBy } from './thrown';

const REPEATABLE = OPERATION_NAMES.filter((operation) => !AT_MOST_ONCE.some((once) => once === operation));
const PROJECTS = { projects: [] };

let servers: TestServer[];

beforeEach(() => {
	servers = [];
});
afterEach(async () => {
	await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
});

/** A server that answers every read of the projects. */
async function working(): Promise<TestServer> {
	const server = (await TestServer.start()).reply(200, PROJECTS);
	servers.push(server);
	return server;
}

async function resetting(): Promise<TestServer> {
	const server = (await TestServer.start()).answer((response) => response.socket?.resetAndDestroy());
	servers.push(server);
	return server;
}

async function hanging(): Promise<TestServer> {
	const server = (await TestServer.start()).answer(() => undefined);
	servers.push(server);
	return server;
}

const arrivals = (...of: readonly TestServer[]) => of.map((server) => server.requests.length);

describe('the order of the hosts', () => {
	test('tries the primary again after a second', async () => {
		const primary = await working();
		primary.forgetAnswers();
		primary.answer((response) => response.socket?.resetAndDestroy()).reply(200, PROJECTS);
		const neighbour = await working();
		const { client, clock } = clientOn(planOfHosts([primary.url, neighbour.url]));
		await listProjects(client);
		expect(clock.sleeps).toEqual([1000]);
		expect(arrivals(primary, neighbour)).toEqual([2, 0]);
		expect(client.host).toMatchObject({ url: primary.url, reason: 'primary' });
	});

	test('tries the other domain after a failed DNS look-up', async () => {
		const [neighbour, other] = [await working(), await working()];
		const { client, clock } = clientOn(planOfHosts([unknownHost(), neighbour.url], [other.url]));
		await listProjects(client);
		expect(clock.sleeps).toEqual([1000, 3000]);
		expect(arrivals(neighbour, other)).toEqual([0, 1]);
		expect(client.host).toMatchObject({ url: other.url, reason: 'dns' });
		expect(client.host.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
	});

	test('tries the neighbours of the other domain if that fails too', async () => {
		const [neighbour, otherNeighbour] = [await working(), await working()];
		const own = [unknownHost(), neighbour.url] as const;
		const { client, clock } = clientOn(planOfHosts(own, [await closedServer(), otherNeighbour.url]));
		await listProjects(client);
		expect(clock.sleeps).toEqual([1000, 3000, 6000]);
		expect(arrivals(neighbour, otherNeighbour)).toEqual([0, 1]);
		expect(client.host.reason).toBe('dns');
	});

	test('skips the other domain after a refused connection', async () => {
		const [neighbour, other] = [await working(), await working()];
		const { client, clock } = clientOn(planOfHosts([await closedServer(), neighbour.url], [other.url]));
		await listProjects(client);
		expect(clock.sleeps).toEqual([1000, 3000]);
		expect(arrivals(neighbour, other)).toEqual([1, 0]);
		expect(client.host).toEqual({ url: neighbour.url, reason: 'network', code: 'ECONNREFUSED' });
	});

	test('skips the other domain after a reset connection', async () => {
		const [primary, neighbour, other] = [await resetting(), await working(), await working()];
		const { client } = clientOn(planOfHosts([primary.url, neighbour.url], [other.url]));
		await listProjects(client);
		expect(arrivals(primary, neighbour, other)).toEqual([2, 1, 0]);
		expect(client.host.reason).toBe('network');
	});

	test('skips the other domain after an incomplete response', async () => {
		const [primary, neighbour] = [await working(), await working()];
		primary.forgetAnswers();
		primary.answer((response) => response.write('{"projects":', () => response.destroy()));
		const { client } = clientOn(planOfHosts([primary.url, neighbour.url]));
		await listProjects(client);
		expect(arrivals(primary, neighbour)).toEqual([2, 1]);
	});

	test('skips the other domain after a timeout', async () => {
		const [primary, neighbour, other] = [await hanging(), await working(), await working()];
		const plan = planOfHosts([primary.url, neighbour.url], [other.url]);
		const { client } = clientOn(plan, { timeoutMs: 600 });
		await listProjects(client);
		expect(arrivals(primary, neighbour, other)).toEqual([2, 1, 0]);
		expect(client.host).toMatchObject({ url: neighbour.url, reason: 'timeout' });
	});

	test('skips the other domain after a failed TLS handshake', async () => {
		const [primary, neighbour, other] = [await working(), await working(), await working()];
		const secure = new URL(primary.url.href.replace('http:', 'https:'));
		const { client } = clientOn(planOfHosts([secure, neighbour.url], [other.url]));
		await listProjects(client);
		expect(arrivals(primary, neighbour, other)).toEqual([0, 1, 0]);
		expect(client.host).toMatchObject({ reason: 'network', code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
	});

	test('stops after the second neighbour', async () => {
		const closed = await closedServer();
		const [first, second, third] = [await resetting(), await resetting(), await working()];
		const { client, clock } = clientOn(planOfHosts([closed, first.url, second.url, third.url]));
		expect(await thrownBy(listProjects(client))).toMatchObject({ kind: 'network' });
		expect(clock.sleeps).toEqual([1000, 3000, 6000]);
		expect(arrivals(first, second, third)).toEqual([1, 1, 0]);
		expect(client.host.reason).toBe('primary');
	});

	test('tries no other host than a server on this machine', async () => {
		const { client, clock } = clientOn(planOfHosts([await closedServer()]));
		expect(await thrownBy(listProjects(client))).toMatchObject({ kind: 'network', code: 'ECONNREFUSED' });
		expect(clock.sleeps).toEqual([1000]);
	});

	test('adds jitter to the waits, which are never shorter than advised', async () => {
		const plan = planOfHosts([await closedServer(), await closedServer(), await closedServer()]);
		const { client, clock } = clientOn(plan, { random: 0.5 });
		await thrownBy(listProjects(client));
		expect(clock.sleeps.map(Math.round)).toEqual([1100, 3300, 6600]);
	});

	test('stops after three unresponsive hosts, within half a minute', async () => {
		const [primary, first, second] = [await hanging(), await hanging(), await working()];
		const plan = planOfHosts([primary.url, first.url, second.url]);
		const { client, clock } = clientOn(plan, { timeoutMs: 300 });
		const startedAt = clock.monotonic();
		for (const server of [primary, first]) {
			server.forgetAnswers();
			server.answer(() => {
				clock.skip(10_000);
			});
		}
		expect(await thrownBy(listProjects(client))).toMatchObject({ kind: 'timeout' });
		expect(arrivals(primary, first, second)).toEqual([2, 1, 0]);
		expect(clock.monotonic() - startedAt).toBe(34_000);
	});

	test('does not repeat a call whose body takes too long', async () => {
		const [primary, neighbour] = [await working(), await working()];
		primary.forgetAnswers();
		primary.answer((response) => response.write('{"projects":'));
		const { client } = clientOn(planOfHosts([primary.url, neighbour.url]), { timeoutMs: 600 });
		expect(await thrownBy(listProjects(client))).toMatchObject({ kind: 'timeout', status: 200 });
		expect(arrivals(primary, neighbour)).toEqual([1, 0]);
	});

	test('reports the unreachable primary if no region has the service', async () => {
		const [first, second] = [await working(), await working()];
		for (const region of [first, second]) {
			region.forgetAnswers();
			region.reply(404, { message: 'no Route matched with those values' });
		}
		for (const neighbours of [[first.url], [first.url, second.url]]) {
			const { client } = clientOn(planOfHosts([await closedServer(), ...neighbours]));
			expect(await thrownBy(listProjects(client))).toMatchObject({ kind: 'network', code: 'ECONNREFUSED' });
			expect(client.host.reason).toBe('primary');
			const write = await thrownBy(send(client, 'updatePlayer'));
			expect(write).toMatchObject({ kind: 'network', outcome: 'notDone' });
		}
		expect(arrivals(first, second)).toEqual([4, 2]);
	});

	test("a region without the service is passed over; the primary's 404 is final", async () => {
		const unserved = { message: 'no Route matched with those values' };
		const [first, second] = [await working(), await working()];
		first.forgetAnswers();
		first.reply(404, unserved);
		const { client } = clientOn(planOfHosts([await closedServer(), first.url, second.url]));
		await listProjects(client);
		expect(arrivals(first, second)).toEqual([1, 1]);
		expect(client.host.url).toEqual(second.url);

		const primary = clientOn(planOfHosts([first.url, second.url]));
		expect(await thrownBy(listProjects(primary.client))).toMatchObject({ kind: 'notFound' });
		expect(arrivals(first, second)).toEqual([2, 1]);
	});
});

describe('repeating a call with another host', () => {
	test.each(REPEATABLE)('%s: always', async (operation) => {
		const [primary, neighbour] = [await resetting(), await resetting()];
		const { client } = clientOn(planOfHosts([primary.url, neighbour.url]));
		await thrownBy(send(client, operation));
		expect(arrivals(primary, neighbour)).toEqual([2, 1]);
	});

	describe.each(AT_MOST_ONCE)('%s', (operation) => {
		test('does not happen if the request may have arrived', async () => {
			const [neighbour, other] = [await working(), await working()];
			const cut = await working();
			cut.forgetAnswers();
			cut.answer((response) => response.write('{"pro', () => response.destroy()));
			for (const primary of [await resetting(), await hanging(), cut]) {
				const plan = planOfHosts([primary.url, neighbour.url], [other.url]);
				const { client, clock } = clientOn(plan, { timeoutMs: 600 });
				await thrownBy(send(client, operation));
				expect(arrivals(primary)).toEqual([1]);
				expect(clock.sleeps).toEqual([]);
			}
			expect(arrivals(neighbour, other)).toEqual([0, 0]);
		});

		test('happens once if the request certainly did not arrive', async () => {
			for (const primary of [unknownHost(), await closedServer()]) {
				const [neighbour, other] = [await working(), await working()];
				for (const server of [neighbour, other]) {
					server.forgetAnswers();
					server.reply(403, { message: 'no' });
				}
				const { client } = clientOn(planOfHosts([primary, neighbour.url], [other.url]));
				expect(await thrownBy(send(client, operation))).toMatchObject({ kind: 'forbidden' });
				expect(neighbour.requests.length + other.requests.length).toBe(1);
			}
		});
	});
});

test('gives each attempt an id, and logs hosts other than the primary', async () => {
	const [primary, neighbour] = [await resetting(), await working()];
	neighbour.forgetAnswers();
	neighbour.reply(200, { players: [] });
	const { client, lines } = clientOn(planOfHosts([primary.url, neighbour.url]));
	await send(client, 'listPlayers');
	const sent = [...primary.requests, ...neighbour.requests].map(({ headers }) => headers['x-request-id']);
	expect(new Set(sent).size).toBe(3);
	const begun = lines.filter((line) => line.includes('→'));
	expect(begun.map((line) => line.split(' ')[2])).toEqual(sent.map((id) => String(id).slice(0, 4)));
	expect(begun.map((line) => line.split(' at ')[1])).toEqual([undefined, undefined, neighbour.url.host]);
	expect(lines).toContainEqual(
		expect.stringMatching(`^info requests go to ${neighbour.url.host} \\(the primary: network \\w+\\)$`),
	);
});
