import { describe, expect, test } from 'vitest';
import { classifyFailure } from '../../../src/agora/errorResponse';
import { connectionProblem } from '../../../src/agora/errors';

const coded = (code: string, more: object = {}) => Object.assign(new Error('secret'), { code }, more);
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('what fetch threw', () => {
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

	test('only what looks like a code is taken for one', () => {
		for (const code of ['a secret', 'Secret', 4711, { secret: true }, 'X'.repeat(60)]) {
			expect(classifyFailure(Object.assign(new Error(), { code })).code).toBeUndefined();
		}
	});

	test('a circle of causes ends', () => {
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
