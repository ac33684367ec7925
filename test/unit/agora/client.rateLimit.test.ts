import { expect, test } from 'vitest';
import { AgoraClient } from '../../../src/agora/client';
import { listProjects } from '../../../src/agora/console/projects';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { TestServer } from './testServer';

/** A client whose rate limiter makes every call wait five seconds, but only on paper. */
function rateLimitedClient(server: TestServer, waits: number[]): AgoraClient {
	const silent = (): void => undefined;
	return new AgoraClient({
		hosts: { own: { primary: server.url, neighbours: [] }, other: undefined },
		credentials: { customerId: 'id', customerSecret: 'secret' },
		log: { debug: silent, info: silent, warn: silent },
		onWait: (ms) => void waits.push(ms),
		clock: new SimulatedClock({ time: 1_000_000 }),
		rateLimiter: {
			availableFrom: () => Number.NEGATIVE_INFINITY,
			run: (call, task) => {
				call.onWait?.(5000);
				return task();
			},
		},
	});
}

test('reports the wait of an interactive call, and until when it is rate limited', async () => {
	await using server = await TestServer.start();
	server.reply(200, { projects: [] });
	const waits: number[] = [];
	const client = rateLimitedClient(server, waits);
	let events = 0;
	client.onDidRateLimit(() => {
		events += 1;
	});
	await listProjects(client);
	expect(waits).toEqual([5000]);
	expect(events).toBe(1);
	expect(client.rateLimitedUntil).toBe(1_005_000);
});

test('does not report the waits of polling, nor of a call with an onWait of its own', async () => {
	await using server = await TestServer.start();
	server.reply(200, { projects: [] });
	const waits: number[] = [];
	const client = rateLimitedClient(server, waits);
	await listProjects(client, { priority: 'polling' });
	const own: number[] = [];
	await listProjects(client, { onWait: (ms) => void own.push(ms) });
	expect(waits).toEqual([]);
	expect(own).toEqual([5000]);
});

test('sends every request through the rate limiter, also the second one after the credentials were replaced', async () => {
	await using server = await TestServer.start();
	const waits: number[] = [];
	const client = rateLimitedClient(server, waits);
	server.answer((response) => {
		client.credentials.replace({ customerId: 'id', customerSecret: 'new secret' });
		response.writeHead(401);
		response.end();
	});
	server.reply(200, { projects: [] });
	expect(await listProjects(client)).toMatchObject({ projects: [] });
	expect(server.requests).toHaveLength(2);
	expect(waits).toHaveLength(2);
	expect(client.credentials.isRefused).toBe(false);
});
