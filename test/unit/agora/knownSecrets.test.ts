import { describe, expect, it } from 'vitest';
import { listAllPlayers } from '../../../src/agora/mediaPull/listPlayers';
import { KnownSecrets } from '../../../src/agora/redact';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

describe('known secrets', () => {
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

	it('hide the whole path where some of it is secret and it is not known what', () => {
		expect(known.redactSource('https://example.com/a/b/c?d', true)).toBe('https://example.com/•••?…');
		expect(known.redactSource('rtmp://example.com/live/key', true)).toBe('rtmp://example.com/•••');
		expect(known.redactSource('https://example.com', true)).toBe('https://example.com/');
	});

	it('are the newest 500', () => {
		const many = new KnownSecrets();
		many.add(Array.from({ length: 600 }, (_, index) => `secret-${index}`));
		many.add(['secret-150']);
		expect(many.values).toHaveLength(500);
		expect(many.values).toContain('secret-150');
		expect(many.values).not.toContain('secret-99');
	});
});

it('what is known to be secret stays out of errors, their details and the log, whatever asks', async () => {
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
