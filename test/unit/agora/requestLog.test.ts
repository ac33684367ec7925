import { describe, expect, test } from 'vitest';
import { AgoraClient } from '../../../src/agora/client';
import { setProjectEnabled } from '../../../src/agora/console/changeProject';
import { listProjects } from '../../../src/agora/console/projects';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { listPlayers } from '../../../src/agora/mediaPull/listPlayers';
import { planOfHosts } from './testHosts';
import { CUSTOMER, TestServer } from './testServer';
import { thrownBy } from './thrown';

const ADDRESS = { region: 'na', appId: 'the-app-id', id: 'the-player-id' } as const;

describe('log lines', () => {
	test('show each call at level Info on one line, and requests that only read at level Debug', async () => {
		await using server = await TestServer.start();
		server.reply(200, '{"projects":[]}');
		await listProjects(server.client());
		const [, tag = ''] = /^debug → ([0-9a-f]{4}) /.exec(server.lines[0] ?? '') ?? [];
		expect(server.lines).toEqual([
			`debug → ${tag} GET /dev/v1/projects`,
			expect.stringMatching(new RegExp(`^info ← ${tag} GET /dev/v1/projects 200 \\d+ ms 15 B$`)),
		]);
	});

	test('contain the path template, the beginning of an unknown project, and the request ID', async () => {
		await using server = await TestServer.start();
		server.reply(200, `"${'x'.repeat(4098)}"`);
		await deletePlayer(server.client(), ADDRESS);
		const call = 'DELETE /{region}/v1/projects/{appId}/cloud-player/players/{id}';
		const [sent = '', answered = ''] = server.lines;
		expect(sent).toMatch(/^info → \w{4} /);
		expect(sent.endsWith(call)).toBe(true);
		expect(answered).toContain(` ${call} 200 `);
		expect(answered).toMatch(/^info ← .+ \d+ ms 4\.1 kB project the-app-… X-Request-ID [\w-]{36}$/);
	});

	test('contain the name of the project on one line, without secrets', async () => {
		await using server = await TestServer.start();
		server.reply(200, { usages: [] });
		const names = new Map([['the-app-id', `Class\n← ${CUSTOMER.customerSecret}`]]);
		const log = {
			debug: () => {},
			info: (line: string) => server.lines.push(line),
			warn: () => {},
			projectName: (id: string) => names.get(id),
		};
		const client = new AgoraClient({ hosts: planOfHosts([server.url]), credentials: CUSTOMER, log });
		await deletePlayer(client, ADDRESS);
		expect(server.lines.at(-1)).toContain(' project "Class\\n← •••"');
	});

	test('contain the project of a change through the Console API', async () => {
		await using server = await TestServer.start();
		server.reply(200, { success: true }).reply(200, { projects: [] });
		await setProjectEnabled(server.client(), { id: 'project-id-1', name: 'Class' }, true).catch(() => {});
		expect(server.lines.find((line) => line.startsWith('info ←'))).toContain(' project project-…');
	});

	test('name the ids of a request that failed', async () => {
		await using server = await TestServer.start();
		const ids = { 'X-Custom-Request-ID': 'r-1', 'X-Resource-ID': 'p-1' };
		server.reply(409, { message: 'Resource with the same name already exists.' }, ids);
		const player = { streamUrl: 'rtmp://example.com/live', channelName: 'c', uid: 1 };
		await thrownBy(createPlayer(server.client(), { region: 'na', appId: 'a', player }));
		expect(server.lines.at(-1)).toMatch(
			/^warn ✗ \w{4} POST \S+ conflict \d+ ms project a… X-Request-ID r-1 X-Resource-ID p-1$/,
		);
	});

	test('name the id that was sent where no answer came, and its first characters are the tag', async () => {
		await using server = await TestServer.start();
		server.answer((response) => response.destroy());
		const error = await thrownBy(listPlayers(server.client(), { appId: 'a' }));
		const id = server.request.headers['x-request-id'];
		expect(error.requestId).toBe(id);
		expect(server.lines.at(-1)).toMatch(
			/^warn ✗ \w{4} GET \S+ network \w+ \d+ ms project a… X-Request-ID [\w-]{36}$/,
		);
		expect(server.lines.at(-1)).toContain(`✗ ${String(id).slice(0, 4)} `);
	});

	test('hold no header that only passes for an id', async () => {
		await using server = await TestServer.start();
		server.reply(500, '', { 'X-Request-ID': `Basic ${CUSTOMER.customerSecret}` });
		const error = await thrownBy(listProjects(server.client()));
		expect(error.requestId).toBeUndefined();
	});

	test('tell of a cancelled request at debug only', async () => {
		await using server = await TestServer.start();
		const cancel = new AbortController();
		const error = thrownBy(listProjects(server.client(), cancel.signal));
		await server.arrived();
		cancel.abort();
		await error;
		await expect.poll(() => server.lines.map((line) => line.split(' ')[0])).toEqual(['debug', 'debug']);
	});
});
