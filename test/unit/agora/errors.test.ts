import { expect, test } from 'vitest';
import { listBanRules } from '../../../src/agora/channels/banRules';
import { listProjects } from '../../../src/agora/console/projects';
import { AgoraError, appIdProblem, formatErrorDetails } from '../../../src/agora/errors';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { clientOn, planOfHosts } from './testHosts';
import { clientOf, closedServer, TestServer } from './testServer';
import { thrownBy } from './thrown';

test('formats what Agora’s support asks for, one fact per line', async () => {
	await using server = await TestServer.start();
	server.reply(403, { message: 'revoked' }, { 'X-Request-ID': 'request-1', 'X-Resource-ID': 'resource-1' });
	const address = { region: 'eu', appId: 'the-app-id', id: 'p' } as const;
	const before = new Date().toISOString();
	const lines = formatErrorDetails(await thrownBy(deletePlayer(server.client(), address))).split('\n');
	expect(lines.slice(0, 7)).toEqual([
		'Operation: Delete cloud player (deletePlayer)',
		'Error: forbidden',
		'HTTP status: 403',
		'Message: revoked',
		'X-Request-ID: request-1',
		'X-Resource-ID: resource-1',
		`Host: ${server.url.host}`,
	]);
	expect((lines[7]?.replace('Time: ', '') ?? '') >= before).toBe(true);
	expect(lines[9]).toBe(
		`curl -X DELETE '${server.url.origin}/eu/v1/projects/the-app-id/cloud-player/players/p' \\`,
	);
});

test('contains the time of sending, not that of the timeout', async () => {
	await using server = await TestServer.start();
	const { client, clock } = clientOn(planOfHosts([server.url]));
	const sentAt = new Date(clock.monotonic()).toISOString();
	server.answer((response) => {
		clock.skip(30_000);
		response.writeHead(403).end('{"message":"no"}');
	});
	expect(formatErrorDetails(await thrownBy(listProjects(client)))).toContain(`\nTime: ${sentAt}\n`);
});

test('omits what is unknown', async () => {
	const details = formatErrorDetails(await thrownBy(listProjects(clientOf(await closedServer()))));
	expect(details).toContain('Error: network (ECONNREFUSED)\nHost: 127.0.0.1:');
	const unsent = new AgoraError({ kind: 'invalid', operation: 'createProject', message: 'no name' });
	expect(formatErrorDetails(unsent)).toBe('Operation: Create project (createProject)\nError: invalid\n');
});

test.each([
	[400, 'no active status', 'disabled'],
	[403, 'No active status', 'disabled'],
	[400, 'invalid appid', 'unknown'],
	[403, 'no permission', undefined],
	[400, '', undefined],
])('a %i of channel management with “%s”: the App ID is %s', async (status, message, expected) => {
	await using server = await TestServer.start();
	server.reply(status, { message });
	expect(appIdProblem(await thrownBy(listBanRules(server.client(), 'a')))).toBe(expected);
	server.reply(status, { reason: message });
	expect(appIdProblem(await thrownBy(listBanRules(server.client(), 'a')))).toBe(expected);
	expect(appIdProblem(await thrownBy(listProjects(server.client())))).toBeUndefined();
});
