import { expect, test } from 'vitest';
import { parseLocalServer, serverOf } from '../../../../src/agora/http/hosts';

test('each area has its server', () => {
	expect(serverOf('global').href).toBe('https://api.agora.io/');
	expect(serverOf('mainland').href).toBe('https://api.sd-rtn.com/');
});

test.each([
	['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
	['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
	[' https://localhost:1 ', 'https://localhost:1'],
	['http://LOCALHOST', 'http://localhost'],
	['http://127.255.0.3', 'http://127.255.0.3'],
	['http://127.1', 'http://127.0.0.1'],
	['http://[::1]:3000', 'http://[::1]:3000'],
	['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
])('%j is a local server', (text, origin) => {
	expect(parseLocalServer(text)?.origin).toBe(origin);
});

test.each([
	'',
	'localhost:8080',
	'127.0.0.1:8080',
	'ftp://127.0.0.1',
	'http://0.0.0.0',
	'http://128.0.0.1',
	'http://127.0.0.1.example.com',
	'http://localhost.example.com',
	'http://127.example.com',
	'http://example.com#127.0.0.1',
	'http://user:pw@127.0.0.1',
	'http://127.0.0.1@example.com',
	'http://127.0.0.1/path',
	'http://127.0.0.1/?query',
	'http://127.0.0.1/#hash',
	'http://[::2]',
	'http://[::ffff:10.0.0.1]',
	'https://api.agora.io',
])('%j is none', (text) => {
	expect(parseLocalServer(text)).toBeUndefined();
});
