import { describe, expect, test } from 'vitest';
import { listSenderAddresses } from '../../../../src/agora/notifications/senders';
import { openSandbox } from '../../sandbox/openSandbox';
import { clientOf, TestServer } from '../testServer';
import { thrownBy } from '../thrown';

const hosts = (...addresses: readonly unknown[]) => ({
	data: { service: { hosts: addresses.map((primaryIP) => ({ primaryIP })) } },
});

describe('the addresses of the senders', () => {
	test('are those of the sandbox, at either path', async () => {
		const { sandbox } = await openSandbox();
		const client = clientOf(new URL(sandbox.url));
		client.credentials.replace(sandbox);
		const expected = ['203.0.113.7', '198.51.100.24', '2001:db8::17'];
		expect(await listSenderAddresses(client)).toEqual(expected);
		sandbox.state.behaviour.senderAddressVersion = 'v1';
		expect(await listSenderAddresses(client)).toEqual(expected);
		expect(sandbox.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'GET /v2/ncs/ip',
			'GET /v2/ncs/ip',
			'GET /v1/ncs/ip',
		]);
	});

	test('are returned once each, in the order of the response', async () => {
		await using server = await TestServer.start();
		server.reply(200, hosts('203.0.113.9', '2001:DB8::1', '203.0.113.7', '203.0.113.9'));
		expect(await listSenderAddresses(server.client())).toEqual(['203.0.113.9', '2001:db8::1', '203.0.113.7']);
	});

	test('may be none', async () => {
		await using server = await TestServer.start();
		server.reply(200, hosts());
		expect(await listSenderAddresses(server.client())).toEqual([]);
	});

	test.each([
		'203.0.113.7; deny all',
		'203.0.113.7\n0.0.0.0',
		'203.0.113.0/24',
		'203.0.113.256',
		' 203.0.113.7',
		'fe80::1%eth0',
		'::ffff:203.0.113.7 ',
		'example.com',
		'',
		1_234_567_890,
		null,
		['203.0.113.7'],
	])('do not contain %j', async (address) => {
		await using server = await TestServer.start();
		server.reply(200, hosts('203.0.113.9', address));
		expect(await listSenderAddresses(server.client())).toEqual(['203.0.113.9']);
		expect(server.lines.join('\n')).toContain('left out: 1');
		server.reply(200, hosts(address));
		expect(await thrownBy(listSenderAddresses(server.client()))).toMatchObject({ kind: 'badResponse' });
	});

	test.each([[{}], [{ data: {} }], [{ data: { service: { hosts: {} } } }], [[]], ['<html>']])(
		'are not in %j',
		async (body) => {
			await using server = await TestServer.start();
			server.reply(200, body);
			expect(await thrownBy(listSenderAddresses(server.client()))).toMatchObject({ kind: 'badResponse' });
		},
	);
});

describe('the older path', () => {
	test('is used where the newer one is not known, with the same credentials', async () => {
		await using server = await TestServer.start();
		server.reply(404, { message: 'no Route matched with those values' }).reply(200, hosts('203.0.113.7'));
		expect(await listSenderAddresses(server.client())).toEqual(['203.0.113.7']);
		expect(server.requests.map(({ url }) => url)).toEqual(['/v2/ncs/ip', '/v1/ncs/ip']);
		const [newer, older] = server.requests;
		expect(newer?.headers.authorization).toMatch(/^Basic /);
		expect(older?.headers.authorization).toBe(newer?.headers.authorization);
	});

	test('is not used after another error', async () => {
		await using server = await TestServer.start();
		server.reply(403, { message: 'Forbidden.' });
		expect(await thrownBy(listSenderAddresses(server.client()))).toMatchObject({ kind: 'forbidden' });
		expect(server.requests).toHaveLength(1);
	});

	test('may be unknown, too', async () => {
		await using server = await TestServer.start();
		server.reply(404, { message: 'Not found.' });
		expect(await thrownBy(listSenderAddresses(server.client()))).toMatchObject({ kind: 'notFound' });
		expect(server.requests).toHaveLength(2);
	});
});
