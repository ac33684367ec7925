import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { MAX_BODY_BYTES } from '../../../../src/sandbox/http/server';
import { RecordedRequests } from '../../../../src/sandbox/sandbox';
import { basic, openSandbox } from '../openSandbox';

const MEGABYTE = 'x'.repeat(1_000_000);
const PATH = '/dev/v1/project';

/** Resolves also when the connection is reset because data was still being sent. */
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

const recordedBytes = (requests: readonly { readonly body: string }[]) =>
	requests.reduce((bytes, { body }) => bytes + Buffer.byteLength(body), 0);

test('300 requests of 1 MB without credentials keep no memory in use', async () => {
	const { sandbox, call } = await openSandbox();
	for (let sent = 0; sent < 300; sent += 10) {
		const answers = await Promise.all(
			Array.from({ length: 10 }, () =>
				call('POST', PATH, MEGABYTE, { Authorization: basic('nobody', 'nothing') }),
			),
		);
		expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(401));
	}
	expect(sandbox.requests).toHaveLength(300);
	expect(recordedBytes(sandbox.requests)).toBe(0);
});

test('requests of 1 MB with credentials are recorded up to 8 MB', async () => {
	const { sandbox, call } = await openSandbox();
	for (let sent = 0; sent < 20; sent += 1) {
		await call('POST', PATH, MEGABYTE);
	}
	expect(recordedBytes(sandbox.requests)).toBeGreaterThan(6_000_000);
	expect(recordedBytes(sandbox.requests)).toBeLessThanOrEqual(8_000_000);
});

test.each([
	['wrong credentials', PATH, basic('nobody', 'nothing'), 'HTTP/1.1 401 '],
	['an unknown route', '/nowhere', basic('nobody', 'nothing'), 'HTTP/1.1 404 '],
])('%s are answered before the body is sent', async (_, path, authorization, expected) => {
	const { sandbox } = await openSandbox();
	const { port, hostname } = new URL(sandbox.url);
	const socket = connect(Number(port), hostname);
	socket.write(
		`POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: ${authorization}\r\nContent-Length: 900000\r\n\r\n`,
	);
	const [answer] = await once(socket, 'data');
	expect(String(answer).startsWith(expected)).toBe(true);
	socket.destroy();
});

test.each([
	['announced', { 'Content-Length': String(MAX_BODY_BYTES + 1) }],
	['in chunks', { 'Transfer-Encoding': 'chunked' }],
])('a body that is too large, %s, ends its connection and is not kept', async (_, headers) => {
	const { sandbox } = await openSandbox();
	const { port, hostname } = new URL(sandbox.url);
	const socket = connect(Number(port), hostname);
	const received: string[] = [];
	socket.on('data', (data) => received.push(String(data)));
	// The sandbox may close the connection while data is still being sent.
	socket.on('error', () => undefined);
	const lines = {
		Host: `${hostname}:${port}`,
		Authorization: basic(sandbox.customerId, sandbox.customerSecret),
		...headers,
	};
	const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
	socket.write(`POST ${PATH} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
	if ('Transfer-Encoding' in headers) {
		const size = MAX_BODY_BYTES + 1;
		socket.write(`${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`);
	}
	await closed(socket);
	expect(received.join('').slice(0, 13)).toMatch(/^(HTTP\/1\.1 413 )?$/);
	expect(recordedBytes(sandbox.requests)).toBe(0);
});

test('an endless body that is not read closes its connection', async () => {
	const { sandbox } = await openSandbox();
	const { port, hostname } = new URL(sandbox.url);
	const socket = connect(Number(port), hostname);
	socket.on('error', () => undefined);
	socket.resume();
	socket.write(`POST ${PATH} HTTP/1.1\r\nHost: ${hostname}\r\nTransfer-Encoding: chunked\r\n\r\n`);
	for (let chunk = 0; chunk < 20; chunk += 1) {
		socket.write(`${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`);
	}
	await closed(socket);
	expect(recordedBytes(sandbox.requests)).toBe(0);
});

test('the latest requests are recorded, up to a number and a size', () => {
	const recorded = new RecordedRequests({ maxCount: 3, maxBytes: 100 });
	const add = (url: string, size: number) =>
		recorded.add({ method: 'POST', url, headers: {}, body: 'x'.repeat(size), at: 0 });
	for (const url of ['/1', '/2', '/3', '/4']) {
		add(url, 10);
	}
	expect(recorded.all.map(({ url }) => url)).toEqual(['/2', '/3', '/4']);
	add('/5', 80);
	expect(recorded.all.map(({ url }) => url)).toEqual(['/4', '/5']);
	add('/6', 500);
	expect(recorded.all.map(({ url }) => url)).toEqual(['/6']);
});
