import { expect, test } from 'vitest';
import { AgoraClient } from '../../../src/agora/client';
import { listProjects } from '../../../src/agora/console/projects';
import { SimulatedClock } from '../../fixtures/simulatedClock';
import { TestServer } from './testServer';

/** A client whose every call waits five seconds for a rate limit, or so it is told. */
function slowedClient(server: TestServer, told: number[]): AgoraClient {
	const silent = (): void => undefined;
	return new AgoraClient({
		hosts: { own: { primary: server.url, neighbours: [] }, other: undefined },
		credentials: { customerId: 'id', customerSecret: 'secret' },
		log: { debug: silent, info: silent, warn: silent },
		onWait: (ms) => void told.push(ms),
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

test('a call that somebody waits for says so, and until when the limit holds it', async () => {
	await using server = await TestServer.start();
	server.reply(200, { projects: [] });
	const told: number[] = [];
	const client = slowedClient(server, told);
	let paced = 0;
	client.onDidRateLimit(() => {
		paced += 1;
	});
	await listProjects(client);
	expect(told).toEqual([5000]);
	expect(paced).toBe(1);
	expect(client.rateLimitedUntil).toBe(1_005_000);
});

test('polling waits in silence, and a caller that asks to be told is told instead', async () => {
	await using server = await TestServer.start();
	server.reply(200, { projects: [] });
	server.reply(200, { projects: [] });
	const told: number[] = [];
	const client = slowedClient(server, told);
	await listProjects(client, { priority: 'polling' });
	const own: number[] = [];
	await listProjects(client, { onWait: (ms) => void own.push(ms) });
	expect(told).toEqual([]);
	expect(own).toEqual([5000]);
});
