import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AgoraClient } from '../../../src/agora/client';
import { setCertificateEnabled, setProjectEnabled } from '../../../src/agora/console/changeProject';
import { listProjects } from '../../../src/agora/console/projects';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../src/agora/mediaPull/deletePlayer';
import { listPlayers } from '../../../src/agora/mediaPull/listPlayers';
import { redactBody } from '../../../src/agora/requestLog';
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

	test('contain the ids of a failed request', async () => {
		await using server = await TestServer.start();
		const ids = { 'X-Custom-Request-ID': 'r-1', 'X-Resource-ID': 'p-1' };
		server.reply(409, { message: 'Resource with the same name already exists.' }, ids);
		const player = { streamUrl: 'rtmp://example.com/live', channelName: 'c', uid: 1 };
		await thrownBy(createPlayer(server.client(), { region: 'na', appId: 'a', player }));
		expect(server.lines.at(-1)).toMatch(
			/^warn ✗ \w{4} POST \S+ conflict \d+ ms project a… X-Request-ID r-1 X-Resource-ID p-1$/,
		);
	});

	test('contain the sent id if there is no response, and begin with its first characters', async () => {
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

	test('do not contain headers that are not ids', async () => {
		await using server = await TestServer.start();
		server.reply(500, '', { 'X-Request-ID': `Basic ${CUSTOMER.customerSecret}` });
		const error = await thrownBy(listProjects(server.client()));
		expect(error.requestId).toBeUndefined();
	});

	test('log a cancelled request at level Debug', async () => {
		await using server = await TestServer.start();
		const cancel = new AbortController();
		const error = thrownBy(listProjects(server.client(), cancel.signal));
		await server.arrived();
		cancel.abort();
		await error;
		await expect.poll(() => server.lines.map((line) => line.split(' ')[0])).toEqual(['debug', 'debug']);
	});
});

const CERTIFICATE = '5bd14dcc312684e4edaa35bd14dcc312';
const PROJECT = {
	id: '7sdnf3xRH',
	name: 'Classroom Live',
	vendor_key: '4855xxxxxxxxxxxxxxxxxxxxxxxxeae2',
	sign_key: CERTIFICATE,
	recording_server: null,
	status: 1,
	created: 1464165672,
};

describe('redactBody', () => {
	test('keeps harmless fields and hides certificates', () => {
		expect(redactBody(JSON.stringify({ projects: [PROJECT] }), [])).toBe(
			JSON.stringify({ projects: [{ ...PROJECT, sign_key: '•••' }] }),
		);
		const without = JSON.stringify({ project: { ...PROJECT, sign_key: '' } });
		expect(redactBody(without, [])).toBe(without);
	});

	test('hides secret fields of a player of any type', () => {
		const player = {
			streamUrl: 'rtmp://user:password@example.com/live/x?key=secret',
			channelName: 'class32',
			uid: 101,
			idleTimeout: 300,
			videoOptions: { codec: 'H.264', width: 1280 },
			token: 'planted-token',
			encryptKey: { nested: 12345 },
			encryptKdfSalt: 67890,
		};
		const shown = { ...player, streamUrl: 'rtmp://example.com/live/•••?…', token: '•••' };
		expect(redactBody(JSON.stringify({ player }), [])).toBe(
			JSON.stringify({ player: { ...shown, encryptKey: '•••', encryptKdfSalt: '•••' } }),
		);
	});

	test('keeps the names of channels and the accounts of users', () => {
		const data = { channel_exist: true, mode: 2, broadcasters: [7, 'teacher'], audience: ['pupil'] };
		for (const body of [
			{ success: true, data },
			{ success: true, data: { channel_exist: true, mode: 1, users: [7, 'pupil'], total: 2 } },
			{ success: true, data: { channels: [{ channel_name: 'class32', user_count: 3 }], total_size: 1 } },
			{ success: true, data: { in_channel: true, uid: 7, join: 1640330382, role: 2, platform: 7 } },
		]) {
			expect(redactBody(JSON.stringify(body), [])).toBe(JSON.stringify(body));
		}
	});

	test('keeps ban rules, and hides the addresses of users', () => {
		const times = { ts: '2026-01-09T07:23:06.000Z', createAt: '2026-01-09T06:23:06.000Z' };
		const rule = { id: 1953, appid: '4855', cname: 'class32', ip: '203.0.113.7', ...times };
		const hidden = { ...rule, ip: '•••' };
		const privileges = ['join_channel', 'publish_audio'];
		for (const wrap of [
			(each: object) => ({ status: 'success', rules: [{ ...each, privileges }] }),
			(each: object) => ({ ...each, privileges, time_in_seconds: 600 }),
			(each: object) => ({ status: 'success', result: each }),
		]) {
			expect(redactBody(JSON.stringify(wrap(rule)), [])).toBe(JSON.stringify(wrap(hidden)));
		}
	});

	test.each([
		['<html><title>504 for planted-secret</title>', 'not readable'],
		['{"sign_key":"planted-secret"', 'not readable'],
		['"planted-secret"', '"•••"'],
		['["planted-secret",7,true]', '["•••",7,true]'],
		['{"somethingNew":"planted-secret","amount":7}', '{"somethingNew":"•••","amount":7}'],
		['', undefined],
		[' \n', undefined],
	])('%j is logged as %j', (body, logged) => {
		expect(redactBody(body, [])).toBe(logged);
	});

	test('does not fail for a deeply nested body', () => {
		expect(redactBody('['.repeat(200_000) + ']'.repeat(200_000), [])).toBe('not readable');
	});

	test('shortens a long body', () => {
		const logged = redactBody(
			JSON.stringify({ players: Array.from({ length: 5000 }, (_, id) => ({ id })) }),
			[],
		);
		expect(logged).toMatch(/^\{"players":\[\{"id":0\},.*…$/);
		expect(logged?.length).toBe(4001);
	});

	test('logs no string of a field that is not listed', () => {
		const texts = fc.string({ minLength: 4, unit: 'grapheme-ascii' }).map((text) => `Zq9${text}`);
		const field = fc.constantFrom('token', 'sign_key', 'encryptKey', 'password', 'Authorization', 'x');
		const around = fc.constantFrom('player', 'players', 'projects', 'fields', 'message');
		fc.assert(
			fc.property(texts, field, around, fc.boolean(), (hidden, name, outer, inList) => {
				const inner = { [name]: inList ? [hidden] : hidden };
				expect(redactBody(JSON.stringify({ [outer]: [inner] }), [])).not.toContain('Zq9');
			}),
		);
	});

	test('logs no secret in names or listed strings', () => {
		const secret = fc.string({ minLength: 6, unit: 'grapheme-ascii' }).map((text) => `Zq9${text}`);
		const place = fc.constantFrom('name', 'message', 'nested', 'field', 'streamUrl');
		fc.assert(
			fc.property(secret, place, (hidden, where) => {
				const bodies: Record<typeof where, unknown> = {
					name: { name: hidden },
					message: { message: `refused: ${hidden}` },
					nested: { message: JSON.stringify({ name: hidden }) },
					field: { [hidden]: { [hidden]: 1 } },
					streamUrl: { streamUrl: `rtmp://example.com/${encodeURIComponent(hidden)}` },
				};
				expect(redactBody(JSON.stringify(bodies[where]), [hidden])).not.toContain('Zq9');
			}),
		);
	});
});

describe('a log with bodies enabled', () => {
	test('contains the bodies of request and response at the level of the request', async () => {
		await using server = await TestServer.start();
		server.logsBodies = true;
		server.reply(200, { project: PROJECT }).reply(200, { projects: [PROJECT] });
		await setCertificateEnabled(server.client(), { id: PROJECT.id, name: PROJECT.name }, true);
		const [, tag = ''] = /^info → ([0-9a-f]{4}) /.exec(server.lines[0] ?? '') ?? [];
		expect(server.lines.filter((line) => line.includes(' body '))).toEqual([
			`info → ${tag} body {"id":"7sdnf3xRH","enable":true}`,
			`info ← ${tag} body {"project":${JSON.stringify({ ...PROJECT, sign_key: '•••' })}}`,
		]);
		server.lines.length = 0;
		await listProjects(server.client());
		expect(server.lines.filter((line) => line.includes(' body '))).toEqual([
			expect.stringMatching(/^debug ← \S+ body \{"projects":/),
		]);
	});

	test('contains the body of a refusal', async () => {
		await using server = await TestServer.start();
		server.logsBodies = true;
		server.reply(403, { message: 'no permission', detail: 'of whatever kind' });
		await thrownBy(listProjects(server.client()));
		expect(server.lines.join('\n')).toContain('body {"message":"no permission","detail":"•••"}');
	});

	test('contains no bodies by default', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [PROJECT] });
		await listProjects(server.client());
		expect(server.lines.join('\n')).not.toContain('body');
	});
});
