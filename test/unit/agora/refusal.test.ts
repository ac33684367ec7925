import { describe, expect, test } from 'vitest';
import type { AgoraErrorKind } from '../../../src/agora/errors';
import type { Area } from '../../../src/agora/hosts';
import { CALLS, OPERATION_NAMES } from './calls';
import { clientOn, planOfHosts } from './testHosts';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

/** The status code tables of both documents. */
const REFUSALS: [number, string, AgoraErrorKind][] = [
	[400, 'Duplicate project name.', 'invalid'],
	[400, 'Vendor is blocked.', 'invalid'],
	[400, 'The number of projects exceeds the maximum limit.', 'quota'],
	[400, "Parameter 'streamUrl' is invalid formatted.", 'invalid'],
	[401, 'Invalid authentication credentials.', 'unauthorized'],
	[403, 'This project has not enabled Cloud Player product yet. Contact us to enable it.', 'forbidden'],
	[404, 'The requested resource could not be found.', 'notFound'],
	[409, 'Resource with the same name already exists.', 'conflict'],
	[415, 'Unsupported media type.', 'invalid'],
	[429, 'Request rate limit exceeded.', 'rateLimited'],
	[429, 'Resources quota limit exceeded.', 'quota'],
	[429, 'no available resources', 'quota'],
	[500, 'Some internal error happened. Contact us to help fix it.', 'server'],
	[503, 'Service overload. Retry with back off strategy, and contact us to help fix it.', 'server'],
];

describe.each(REFUSALS)('%i %s', (status, message, kind) => {
	// A player that is not found is gone, which Delete does not take for an error.
	const operations = OPERATION_NAMES.filter((operation) => operation !== 'deletePlayer' || status !== 404);

	test(`is ${kind} for every operation`, async () => {
		for (const operation of operations) {
			await using server = await TestServer.start();
			server.reply(status, { message }, { 'X-Request-ID': 'r-1' });
			const error = await thrownBy(CALLS[operation](server.client()));
			expect(error).toMatchObject({
				kind,
				operation,
				status,
				agoraMessage: message,
				requestId: 'r-1',
				issues: [],
			});
			expect(error.message).toContain(message);
		}
	});
});

describe('a 404 for an account of the Chinese mainland', () => {
	/** What the newer documents of the mainland do not have (docs/agora-api.md, Console API). */
	const ONLY_IN_BASE = ['getUsage', 'setRecordingServer'];

	test.each(OPERATION_NAMES.filter((operation) => operation !== 'deletePlayer'))(
		'of %s',
		async (operation) => {
			await using server = await TestServer.start();
			server.reply(404, { message: 'Not found.' });
			const kindOf = async (area: Area) => {
				const { client } = clientOn(planOfHosts([server.url]), { area });
				return (await thrownBy(CALLS[operation](client))).kind;
			};
			expect(await kindOf('mainland')).toBe(ONLY_IN_BASE.includes(operation) ? 'notOffered' : 'notFound');
			expect(await kindOf('global')).toBe('notFound');
		},
	);

	test('says what is missing there, and keeps what Agora says', async () => {
		await using server = await TestServer.start();
		server.reply(404, { message: 'no Route matched with those values' });
		const { client } = clientOn(planOfHosts([server.url]), { area: 'mainland' });
		const error = await thrownBy(CALLS.getUsage(client));
		expect(error.message).toContain('the service of the Chinese mainland does not offer this');
		expect(error.agoraMessage).toBe('no Route matched with those values');
	});
});

test('a refusal without words is told by its status', async () => {
	await using server = await TestServer.start();
	server.reply(429, '');
	const error = await thrownBy(CALLS.listProjects(server.client()));
	expect(error).toMatchObject({ kind: 'rateLimited', agoraMessage: undefined });
	expect(error.message).toBe('List projects: too many requests (HTTP 429).');
});

test('other refusals of the client and failures of the server keep their side', async () => {
	for (const [status, kind] of [
		[405, 'invalid'],
		[413, 'invalid'],
		[501, 'server'],
		[521, 'server'],
		[304, 'badResponse'],
	] as const) {
		await using server = await TestServer.start();
		server.reply(status, '');
		expect(await thrownBy(CALLS.listProjects(server.client()))).toMatchObject({ kind, status });
	}
});

test.each<[string, AgoraErrorKind]>([
	['project not exit', 'invalid'],
	['The number of projects exceeds the maximum limit.', 'quota'],
	['Too many requests.', 'rateLimited'],
])('2xx with an error body “%s” is %s for every operation', async (message, kind) => {
	for (const operation of OPERATION_NAMES) {
		for (const [status, word] of [
			[200, 'error'],
			[201, 'Error'],
		] as const) {
			await using server = await TestServer.start();
			server.reply(status, { status: word, message }, { 'X-Request-ID': 'r-1' });
			const error = await thrownBy(CALLS[operation](server.client()));
			expect(error).toMatchObject({ kind, operation, status, agoraMessage: message, outcome: undefined });
			expect(error.message).toContain(message);
		}
	}
});

test('the word error inside an object is no error', async () => {
	await using server = await TestServer.start();
	server.reply(200, { players: [{ id: 'a', name: 'n', status: 'error' }] });
	expect(await CALLS.listPlayers(server.client())).toMatchObject({ players: [{ id: 'a', status: 'error' }] });
});

describe('an overloaded server', () => {
	test.each(['createPlayer', 'updatePlayer'] as const)(
		'%s: asks to wait longer each time, and not after another reply',
		async (operation) => {
			await using server = await TestServer.start();
			const client = server.client();
			const refused = async () => {
				server.reply(503, { message: 'Service overload. Retry with back off strategy.' });
				const error = await thrownBy(CALLS[operation](client));
				expect(error).toMatchObject({ kind: 'server', status: 503, outcome: undefined });
				return Math.floor((error.retryAfterMs ?? 0) / 1000);
			};
			expect([await refused(), await refused(), await refused(), await refused()]).toEqual([5, 10, 15, 15]);
			server.reply(403, { message: 'not for this role' });
			expect((await thrownBy(CALLS[operation](client))).retryAfterMs).toBeUndefined();
			expect(await refused()).toBe(5);
		},
	);

	test('may name the time itself', async () => {
		await using server = await TestServer.start();
		server.reply(503, '', { 'Retry-After': '7' });
		expect((await thrownBy(CALLS.createPlayer(server.client()))).retryAfterMs).toBe(7000);
	});
});
