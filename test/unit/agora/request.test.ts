import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import type { AgoraRequest } from '../../../src/agora/request';
import { formatCurl } from '../../../src/agora/request';
import { CALLS, OPERATION_NAMES } from './calls';
import { CUSTOMER, TestServer } from './testServer';
import { thrownBy } from './thrown';

const SERVER = new URL('https://api.agora.io');

/** The arguments that a shell gives to curl. */
function argumentsOf(command: string): string[] {
	const script = `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${command}`;
	const env = { AGORA_CUSTOMER_ID: 'the-id', AGORA_CUSTOMER_SECRET: 'the secret' };
	return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env }).split('\0').slice(0, -1);
}

test('formats a read as method, URL and headers', () => {
	const request: AgoraRequest = {
		operation: 'listPlayers',
		params: { appId: 'the-app-id' },
		query: { filter: 'channelName eq class32', pageSize: '500' },
	};
	expect(formatCurl(SERVER, request, '4f6c')).toBe(
		[
			"curl -X GET 'https://api.agora.io/v1/projects/the-app-id/cloud-player/players?filter=channelName%20eq%20class32&pageSize=500' \\",
			'  -u "$AGORA_CUSTOMER_ID:$AGORA_CUSTOMER_SECRET" \\',
			"  -H 'x-request-id: 4f6c'",
		].join('\n'),
	);
});

test('quotes every character for a shell, which inserts the credentials', () => {
	const name = `it's "$HOME" \`id\` \\ ! \n ü`;
	const request = { operation: 'createProject', body: { name, enable_sign_key: true } } as const;
	const sent = argumentsOf(formatCurl(SERVER, request, 'unused'));
	expect(sent).toEqual([
		...['-X', 'POST', 'https://api.agora.io/dev/v1/project'],
		...['-u', 'the-id:the secret'],
		...['-H', 'content-type: application/json'],
		...['--data-raw', JSON.stringify({ name, enable_sign_key: true })],
	]);
});

describe('the request of a failed call', () => {
	test.each(OPERATION_NAMES)('%s: the request as it was sent, without credentials', async (operation) => {
		await using server = await TestServer.start();
		server.reply(403, {});
		const { sent } = await thrownBy(CALLS[operation](server.client()));
		const { method, url, headers, body } = server.request;
		expect(sent).toMatchObject({ host: server.url.host, at: expect.any(Date) });
		const [, curlMethod, curlUrl, , , ...rest] = argumentsOf(sent?.curl ?? '');
		expect([curlMethod, curlUrl]).toEqual([method, `${server.url.origin}${url}`]);
		const curlHeaders = rest.filter((_, index) => rest[index - 1] === '-H').map((line) => line.split(': '));
		for (const name of ['content-type', 'x-request-id']) {
			expect(curlHeaders.find(([header]) => header === name)?.[1]).toBe(headers[name]);
		}
		expect(rest.at(-2) === '--data-raw' ? rest.at(-1) : '').toBe(body);
		expect(sent?.curl).not.toContain(CUSTOMER.customerSecret);
		expect(sent?.curl).not.toContain(CUSTOMER.customerId);
	});

	test('is undefined if nothing was sent', async () => {
		await using server = await TestServer.start();
		const player = { streamUrl: '', channelName: '' };
		const error = await thrownBy(createPlayer(server.client(), { region: 'na', appId: 'a', player }));
		expect(error.sent).toBeUndefined();
	});
});

test('hides the secrets of a cloud player, and keeps the rest', () => {
	const player = {
		streamUrl: 'rtmp://user:password@example.com/live/1?key=stream-key',
		channelName: 'class32',
		token: '007',
		uid: 101,
		encryptMode: 'aes-256-gcm2',
		encryptKey: 'k',
		encryptKdfSalt: 's',
	};
	const request: AgoraRequest = {
		operation: 'createPlayer',
		params: { region: 'na', appId: 'the-app-id' },
		body: { player },
	};
	expect(JSON.parse(argumentsOf(formatCurl(SERVER, request, undefined)).at(-1) ?? '')).toEqual({
		player: {
			...player,
			streamUrl: 'rtmp://example.com/live/•••?…',
			token: '•••',
			encryptKey: '•••',
			encryptKdfSalt: '•••',
		},
	});
});
