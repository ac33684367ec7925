import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listProjects } from '../../../src/agora/console/projects';
import { OPERATION_NAMES, READS } from './calls';
import { AT_MOST_ONCE, clientOn, planOfHosts, send, type TestClient } from './testHosts';
import { closedServer, TestServer } from './testServer';
import { thrownBy } from './thrown';

const STATE_WRITES = OPERATION_NAMES.filter(
	(operation) => ![...READS, ...AT_MOST_ONCE].some((other) => other === operation),
);
const TOO_MANY = { message: 'Request rate limit exceeded.' };

let server: TestServer;
let neighbour: TestServer;
let subject: TestClient;

beforeEach(async () => {
	[server, neighbour] = await Promise.all([TestServer.start(), TestServer.start()]);
	subject = clientOn(planOfHosts([server.url, neighbour.url], [neighbour.url]), { random: 0.5 });
});
afterEach(async () => {
	expect(neighbour.requests).toEqual([]);
	await server[Symbol.asyncDispose]();
	await neighbour[Symbol.asyncDispose]();
});

describe('a server error', () => {
	test.each([500, 502, 503, 504])(
		'%i: a read is repeated once, after five to six seconds',
		async (status) => {
			for (const operation of READS) {
				server.requests.length = 0;
				subject.clock.sleeps.length = 0;
				server.forgetAnswers();
				server.reply(status, { message: 'Service overload.' });
				expect(await thrownBy(send(subject.client, operation))).toMatchObject({ kind: 'server', status });
				expect(server.requests).toHaveLength(2);
				expect(subject.clock.sleeps).toEqual([5500]);
			}
		},
	);

	test('is not repeated by polling', async () => {
		server.reply(503, { message: 'Service overload.' });
		await thrownBy(send(subject.client, 'listProjects', { priority: 'polling' }));
		expect(server.requests).toHaveLength(1);
	});

	test.each(STATE_WRITES)('%s is repeated three times, as Agora advises', async (operation) => {
		server.reply(503, { message: 'Service overload.' });
		await thrownBy(send(subject.client, operation));
		expect(server.requests).toHaveLength(4);
		expect(subject.clock.sleeps).toEqual([5500, 10_500, 15_500]);
	});

	test.each(AT_MOST_ONCE)('%s is not repeated', async (operation) => {
		for (const status of [500, 502, 503, 504]) {
			server.requests.length = 0;
			server.forgetAnswers();
			server.reply(status, { message: 'Service overload.' });
			await thrownBy(send(subject.client, operation));
			expect(server.requests).toHaveLength(1);
		}
	});

	test('is repeated after the time in Retry-After', async () => {
		server.reply(503, '', { 'Retry-After': '2' }).reply(200, { projects: [] });
		await listProjects(subject.client);
		expect(subject.clock.sleeps).toEqual([2000]);
	});
});

describe('a rate limited call', () => {
	test.each(OPERATION_NAMES)('%s is repeated three times, as nothing was done', async (operation) => {
		server.reply(429, TOO_MANY);
		expect(await thrownBy(send(subject.client, operation))).toMatchObject({ kind: 'rateLimited' });
		expect(server.requests).toHaveLength(4);
		expect(subject.clock.sleeps).toEqual([5500, 10_500, 15_500]);
	});

	test('makes a write once when the server accepts it', async () => {
		server.reply(429, TOO_MANY, { 'Retry-After': '1' });
		server.reply(201, { project: { id: 'p', name: 'project1', vendor_key: 'a' } });
		await send(subject.client, 'createProject');
		expect(subject.clock.sleeps).toEqual([1000]);
		expect(server.requests).toHaveLength(2);
	});

	test('waits at most a minute in total', async () => {
		server.reply(429, TOO_MANY, { 'Retry-After': '25' });
		await thrownBy(listProjects(subject.client));
		expect(subject.clock.sleeps).toEqual([25_000, 25_000]);
	});

	test.each(['Resources quota limit exceeded.', 'no available resources'])(
		'“%s” is something else, and final',
		async (message) => {
			server.reply(429, { message }, { 'Retry-After': '1' });
			expect(await thrownBy(listProjects(subject.client))).toMatchObject({ kind: 'quota' });
			expect(subject.clock.sleeps).toEqual([]);
		},
	);
});

test.each([400, 401, 403, 404, 409, 415])('%i is final for every operation', async (status) => {
	for (const operation of OPERATION_NAMES) {
		server.requests.length = 0;
		server.forgetAnswers();
		server.reply(status, { message: 'no' });
		expect(await thrownBy(send(subject.client, operation))).toMatchObject({ status });
		expect(server.requests).toHaveLength(1);
		expect(subject.clock.sleeps).toEqual([]);
	}
});

describe('a write that is refused', () => {
	test.each(STATE_WRITES)('%s: may have been done by an attempt whose answer was lost', async (operation) => {
		server.answer((response) => response.socket?.resetAndDestroy()).reply(403, { message: 'no' });
		expect(await thrownBy(send(subject.client, operation))).toMatchObject({
			kind: 'forbidden',
			outcome: 'unknown',
		});
		expect(server.requests).toHaveLength(2);
	});

	test.each(STATE_WRITES)('%s: was not done by attempts that were refused before', async (operation) => {
		server.reply(503, { message: 'Service overload.' }).reply(429, TOO_MANY).reply(403, { message: 'no' });
		expect(await thrownBy(send(subject.client, operation))).toMatchObject({
			kind: 'forbidden',
			outcome: undefined,
		});
		expect(server.requests).toHaveLength(3);
	});
});

describe('a wait', () => {
	test('of more than a second is reported before it begins', async () => {
		const told: number[] = [];
		subject.clock.duringSleep = () => expect(told).toEqual(subject.clock.sleeps);
		server.reply(429, TOO_MANY, { 'Retry-After': '7' }).reply(429, TOO_MANY).reply(200, {});
		await send(subject.client, 'listProjects', { onWait: (ms) => told.push(ms) });
		expect(told).toEqual([7000, 10_500]);
		expect(subject.lines).toEqual(
			expect.arrayContaining(['debug listProjects waits 7.0 s', 'debug listProjects waits 10.5 s']),
		);
	});

	test('of a second or less is not reported', async () => {
		const told: number[] = [];
		server.reply(429, TOO_MANY, { 'Retry-After': '1' }).reply(200, {});
		await send(subject.client, 'listProjects', { onWait: (ms) => told.push(ms) });
		expect([told, subject.clock.sleeps]).toEqual([[], [1000]]);
	});

	test.each(OPERATION_NAMES)('%s: can be cancelled, and nothing more is sent', async (operation) => {
		const cancel = new AbortController();
		subject.clock.duringSleep = () => cancel.abort();
		server.reply(429, TOO_MANY);
		const error = await thrownBy(send(subject.client, operation, cancel.signal));
		expect(error).toMatchObject({ kind: 'cancelled', operation });
		expect(server.requests).toHaveLength(1);
	});

	test('between hosts can be cancelled', async () => {
		const plan = planOfHosts([await closedServer(), neighbour.url]);
		const { client, clock } = clientOn(plan);
		const cancel = new AbortController();
		clock.duringSleep = () => cancel.abort();
		expect(await thrownBy(listProjects(client, cancel.signal))).toMatchObject({ kind: 'cancelled' });
		expect(clock.sleeps).toEqual([1000]);
	});
});

test('a client without retries makes one attempt', async () => {
	server.reply(503, '');
	await thrownBy(listProjects(server.client()));
	expect(server.requests).toHaveLength(1);
});
