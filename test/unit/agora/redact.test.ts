import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readErrorMessage } from '../../../src/agora/errorResponse';
import { listAllPlayers } from '../../../src/agora/mediaPull/listPlayers';
import {
	KnownSecrets,
	redactStreamUrl,
	redactText,
	secretsOfStreamUrl,
	storableStreamUrl,
} from '../../../src/agora/redact';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

describe('redactStreamUrl', () => {
	test.each([
		['rtmp://example.agora.io/live/class32/101', 'rtmp://example.agora.io/live/•••'],
		['rtmps://example.com/live/key', 'rtmps://example.com/live/•••'],
		['rtmp://example.com/key', 'rtmp://example.com/•••'],
		['rtmp://example.com/live/', 'rtmp://example.com/live/'],
		['rtmp://example.com//live/key', 'rtmp://example.com//live/•••'],
		['rtmp://example.com/', 'rtmp://example.com/'],
		['rtmp://example.com', 'rtmp://example.com'],
		['https://example.com/live/key', 'https://example.com/live/key'],
		['https://example.com:8443/a.m3u8', 'https://example.com:8443/a.m3u8'],
		['rtmp://user:password@example.com/live/x', 'rtmp://example.com/live/•••'],
		['rtmp://user@example.com/live/x', 'rtmp://example.com/live/•••'],
		['https://example.com/a.m3u8?sign=secret&e=1', 'https://example.com/a.m3u8?…'],
		['https://example.com/a.m3u8#secret', 'https://example.com/a.m3u8'],
		['rtmp://user:12/3secret@example.com/live', 'rtmp:•••'],
		['rtmp://user:1?secret@example.com/live', 'rtmp:•••'],
		['rtmp://user:pass/word@example.com/live', 'rtmp:•••'],
		['rtmp://user@12/3secret@example.com/live', 'rtmp:•••'],
		['not a url: secret', '•••'],
		['', '•••'],
	])('%j is shown as %j', (url, shown) => {
		expect(redactStreamUrl(url)).toBe(shown);
	});

	test('hides any password and any query', () => {
		const secret = fc
			.string({ minLength: 8, unit: 'grapheme-ascii' })
			.filter((text) => !/[\s/\\:?#@]/.test(text));
		const raw = fc.string({ minLength: 8, unit: 'grapheme-ascii' });
		fc.assert(
			fc.property(
				fc.constantFrom('rtmp', 'http', 'https'),
				secret,
				raw,
				raw,
				(scheme, user, password, query) => {
					const encoded = `${scheme}://${user}:${encodeURIComponent(password)}@example.com/live/x?key=${query}`;
					expect(redactStreamUrl(encoded)).toMatch(
						/^(rtmp|https?):(\/\/example\.com\/live\/(x|•••)\?…|•••)$/,
					);
					const shown = redactStreamUrl(`${scheme}://${user}:${password}@example.com/live/x`);
					expect(shown.startsWith(`${scheme}:•••`) || shown.startsWith(`${scheme}://example.com`)).toBe(true);
				},
			),
			{ numRuns: 1000 },
		);
	});
});

describe('redactText', () => {
	test('hides a secret in every encoding', () => {
		const secret = 'p"ss wörd/+';
		const echoes = [secret, encodeURIComponent(secret), encodeURI(secret), JSON.stringify(secret)];
		for (const echo of echoes) {
			expect(redactText(`before ${echo} after`, [secret])).toMatch(/^before "?•••"? after$/);
		}
	});

	test('hides a secret completely that contains another one', () => {
		expect(redactText('abcdefgh abcd', ['abcd', 'abcdefgh'])).toBe('••• •••');
	});

	test('redacts URLs in a text', () => {
		expect(redactText('cannot open rtmp://u:pw@example.com/live?k=v, sorry', [])).toBe(
			'cannot open rtmp://example.com/•••?… sorry',
		);
	});

	test('is fast for a long text that resembles a URL', () => {
		const text = 'a'.repeat(2_000_000);
		expect(redactText(text, ['secret'])).toBe(text);
	});

	test('hides secrets anywhere in the message of an error body', () => {
		const secret = fc
			.string({ minLength: 8, unit: 'grapheme-ascii' })
			.filter((text) => text.trim().length >= 8);
		const around = fc.string({ maxLength: 20, unit: 'grapheme-ascii' });
		const place = fc.constantFrom(
			'message',
			'error_msg',
			'reason',
			'text',
			'title',
			'userinfo',
			'query',
			'encoded',
		);
		fc.assert(
			fc.property(secret, around, around, place, (hidden, before, after, where) => {
				const echo = `${before}${hidden}${after}`;
				const bodies: Record<typeof where, string> = {
					message: JSON.stringify({ message: echo }),
					error_msg: JSON.stringify({ error_msg: echo }),
					reason: JSON.stringify({ reason: echo }),
					text: echo,
					title: `<title>${echo}</title>`,
					userinfo: `no route to rtmp://u:${encodeURIComponent(hidden)}@example.com/live`,
					query: `no route to https://example.com/live?key=${encodeURIComponent(hidden)}`,
					encoded: encodeURIComponent(echo),
				};
				const message = readErrorMessage(bodies[where] ?? '', [hidden]) ?? '';
				expect(message).not.toContain(hidden);
				expect(message).not.toContain(encodeURIComponent(hidden));
			}),
			{ numRuns: 2000 },
		);
	});
});

test('returns the secrets of a stream URL, encoded and decoded', () => {
	const secrets = secretsOfStreamUrl('rtmp://us%20er:p%40ss@example.com/live?key=va%20lue');
	expect(secrets).toEqual(expect.arrayContaining(['us er', 'p%40ss', 'p@ss', 'key=va%20lue', 'va lue']));
	expect(secretsOfStreamUrl('rtmp://u:100%@example.com/')).toContain('100%');
	expect(secretsOfStreamUrl('not a url')).toEqual(['not a url']);
	expect(secretsOfStreamUrl('rtmp://example.com/live/ke%20y')).toEqual(
		expect.arrayContaining(['ke%20y', 'ke y']),
	);
	expect(secretsOfStreamUrl('https://example.com/live/key')).not.toContain('key');
	// A stream key that is named like the channel is no secret anywhere but in the address.
	expect(secretsOfStreamUrl('rtmp://example.com/live/class32', ['class32'])).not.toContain('class32');
});

describe('an address that is stored for the next time', () => {
	test.each(['https://cdn.example.com/a.mp4?signature=s3cret', 'rtmp://user:12/3@host/live'])(
		'is not stored if it may contain a secret: %s',
		(streamUrl) => {
			expect(storableStreamUrl(streamUrl)).toBeUndefined();
		},
	);

	test.each([
		'rtmp://live.example.com/live/s3cret',
		'rtmp://director:pa55word@live.example.com/s3cret?key=s3cret',
		'RTMP://live.example.com/live',
	])('has only the host of an rtmp address: %s', (streamUrl) => {
		expect(storableStreamUrl(streamUrl)).toBe('rtmp://live.example.com/');
	});

	test('is stored as it is if it has no secret', () => {
		const plain = 'https://cdn.example.com/lesson.mp4';
		expect(storableStreamUrl(plain)).toBe(plain);
	});
});

describe('KnownSecrets', () => {
	const known = new KnownSecrets();
	known.add(['planted-key', 'k/y', 'abc', 'ä b', '']);

	it.each([
		['https://example.com/hls/planted-key/list.m3u8', 'https://example.com/hls/•••/list.m3u8'],
		['https://example.com/hls/list-planted-key.m3u8', 'https://example.com/hls/list-•••.m3u8'],
		['https://example.com/%C3%A4%20b/list.m3u8', 'https://example.com/•••/list.m3u8'],
		['https://example.com/abc/abcd', 'https://example.com/•••/abcd'],
		['https://example.com/k%2Fy', 'https://example.com/•••'],
		['rtmp://example.com/planted-key/stream', 'rtmp://example.com/•••/•••'],
		['https://user:pw@example.com/planted-key?a=b', 'https://example.com/•••?…'],
		['https://example.com/other', 'https://example.com/other'],
		['rtmp://user:12/3@host/live', 'rtmp:•••'],
	])('are hidden in the address of a source: %s', (address, shown) => {
		expect(known.redactSource(address)).toBe(shown);
	});

	it('hides the whole path if it contains an unknown secret', () => {
		expect(known.redactSource('https://example.com/a/b/c?d', true)).toBe('https://example.com/•••?…');
		expect(known.redactSource('rtmp://example.com/live/key', true)).toBe('rtmp://example.com/•••');
		expect(known.redactSource('https://example.com', true)).toBe('https://example.com/');
	});

	it('keeps the newest 500 secrets', () => {
		const many = new KnownSecrets();
		many.add(Array.from({ length: 600 }, (_, index) => `secret-${index}`));
		many.add(['secret-150']);
		expect(many.values).toHaveLength(500);
		expect(many.values).toContain('secret-150');
		expect(many.values).not.toContain('secret-99');
	});
});

it('hides known secrets in errors, their details and the log', async () => {
	await using server = await TestServer.start();
	server.logsBodies = true;
	const knownSecrets = new KnownSecrets();
	const client = server.client(undefined, knownSecrets);
	knownSecrets.add(['planted key']);
	server.answer((response) => {
		response.end(
			JSON.stringify({
				players: [
					{ id: 'p', name: 'planted key', streamUrl: 'https://example.com/planted%20key/a.m3u8' },
					{ id: 'q', streamUrl: 'rtmp://example.com/live/planted%20key' },
				],
			}),
		);
	});
	await listAllPlayers(client, { appId: 'a' });
	expect(server.lines.join('\n')).toContain('https://example.com/•••/a.m3u8');
	server.answer((response) => {
		response.writeHead(400);
		response.end(JSON.stringify({ message: 'cannot list planted key, planted+key, planted%20key' }));
	});
	const error = await thrownBy(listAllPlayers(client, { appId: 'a', channelName: 'planted key' }));
	expect(error.agoraMessage).toBe('cannot list •••, •••, •••');
	expect([...server.lines, error.sent?.curl].join('\n')).not.toMatch(/planted.{1,3}key/);
});
