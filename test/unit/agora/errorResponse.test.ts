import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyFailure, readErrorMessage } from '../../../src/agora/errorResponse';
import { type AgoraErrorKind, connectionProblem } from '../../../src/agora/errors';
import type { Area } from '../../../src/agora/hosts';
import { CALLS, OPERATION_NAMES } from './calls';
import { clientOn, planOfHosts } from './testHosts';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

const coded = (code: string, more: object = {}) => Object.assign(new Error('secret'), { code }, more);
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('classifyFailure', () => {
	test.each<[string, unknown, object]>([
		[
			'an unknown name',
			fetchFailed(coded('ENOTFOUND', { syscall: 'getaddrinfo' })),
			{ kind: 'dns', neverSent: true },
		],
		[
			'a lookup that failed',
			fetchFailed(coded('EAI_AGAIN')),
			{ kind: 'dns', code: 'EAI_AGAIN', neverSent: true },
		],
		['a refused port', fetchFailed(coded('ECONNREFUSED')), { kind: 'network', neverSent: true }],
		[
			'two addresses, one refused and one unreachable',
			fetchFailed(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH', { syscall: 'connect' })])),
			{ kind: 'network', code: 'ECONNREFUSED', neverSent: true },
		],
		[
			'two addresses, one refused and one reset',
			fetchFailed(new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')])),
			{ kind: 'network', neverSent: false },
		],
		['a reset', fetchFailed(coded('ECONNRESET')), { kind: 'network', code: 'ECONNRESET', neverSent: false }],
		['a closed socket', fetchFailed(coded('UND_ERR_SOCKET')), { kind: 'network', neverSent: false }],
		[
			'a connection never made',
			fetchFailed(coded('UND_ERR_CONNECT_TIMEOUT')),
			{ kind: 'timeout', neverSent: true },
		],
		[
			'a connection that timed out while made',
			fetchFailed(coded('ETIMEDOUT', { syscall: 'connect' })),
			{ kind: 'timeout', neverSent: true },
		],
		[
			'a connection that timed out later',
			fetchFailed(coded('ETIMEDOUT', { syscall: 'read' })),
			{ kind: 'timeout', neverSent: false },
		],
		['late headers', fetchFailed(coded('UND_ERR_HEADERS_TIMEOUT')), { kind: 'timeout', neverSent: false }],
		[
			'a way that was lost while the request was out',
			fetchFailed(coded('EHOSTUNREACH', { syscall: 'read' })),
			{ kind: 'network', code: 'EHOSTUNREACH', neverSent: false },
		],
		[
			'a resolver that does not answer',
			fetchFailed(coded('ETIMEOUT', { syscall: 'queryA' })),
			{ kind: 'dns', code: 'ETIMEOUT', neverSent: true },
		],
		[
			'a server that does not speak TLS',
			fetchFailed(coded('ERR_SSL_WRONG_VERSION_NUMBER')),
			{ kind: 'network', code: 'ERR_SSL_WRONG_VERSION_NUMBER', neverSent: false },
		],
		["Electron's resolver", new Error('net::ERR_DNS_TIMED_OUT'), { kind: 'dns', neverSent: true }],
		[
			"Electron's certificate",
			new Error('net::ERR_CERT_AUTHORITY_INVALID'),
			{ kind: 'network', code: 'ERR_CERT_AUTHORITY_INVALID', neverSent: true },
		],
		[
			'no way through the proxy',
			new Error('net::ERR_TUNNEL_CONNECTION_FAILED'),
			{ kind: 'network', neverSent: true },
		],
		["Electron's silence", new Error('net::ERR_TIMED_OUT'), { kind: 'timeout', neverSent: false }],
		['an expired certificate', fetchFailed(coded('CERT_HAS_EXPIRED')), { kind: 'network', neverSent: true }],
		[
			'an own certificate',
			fetchFailed(coded('DEPTH_ZERO_SELF_SIGNED_CERT')),
			{ kind: 'network', neverSent: true },
		],
		["Electron's unknown name", new Error('net::ERR_NAME_NOT_RESOLVED'), { kind: 'dns', neverSent: true }],
		['Electron offline', new Error('net::ERR_INTERNET_DISCONNECTED'), { kind: 'network', neverSent: true }],
		["Electron's reset", new Error('net::ERR_CONNECTION_RESET'), { kind: 'network', neverSent: false }],
		['causes of causes', new Error('ky', { cause: fetchFailed(coded('ENOTFOUND')) }), { kind: 'dns' }],
		['nothing known', fetchFailed(undefined), { kind: 'network', code: undefined, neverSent: false }],
		['causes that are no errors', fetchFailed({ reason: 'secret' }), { kind: 'network', code: undefined }],
		['no error at all', 'secret', { kind: 'network', code: undefined, neverSent: false }],
	])('%s', (_title, error, failure) => {
		expect(classifyFailure(error)).toMatchObject(failure);
	});

	test('only accepts codes in the usual format', () => {
		for (const code of ['a secret', 'Secret', 4711, { secret: true }, 'X'.repeat(60)]) {
			expect(classifyFailure(Object.assign(new Error(), { code })).code).toBeUndefined();
		}
	});

	test('stops at circular causes', () => {
		const error = coded('ECONNRESET');
		error.cause = new Error('outer', { cause: error });
		expect(classifyFailure(error.cause)).toMatchObject({ kind: 'network', code: 'ECONNRESET' });
	});
});

test.each([
	['ECONNREFUSED', 'refused'],
	['ERR_CONNECTION_REFUSED', 'refused'],
	['EHOSTUNREACH', 'unreachable'],
	['ENETUNREACH', 'unreachable'],
	['ERR_INTERNET_DISCONNECTED', 'unreachable'],
	['ERR_PROXY_CONNECTION_FAILED', 'proxy'],
	['ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
	['ERR_CERT_AUTHORITY_INVALID', 'certificate'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
	['EPROTO', 'tls'],
	['ERR_SSL_PROTOCOL_ERROR', 'tls'],
	['ECONNRESET', 'closed'],
	['UND_ERR_SOCKET', 'closed'],
	['ERR_EMPTY_RESPONSE', 'closed'],
	['SOMETHING_ELSE', undefined],
] as const)('the code %s means that the connection problem is %s', (code, problem) => {
	expect(connectionProblem(code)).toBe(problem);
});

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

	test('names the missing operation and contains the message from Agora', async () => {
		await using server = await TestServer.start();
		server.reply(404, { message: 'no Route matched with those values' });
		const { client } = clientOn(planOfHosts([server.url]), { area: 'mainland' });
		const error = await thrownBy(CALLS.getUsage(client));
		expect(error.message).toContain('the service of the Chinese mainland does not offer this');
		expect(error.agoraMessage).toBe('no Route matched with those values');
	});
});

test('describes a refusal without a message by its status', async () => {
	await using server = await TestServer.start();
	server.reply(429, '');
	const error = await thrownBy(CALLS.listProjects(server.client()));
	expect(error).toMatchObject({ kind: 'rateLimited', agoraMessage: undefined });
	expect(error.message).toBe('List projects: too many requests (HTTP 429).');
});

test('distinguishes other client errors from server errors', async () => {
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

test('ignores the word error inside an object', async () => {
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

	test('may set the delay with Retry-After', async () => {
		await using server = await TestServer.start();
		server.reply(503, '', { 'Retry-After': '7' });
		expect((await thrownBy(CALLS.createPlayer(server.client()))).retryAfterMs).toBe(7000);
	});
});

test.each([
	['{"message":"Duplicate project name."}', 'Duplicate project name.'],
	['{"status":"error","message":"Vendor is blocked."}', 'Vendor is blocked.'],
	['{"error_msg":"project not exit"}', 'project not exit'],
	['{"reason":"invalid appid"}', 'invalid appid'],
	['{"code":404,"message":"Project not found","data":null}', 'Project not found'],
	['{"message":"no Route matched with those values"}', 'no Route matched with those values'],
	['{"message":"","error_msg":"project not exit"}', 'project not exit'],
	['{"message":null,"reason":"r"}', 'r'],
	['{"message":{"nested":1}}', undefined],
	['{}', undefined],
	['[]', undefined],
	['null', undefined],
	['"in words"', 'in words'],
	['', undefined],
	['  \n', undefined],
	['upstream connect error', 'upstream connect error'],
	['<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body></html>', '502 Bad Gateway'],
	['<!DOCTYPE html><p>no title', undefined],
	['two\n lines\u0007', 'two lines'],
])('%j says %j', (body, message) => {
	expect(readErrorMessage(body, [])).toBe(message);
});

test('shortens long messages', () => {
	const message = readErrorMessage('word '.repeat(1000), []) ?? '';
	expect(message).toHaveLength(300);
	expect(message.endsWith('…')).toBe(true);
});

test('returns one line of limited length, or nothing, for any body', () => {
	const json = fc.jsonValue().map((value) => JSON.stringify(value));
	const shaped = fc
		.record(
			{ message: fc.jsonValue(), error_msg: fc.jsonValue(), reason: fc.jsonValue() },
			{ requiredKeys: [] },
		)
		.map((value) => JSON.stringify(value));
	fc.assert(
		fc.property(fc.oneof(json, shaped, fc.string({ unit: 'grapheme' }), fc.constant('<title>')), (body) => {
			const message = readErrorMessage(body, []);
			expect(message === undefined || (message.length > 0 && message.length <= 300)).toBe(true);
			expect(message ?? '').not.toMatch(/[\p{Cc}]/u);
		}),
		{ numRuns: 1000 },
	);
});
