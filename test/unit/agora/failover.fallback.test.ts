import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listProjects } from '../../../src/agora/console/projects';
import type { HostInUse } from '../../../src/agora/failover';
import { clientOn, planOfHosts, type TestClient } from './testHosts';
import { closedServer, TestServer } from './testServer';
import { thrownBy } from './thrown';

const COOL_DOWN_MS = 5 * 60_000;

let primary: TestServer;
let first: TestServer;
let second: TestServer;
let subject: TestClient;
let changes: HostInUse[];

beforeEach(async () => {
	[primary, first, second] = await Promise.all([TestServer.start(), TestServer.start(), TestServer.start()]);
	for (const server of [primary, first, second]) {
		works(server);
	}
	subject = clientOn(planOfHosts([primary.url, first.url, second.url]));
	changes = [];
	subject.client.onDidChangeHost((host) => changes.push(host));
});
afterEach(async () => {
	await Promise.all([primary, first, second].map((server) => server[Symbol.asyncDispose]()));
});

function works(server: TestServer): void {
	server.forgetAnswers();
	server.reply(200, { projects: [] });
}

function resets(server: TestServer): void {
	server.forgetAnswers();
	server.answer((response) => response.socket?.resetAndDestroy());
}

/** Lists the projects; tells how many requests each server got and how long it took, in milliseconds. */
async function list(): Promise<{ arrivals: number[]; waited: number }> {
	const servers = [primary, first, second];
	for (const { requests } of servers) {
		requests.length = 0;
	}
	subject.clock.sleeps.length = 0;
	await listProjects(subject.client);
	return {
		arrivals: servers.map(({ requests }) => requests.length),
		waited: subject.clock.sleeps.reduce((sum, ms) => sum + ms, 0),
	};
}

test('uses the primary until it fails', async () => {
	expect(await list()).toEqual({ arrivals: [1, 0, 0], waited: 0 });
	expect(subject.client.host).toEqual({ url: primary.url, reason: 'primary', code: undefined });
	expect(changes).toEqual([]);
});

describe('a fallback host that responded', () => {
	beforeEach(async () => {
		resets(primary);
		expect(await list()).toEqual({ arrivals: [2, 1, 0], waited: 4000 });
	});

	test('is used for later calls, and reported once', async () => {
		works(primary);
		for (let call = 0; call < 3; call++) {
			expect(await list()).toEqual({ arrivals: [0, 1, 0], waited: 0 });
		}
		subject.clock.skip(COOL_DOWN_MS - 1);
		expect(await list()).toEqual({ arrivals: [0, 1, 0], waited: 0 });
		expect(changes).toEqual([{ url: first.url, reason: 'network', code: expect.any(String) }]);
		expect(subject.client.host).toMatchObject({ url: first.url, reason: 'network' });
	});

	test.each([400, 401, 403, 404, 500, 503])('is kept after a response with %i', async (status) => {
		first.forgetAnswers();
		first.reply(status, { message: 'no' });
		works(primary);
		primary.requests.length = 0;
		expect(await thrownBy(listProjects(subject.client))).toMatchObject({ status });
		expect(subject.client.host.url).toEqual(first.url);
		expect(primary.requests).toEqual([]);
	});

	test('is replaced by the primary after five minutes', async () => {
		works(primary);
		subject.clock.skip(COOL_DOWN_MS);
		expect(await list()).toEqual({ arrivals: [1, 0, 0], waited: 0 });
		expect(subject.client.host.reason).toBe('primary');
		expect(changes.map(({ reason }) => reason)).toEqual(['network', 'primary']);
		expect(subject.lines).toContain(`info requests go to ${primary.url.host} (the primary)`);
	});

	test('is used for another five minutes if the primary still fails', async () => {
		subject.clock.skip(COOL_DOWN_MS);
		expect(await list()).toEqual({ arrivals: [1, 1, 0], waited: 1000 });
		subject.clock.skip(COOL_DOWN_MS - 1);
		expect(await list()).toEqual({ arrivals: [0, 1, 0], waited: 0 });
		expect(changes).toHaveLength(1);
	});

	test('is used by other calls while one call tries the primary', async () => {
		works(primary);
		subject.clock.skip(COOL_DOWN_MS);
		primary.forgetAnswers();
		first.requests.length = 0;
		primary.requests.length = 0;
		let release: () => void = () => undefined;
		primary.answer((response) => {
			release = () => response.end(JSON.stringify({ projects: [] }));
		});
		const probe = listProjects(subject.client);
		await primary.arrived();
		await subject.client.send({ operation: 'getUsage' }, () => undefined);
		expect(first.requests).toHaveLength(1);
		release();
		await probe;
		expect(primary.requests).toHaveLength(1);
	});

	test('is followed by the primary and then by other hosts when it fails', async () => {
		resets(first);
		expect(await list()).toEqual({ arrivals: [2, 1, 1], waited: 10_000 });
		expect(subject.client.host.url).toEqual(second.url);
		works(primary);
		resets(second);
		expect(await list()).toEqual({ arrivals: [1, 0, 1], waited: 1000 });
		expect(subject.client.host.reason).toBe('primary');
	});
});

test('each client has its own fallback host', async () => {
	const plan = planOfHosts([await closedServer(), first.url]);
	const [one, other] = [clientOn(plan), clientOn(plan)];
	await listProjects(one.client);
	expect(one.client.host.url).toEqual(first.url);
	expect(other.client.host.reason).toBe('primary');
});

describe('another primary that the user chooses', () => {
	const chosen = () => ({ ...planOfHosts([second.url, first.url], [primary.url]), isChosen: true });

	test('receives the next call instead of the fallback host', async () => {
		resets(primary);
		await list();
		expect(subject.client.host.url).toEqual(first.url);
		subject.client.setHosts(chosen());
		expect(await list()).toEqual({ arrivals: [0, 0, 1], waited: 0 });
		expect(subject.client.host).toEqual({ url: second.url, reason: 'primary', code: undefined });
		expect(subject.client.isPrimaryChosen).toBe(true);
	});

	test('is tried twice, then the neighbours of its own domain', async () => {
		resets(second);
		subject.client.setHosts(chosen());
		expect((await list()).arrivals).toEqual([0, 1, 2]);
		expect(subject.client.host).toMatchObject({ url: first.url, reason: 'network' });
	});

	test('is not replaced by the fallback of a call that started before', async () => {
		resets(primary);
		const reading = listProjects(subject.client);
		subject.client.setHosts(chosen());
		await reading;
		expect(first.requests.length).toBe(1);
		expect(subject.client.host.url).toEqual(second.url);
	});

	test('keeps the fallback host if the primary does not change', async () => {
		resets(primary);
		await list();
		changes.length = 0;
		subject.client.setHosts(planOfHosts([new URL(primary.url), second.url]));
		expect(changes).toEqual([]);
		expect(subject.client.host.url).toEqual(first.url);
	});
});
