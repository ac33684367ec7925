import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setCertificateEnabled } from '../../../src/agora/console/changeProject';
import { listProjects } from '../../../src/agora/console/projects';
import { redactBody } from '../../../src/agora/requestLog';
import { TestServer } from './testServer';
import { thrownBy } from './thrown';

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

describe('loggedBody', () => {
	test('keeps what helps to see what happened, and hides certificates', () => {
		expect(redactBody(JSON.stringify({ projects: [PROJECT] }), [])).toBe(
			JSON.stringify({ projects: [{ ...PROJECT, sign_key: '•••' }] }),
		);
		const without = JSON.stringify({ project: { ...PROJECT, sign_key: '' } });
		expect(redactBody(without, [])).toBe(without);
	});

	test('hides what a player must not tell, even where it is no text', () => {
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

	test('does not fail for a body that is nested without end', () => {
		expect(redactBody('['.repeat(200_000) + ']'.repeat(200_000), [])).toBe('not readable');
	});

	test('cuts a long body off', () => {
		const logged = redactBody(
			JSON.stringify({ players: Array.from({ length: 5000 }, (_, id) => ({ id })) }),
			[],
		);
		expect(logged).toMatch(/^\{"players":\[\{"id":0\},.*…$/);
		expect(logged?.length).toBe(4001);
	});

	test('no text of a field that is not on the list is logged, wherever it stands', () => {
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

	test('no known secret is logged, not as a name and not in a text that may be shown', () => {
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

describe('a log that asks for bodies', () => {
	test('has those of the request and of the answer, at the level of their request', async () => {
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

	test('has that of a refusal', async () => {
		await using server = await TestServer.start();
		server.logsBodies = true;
		server.reply(403, { message: 'no permission', detail: 'of whatever kind' });
		await thrownBy(listProjects(server.client()));
		expect(server.lines.join('\n')).toContain('body {"message":"no permission","detail":"•••"}');
	});

	test('has none unless it asks', async () => {
		await using server = await TestServer.start();
		server.reply(200, { projects: [PROJECT] });
		await listProjects(server.client());
		expect(server.lines.join('\n')).not.toContain('body');
	});
});
