import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AgoraClient } from '../../../src/agora/client';
import { classifyFailure, noResponseError } from '../../../src/agora/errorResponse';
import type { AgoraError } from '../../../src/agora/errors';
import { formatErrorDetails } from '../../../src/agora/errors';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import type { AgoraRequest } from '../../../src/agora/request';
import { formatCurl } from '../../../src/agora/request';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

/** Long enough, and odd enough at its start, that nothing else can look like it. */
const secret = fc
	.string({ minLength: 6, maxLength: 40, unit: 'grapheme-ascii' })
	.map((text) => `Zq9${text}x`);
/** As long as the shortest secret that an id may not contain. */
const idLike = fc.stringMatching(/^Zq9[\w-]{13,40}$/);

function spellings(hidden: string): string[] {
	const query = new URLSearchParams({ '': hidden }).toString().slice(1);
	return [hidden, encodeURIComponent(hidden), encodeURI(hidden), query, JSON.stringify(hidden).slice(1, -1)];
}

function expectHidden(text: string, ...secrets: readonly string[]): void {
	for (const spelling of secrets.flatMap(spellings)) {
		expect(text).not.toContain(spelling);
	}
}

function everythingIn(error: AgoraError): string {
	const own = inspect(error, { depth: 20, showHidden: true });
	return [own, error.stack, JSON.stringify(error), formatErrorDetails(error)].join('\n');
}

/** What a server may say back, and where. */
const PLACES = ['path', 'query', 'header', 'message', 'nested', 'text', 'html', 'userinfo'] as const;

function echo(
	place: (typeof PLACES)[number],
	said: string,
): { body: string; headers: Record<string, string> } {
	const url = encodeURIComponent(said);
	const bodies: Record<typeof place, unknown> = {
		path: { message: `no route /v1/${url}/players` },
		query: { message: `bad request https://example.com/live?key=${url}` },
		header: {},
		message: { message: `refused: ${said}` },
		nested: { message: JSON.stringify({ player: { token: said, list: [said] } }) },
		text: `upstream said ${said}`,
		html: `<title>${said}</title>`,
		userinfo: { error_msg: `cannot open rtmp://u:${url}@example.com/live` },
	};
	const body = bodies[place];
	return {
		body: typeof body === 'string' ? body : JSON.stringify(body),
		headers: place === 'header' ? { 'X-Request-ID': said, 'X-Resource-ID': `a${said}` } : {},
	};
}

test('hides secrets that a refusal repeats anywhere', {
	timeout: 60_000,
}, async () => {
	await using server = await TestServer.start();
	const lines: string[] = [];
	const add = (line: string): void => void lines.push(line);
	const secrets = fc.record({
		customerSecret: idLike,
		token: idLike,
		key: idLike,
		user: idLike,
		password: secret,
		query: secret,
	});
	const said = fc.constantFrom('customerSecret', 'token', 'key', 'user', 'password', 'query');
	await fc.assert(
		fc.asyncProperty(secrets, said, fc.constantFrom(...PLACES), async (hidden, which, place) => {
			const headerSafe = place === 'header' && (which === 'password' || which === 'query');
			const { body, headers } = echo(place, headerSafe ? hidden.token : hidden[which]);
			server.forgetAnswers();
			server.reply(400, body, headers);
			const client = new AgoraClient({
				hosts: { own: { primary: server.url, neighbours: [] }, other: undefined },
				credentials: { customerId: 'the-id', customerSecret: hidden.customerSecret },
				log: { debug: add, info: add, warn: add, bodies: true },
				repeat: false,
			});
			const address = `rtmp://${hidden.user}:${encodeURIComponent(hidden.password)}@example.com/live`;
			const player = {
				streamUrl: `${address}?key=${encodeURIComponent(hidden.query)}`,
				channelName: 'class32',
				uid: 1,
				token: hidden.token,
				encryptMode: 'aes-128-gcm',
				encryptKey: hidden.key,
			} as const;
			const error = await thrownBy(createPlayer(client, { region: 'na', appId: 'a', player }));
			expectHidden(everythingIn(error), ...Object.values(hidden));
			expectHidden(lines.splice(0).join('\n'), ...Object.values(hidden));
		}),
		{ numRuns: 150 },
	);
});

test('hides secrets anywhere in a curl command', () => {
	const place = fc.constantFrom('path', 'query', 'token', 'nested', 'userinfo', 'streamQuery');
	fc.assert(
		fc.property(secret, place, (hidden, where) => {
			const url = encodeURIComponent(hidden);
			const at = (name: typeof where, otherwise = 'x') => (where === name ? hidden : otherwise);
			const streamUrls: Partial<Record<typeof where, string>> = {
				userinfo: `rtmp://${url}:${url}@example.com/live`,
				streamQuery: `https://example.com/live?key=${url}#${url}`,
			};
			const request: AgoraRequest = {
				operation: 'createPlayer',
				params: { region: 'na', appId: at('path') },
				query: { streamIp: at('query') },
				body: {
					player: { token: at('token'), streamUrl: streamUrls[where] ?? 'rtmp://example.com/live' },
					list: [{ deep: `before ${at('nested')} after` }],
				},
				secrets: ['path', 'query', 'nested'].includes(where) ? [hidden] : [],
			};
			expectHidden(formatCurl(new URL('https://api.agora.io'), request, undefined), hidden);
		}),
		{ numRuns: 2000 },
	);
});

test('hides secrets in errors of fetch at any depth', () => {
	const code = fc.constantFrom('ECONNRESET', 'ENOTFOUND', 'UND_ERR_SOCKET', undefined);
	fc.assert(
		fc.property(secret, code, fc.integer({ min: 0, max: 4 }), (hidden, known, depth) => {
			const inner = { message: hidden, code: known ?? hidden, headers: { authorization: hidden } };
			let thrown: unknown = Object.assign(new Error(`https://u:${hidden}@example.com`), inner);
			for (let level = 0; level < depth; level++) {
				const wrap = new AggregateError([new Error(hidden), thrown], hidden, { cause: thrown });
				thrown = level % 2 === 0 ? wrap : new TypeError(hidden, { cause: thrown });
			}
			for (const operation of ['listProjects', 'createPlayer'] as const) {
				expectHidden(everythingIn(noResponseError(operation, classifyFailure(thrown), {})), hidden);
			}
		}),
		{ numRuns: 1000 },
	);
});
