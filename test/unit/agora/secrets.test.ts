import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { resetCertificate } from '../../../src/agora/console/changeProject';
import { getProject } from '../../../src/agora/console/projects';
import { createPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { updatePlayer } from '../../../src/agora/mediaPull/updatePlayer';
import { CALLS, OPERATION_NAMES } from './calls';
import { sequencesFrom } from './mediaPull/sequences';
import { CUSTOMER, clientOf, closedServer, TestServer } from './testServer';
import { thrownBy } from './thrown';

const PAIR = Buffer.from(`${CUSTOMER.customerId}:${CUSTOMER.customerSecret}`).toString('base64');
const SALT = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const PLAYER = {
	streamUrl: 'rtmp://stream-user:stream-password@example.com/live/x?key=stream-key',
	channelName: 'class32',
	token: 'planted-token',
	uid: 101,
	encryptMode: 'aes-256-gcm2',
	encryptKey: 'planted-encryption-key',
	encryptKdfSalt: SALT,
} as const;
const SECRETS = [
	CUSTOMER.customerSecret,
	PAIR,
	'stream-user',
	'stream-password',
	'stream-key',
	PLAYER.token,
	PLAYER.encryptKey,
	SALT,
	'planted-certificate',
];

function expectNoSecretIn(error: Error, lines: readonly string[]): void {
	const printed = [
		inspect(error, { depth: 20, showHidden: true }),
		String(error.stack),
		JSON.stringify(error),
		JSON.stringify(Object.getOwnPropertyDescriptors(error)),
		...lines,
	].join('\n');
	for (const secret of SECRETS) {
		expect(printed).not.toContain(secret);
	}
}

describe('a server that echoes the whole request', () => {
	test.each([400, 401, 403, 404, 409, 415, 429, 500, 502, 503, 504])('with %i', async (status) => {
		await using server = await TestServer.start();
		server.logsBodies = true;
		server.answer((response, request) => {
			const { authorization } = request.headers;
			const { body, url } = server.requests.at(-1) ?? {};
			response.writeHead(status, { 'X-Request-ID': `${authorization}` });
			response.end(JSON.stringify({ message: `${authorization} ${url} ${body} ${CUSTOMER.customerSecret}` }));
		});
		const address = { region: 'na', appId: 'a', id: 'p' } as const;
		const errors = [
			await thrownBy(createPlayer(server.client(), { region: 'na', appId: 'a', player: PLAYER })),
			await thrownBy(
				updatePlayer(server.client(), {
					...address,
					sequences: sequencesFrom(0),
					changes: { streamUrl: PLAYER.streamUrl },
				}),
			),
			...(await Promise.all(OPERATION_NAMES.map((operation) => thrownBy(CALLS[operation](server.client()))))),
		];
		for (const error of errors) {
			expect(error.agoraMessage).toContain('•••');
			expectNoSecretIn(error, server.lines);
		}
	});
});

test('no way to fail prints a secret', { timeout: 60_000 }, async () => {
	await using server = await TestServer.start();
	server.logsBodies = true;
	const project = { id: 'x', name: 'y', appCertificate: undefined };
	const certificate = { id: 'x', name: 'y', vendor_key: 7, sign_key: 'planted-certificate' };
	const create = (client = server.client()) =>
		createPlayer(client, { region: 'na', appId: 'a', player: PLAYER });
	const errors = [await thrownBy(create(clientOf(new URL('http://api.agora.invalid'), server.lines)))];
	errors.push(await thrownBy(create(clientOf(await closedServer(), server.lines))));
	server.answer((response) => response.destroy());
	errors.push(await thrownBy(create()));
	server.answer(() => undefined);
	errors.push(await thrownBy(create(server.client(200))));
	server.reply(200, { player: 'planted-token' });
	errors.push(await thrownBy(create()));
	server.reply(200, { project: certificate });
	errors.push(await thrownBy(getProject(server.client(), project)));
	errors.push(await thrownBy(resetCertificate(server.client(), project)));
	server.reply(200, '{"sign_key":"planted-certificate"');
	errors.push(await thrownBy(getProject(server.client(), project)));
	errors.push(
		await thrownBy(
			createPlayer(server.client(), { region: 'na', appId: 'a', player: { ...PLAYER, account: 'x' } }),
		),
	);
	for (const error of errors) {
		expectNoSecretIn(error, server.lines);
	}
	expect(new Set(errors.map((error) => error.kind))).toEqual(
		new Set(['dns', 'network', 'unknownOutcome', 'badResponse', 'invalid']),
	);
});

test('a client prints no credentials', async () => {
	await using server = await TestServer.start();
	const client = server.client();
	const printed = `${inspect(client, { depth: 9, showHidden: true })} ${JSON.stringify(client)}`;
	expect(printed).not.toContain(CUSTOMER.customerSecret);
	expect(printed).not.toContain(PAIR);
});
