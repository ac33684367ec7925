import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { basic, listPath, openSandbox, playersPath } from '../openSandbox';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NO_ROUTE = { message: 'no Route matched with those values' };

test('the response echoes X-Request-ID or contains a new one', async () => {
	const { call } = await openSandbox();
	const sent = { 'X-Request-ID': '3f2504e0-4f89-11d3-9a0c-0305e82c3301' };
	const echoed = await call('GET', listPath('f'.repeat(32)), undefined, sent);
	expect(echoed.headers.get('X-Request-ID')).toBe(sent['X-Request-ID']);
	expect((await call('GET', '/dev/v1/projects')).headers.get('X-Request-ID')).toMatch(UUID);
});

test.each([
	['GET', '/'],
	['GET', '/dev/v1/Projects'],
	['GET', '/dev/v1/projects/'],
	['POST', '/dev/v1/projects'],
	['POST', '/dev/v1/reset_sign_key'],
	['PUT', '/dev/v1/project'],
	['GET', playersPath('f'.repeat(32))],
	['GET', '/dev/v1/Kicking-Rule'],
	['PATCH', '/dev/v1/kicking-rule'],
	['POST', '/dev/v1/channel/a'],
	['GET', '/dev/v1/channel/'],
	['GET', '/dev/v1/channel/user/a/b/Hosts_Only'],
	['GET', '/dev/v1/channel/user/a/'],
	['DELETE', '/na/v1/projects//cloud-player/players/1'],
])('%s %s is no route', async (method, path) => {
	const { call } = await openSandbox();
	const { status, json } = await call(method, path);
	expect([status, json]).toEqual([404, NO_ROUTE]);
});

test('a malformed path is an unknown route', async () => {
	const { sandbox, call } = await openSandbox();
	const status = await new Promise((resolve, reject) => {
		const { hostname, port } = new URL(sandbox.url);
		const sent = request({ hostname, port, path: '//' }, (response) => {
			response.resume().once('end', () => resolve(response.statusCode));
		});
		sent.once('error', reject).end();
	});
	expect(status).toBe(404);
	expect((await call('GET', '/dev/v1/projects')).status).toBe(201);
});

test('the sandbox records the latest thousand requests as they arrived', async () => {
	const { sandbox, call } = await openSandbox();
	const body = '{ "name": "ä",\n"enable_sign_key": true }';
	await call('POST', '/dev/v1/project?x=%20', body, { 'X-Request-ID': 'r' });
	expect(sandbox.requests).toHaveLength(1);
	expect(sandbox.requests[0]).toMatchObject({
		method: 'POST',
		url: '/dev/v1/project?x=%20',
		headers: {
			authorization: basic(sandbox.customerId, sandbox.customerSecret),
			'content-type': 'application/json',
			'x-request-id': 'r',
		},
		body,
	});
	for (let index = 0; index < 1000; index++) {
		await call('GET', `/nothing/${index}`);
	}
	expect(sandbox.requests).toHaveLength(1000);
	expect(sandbox.requests[0]?.url).toBe('/nothing/0');
});

test('a body of more than a megabyte is refused, or its connection is closed', async () => {
	const { sandbox, call } = await openSandbox();
	// The connection may be closed while the body is still being sent.
	const outcome = await call('POST', '/dev/v1/project', 'x'.repeat(1_000_001)).then(
		({ status }) => status,
		(error: Error) => error.message,
	);
	expect([413, 'fetch failed']).toContain(outcome);
	expect(sandbox.requests).toEqual([]);
});

test('the server listens on the loopback address only', async () => {
	const { sandbox } = await openSandbox();
	expect(new URL(sandbox.url).hostname).toBe('127.0.0.1');
	const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
	for (const { address } of addresses.filter(({ internal, family }) => !internal && family === 'IPv4')) {
		const outcome = await new Promise((resolve) => {
			const socket = connect(Number(new URL(sandbox.url).port), address);
			socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
		});
		expect(outcome).toBe('refused');
	}
});

test('a stopped sandbox refuses connections, and keeps its state when it listens again', async () => {
	const { sandbox, call } = await openSandbox();
	sandbox.state.addProject({ name: 'kept' });
	await call('GET', '/dev/v1/projects');
	await sandbox.stop();
	await expect(call('GET', '/dev/v1/projects')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
	await sandbox.listenAgain();
	expect((await call('GET', '/dev/v1/projects')).json).toMatchObject({ projects: [{ name: 'kept' }] });
});

test('another sandbox can use the port of a stopped one, but not of a running one', async () => {
	const { sandbox } = await openSandbox();
	const port = Number(new URL(sandbox.url).port);
	await expect(openSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	await sandbox.stop();
	const { sandbox: next, call } = await openSandbox({ port });
	expect(next.url).toBe(sandbox.url);
	expect((await call('GET', '/dev/v1/projects')).status).toBe(201);
});
