import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeBan, createBan } from '../../../../src/agora/channels/banRules';
import { AgoraClient } from '../../../../src/agora/client';
import { systemClock } from '../../../../src/common/clock';
import { planOfHosts } from '../testHosts';
import { CUSTOMER, TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const APP = 'the-app-id';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
	vi.useRealTimers();
});

/** A client with the timeout that the extension uses. */
function clientOf(server: TestServer): AgoraClient {
	const silent = (): void => undefined;
	return new AgoraClient({
		hosts: planOfHosts([server.url]),
		credentials: CUSTOMER,
		log: { debug: silent, info: silent, warn: silent },
		clock: systemClock,
		repeat: false,
	});
}

test('a ban waits more than 20 seconds for its response, as it is looked up only then', async () => {
	await using server = await TestServer.start();
	let respond: (() => void) | undefined;
	server.answer((response) => {
		respond = () => response.end(JSON.stringify({ status: 'success', id: 1953 }));
	});
	const ban = createBan(clientOf(server), {
		...{ appId: APP, target: { uid: 5897 }, privileges: ['join_channel'], seconds: 600 },
	});
	await server.arrived();
	await vi.advanceTimersByTimeAsync(25_000);
	respond?.();
	expect(await ban).toBe(1953);
	expect(server.requests).toHaveLength(1);
});

test('a change, which may be repeated, waits ten seconds', async () => {
	await using server = await TestServer.start();
	server.answer(() => undefined);
	const cancel = new AbortController();
	const change = thrownBy(changeBan(clientOf(server), { appId: APP, id: 7, seconds: 60 }, cancel.signal));
	await server.arrived();
	const closed = new Promise<void>((resolve) => {
		server.answer((response) => response.on('close', resolve));
	});
	await vi.advanceTimersByTimeAsync(10_000);
	// The look-up after the timeout.
	await vi.waitFor(async () => {
		await vi.advanceTimersByTimeAsync(1);
		expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'GET']);
	});
	cancel.abort();
	await Promise.all([change, closed]);
});
