import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { signNotification } from '../../../src/agora/notifications/signature';
import { NotificationListener } from '../../../src/notifications/listener';
import { closedOf, JSON_HEADERS, OpenListener } from './openListener';

describe('a notification', () => {
	test('is answered with 200 and JSON, and passed on with its bytes, signatures and time', async () => {
		await using open = await OpenListener.start();
		const body = Buffer.from('{"noticeId":"é",\n "a": 1}');
		const { sha1, sha256 } = signNotification(body, 'secret');
		const headers = { ...JSON_HEADERS, 'Agora-Signature': sha1, 'Agora-Signature-V2': sha256 };
		const answer = await open.post({ headers, body });
		expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
		expect(JSON.parse(answer.body)).toEqual({ success: true });
		await open.until(() => open.received.length > 0);
		expect(open.received).toEqual([{ body, signatures: { sha1, sha256 }, at: open.clock.now() }]);
	});

	test('is passed on without signatures where it has none', async () => {
		await using open = await OpenListener.start();
		await open.post({});
		await open.until(() => open.received.length > 0);
		expect(open.received[0]?.signatures).toEqual({ sha1: undefined, sha256: undefined });
	});

	test('is answered while another one is being processed with an error', async () => {
		const listener = new NotificationListener();
		const errors: unknown[] = [];
		const seen: string[] = [];
		listener.onDidReceive(({ body }) => {
			seen.push(Buffer.from(body).toString());
			if (seen.length === 1) {
				throw new Error('a mistake of the view');
			}
		});
		const others = process.listeners('uncaughtException');
		process.removeAllListeners('uncaughtException');
		process.once('uncaughtException', (error) => errors.push(error));
		const port = await listener.start(0);
		const post = (body: string) =>
			fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: JSON_HEADERS, body });
		expect((await post('1')).status).toBe(200);
		expect((await post('2')).status).toBe(200);
		await listener.stop();
		for (const other of others) {
			process.on('uncaughtException', other);
		}
		expect(seen).toEqual(['1', '2']);
		expect(errors).toHaveLength(1);
	});

	test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON ;charset=UTF-8'])(
		'is accepted as %s',
		async (type) => {
			await using open = await OpenListener.start();
			expect((await open.post({ headers: { 'content-type': type } })).status).toBe(200);
		},
	);

	test('is accepted for any path and host, because forwarding changes them', async () => {
		await using open = await OpenListener.start();
		const headers = { ...JSON_HEADERS, host: 'abc-8080.euw.devtunnels.ms', 'x-forwarded-proto': 'https' };
		expect((await open.post({ headers })).status).toBe(200);
	});
});

describe('refuses', () => {
	test.each([
		['a GET', { method: 'GET', body: '' }, 405, 'method'],
		['a DELETE', { method: 'DELETE', body: '' }, 405, 'method'],
		[
			'the question of a browser',
			{ method: 'OPTIONS', body: '', headers: { origin: 'https://example.com' } },
			405,
			'method',
		],
		['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'contentType'],
		['plain text', { headers: { 'content-type': 'text/plain;application/json' } }, 415, 'contentType'],
		['no content type', { headers: {} }, 415, 'contentType'],
		['compression', { headers: { ...JSON_HEADERS, 'content-encoding': 'gzip' } }, 415, 'contentType'],
		['a web page', { headers: { ...JSON_HEADERS, origin: 'http://rebound.example.com' } }, 403, 'webPage'],
	])('%s', async (_, request, status, reason) => {
		await using open = await OpenListener.start();
		const answer = await open.post(request);
		expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/json' } });
		expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
		expect(open.refused).toEqual([reason]);
		expect((await open.post({ body: '[]' })).status).toBe(200);
		await open.until(() => open.received.length > 0);
		expect(open.bodies).toEqual(['[]']);
	});

	test('a body that declares to be too large, and one that becomes too large', async () => {
		await using open = await OpenListener.start({ bodyBytes: 1000 });
		expect((await open.post({ body: 'x'.repeat(1000) })).status).toBe(200);
		expect((await open.post({ body: 'x'.repeat(1001) })).status).toBe(413);
		const chunked = { ...JSON_HEADERS, 'transfer-encoding': 'chunked' };
		expect((await open.post({ headers: chunked, body: 'x'.repeat(1001) })).status).toBe(413);
		expect(open.refused).toEqual(['tooLarge', 'tooLarge']);
		await open.until(() => open.received.length > 0);
		expect(open.received).toHaveLength(1);
	});

	test('to read on without end', async () => {
		await using open = await OpenListener.start({ bodyBytes: 1000 });
		const socket = connect(open.port, '127.0.0.1');
		const closed = closedOf(socket);
		socket.write(
			'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n',
		);
		const send = (): void => {
			if (socket.writable) {
				socket.write(Buffer.alloc(64 * 1024), send);
			}
		};
		send();
		await closed;
		expect(open.refused).toEqual(['tooLarge']);
	});

	test('more requests than a burst, and accepts them as time passes', async () => {
		await using open = await OpenListener.start({ burst: 3, perSecond: 2 });
		const statuses = async (count: number): Promise<number[]> => {
			const all: number[] = [];
			for (let index = 0; index < count; index += 1) {
				all.push((await open.post({})).status);
			}
			return all;
		};
		expect(await statuses(4)).toEqual([200, 200, 200, 503]);
		open.clock.skip(1000);
		expect(await statuses(3)).toEqual([200, 200, 503]);
		open.clock.skip(60_000);
		expect(await statuses(4)).toEqual([200, 200, 200, 503]);
		expect(open.refused).toEqual(['tooMany', 'tooMany', 'tooMany']);
	});

	test('more bytes at once than it may hold', async () => {
		await using open = await OpenListener.start({ bufferedBytes: 5000 });
		const head =
			'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n';
		const socket = connect(open.port, '127.0.0.1');
		socket.write(`${head}${'x'.repeat(3999)}`);
		const statuses: number[] = [];
		while (!statuses.includes(503)) {
			statuses.push((await open.post({ body: 'y'.repeat(1000) })).status);
		}
		expect(open.refused).toEqual(['tooMany']);
		socket.write('x');
		await once(socket, 'data');
		socket.destroy();
		await open.until(() => open.bodies.some((body) => body.startsWith('x')));
		expect((await open.post({ body: 'y'.repeat(1000) })).status).toBe(200);
	});

	test('more connections than it may have', async () => {
		await using open = await OpenListener.start({ connections: 3 });
		const sockets = Array.from({ length: 3 }, () => connect(open.port, '127.0.0.1'));
		await Promise.all(sockets.map((socket) => once(socket, 'connect')));
		const extra = connect(open.port, '127.0.0.1');
		await closedOf(extra);
		await open.until(() => open.refused.includes('tooMany'));
		for (const socket of sockets) {
			socket.destroy();
		}
	});

	test.each([
		['HTTPS', Buffer.from('16030100c8010000c40303', 'hex'), 'tls'],
		['no HTTP', 'hello\r\n\r\n', 'malformed'],
		[
			'two lengths',
			'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
			'malformed',
		],
		['headers that are too long', `POST / HTTP/1.1\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 'malformed'],
		[
			'half a body',
			'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
			'incomplete',
		],
	])('%s, and says so', async (_, bytes, reason) => {
		await using open = await OpenListener.start();
		const answered = await open.raw(bytes);
		expect(answered).toMatch(/^HTTP\/1\.1 400 /);
		expect(open.refused).toEqual([reason]);
		expect(open.received).toEqual([]);
	});

	test.each([
		['headers', 'POST / HTTP/1.1\r\nHost'],
		['a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{'],
	])('%s that do not end', async (_, bytes) => {
		await using open = await OpenListener.start({ requestMs: 100 });
		const socket = connect(open.port, '127.0.0.1');
		const closed = closedOf(socket);
		socket.write(bytes);
		await closed;
		expect(open.received).toEqual([]);
	});

	test('a connection that stays silent', async () => {
		await using open = await OpenListener.start({ requestMs: 100 });
		const socket = connect(open.port, '127.0.0.1');
		await closedOf(socket);
	});
});

describe('the port', () => {
	test('is that of 127.0.0.1 only, and free after stop', async () => {
		const listener = new NotificationListener();
		expect(listener.port).toBeUndefined();
		const port = await listener.start(0);
		expect(listener.port).toBe(port);
		const other = createServer();
		await expect(
			new Promise((_, reject) => other.once('error', reject).listen(port, '127.0.0.1')),
		).rejects.toMatchObject({ code: 'EADDRINUSE' });
		await listener.stop();
		expect(listener.port).toBeUndefined();
		other.removeAllListeners('error').listen(port, '127.0.0.1');
		await once(other, 'listening');
		expect((other.address() as AddressInfo).address).toBe('127.0.0.1');
		await expect(listener.start(port)).rejects.toMatchObject({ name: 'PortError', port, reason: 'inUse' });
		expect(listener.port).toBeUndefined();
		other.close();
		await once(other, 'close');
		expect(await listener.start(port)).toBe(port);
		listener.dispose();
	});

	test('is not opened twice, whatever the order of starts and stops', async () => {
		const listener = new NotificationListener();
		const [first, second] = await Promise.all([listener.start(0), listener.start(0)]);
		expect(second).toBe(first);
		const started = [listener.stop(), listener.start(first), listener.stop(), listener.start(first)];
		expect(await Promise.all(started)).toEqual([undefined, first, undefined, first]);
		await listener.stop();
		await listener.stop();
		expect(listener.port).toBeUndefined();
	});

	test('closes at once with every connection, open requests included', async () => {
		await using open = await OpenListener.start();
		const { port } = open;
		const idle = connect(port, '127.0.0.1');
		const busy = connect(port, '127.0.0.1');
		busy.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{');
		await Promise.all([once(idle, 'connect'), once(busy, 'connect')]);
		await open.post({ body: '"kept alive"' });
		const closed = Promise.all([closedOf(idle), closedOf(busy)]);
		await open.listener.stop();
		await closed;
		await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
		expect(open.bodies).toEqual(['"kept alive"']);
	});

	test('closes when the listener is disposed of, and does not open again', async () => {
		const listener = new NotificationListener();
		const port = await listener.start(0);
		listener.dispose();
		await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
		await expect(listener.start(0)).rejects.toThrow('disposed');
		const starting = new NotificationListener();
		const start = starting.start(0);
		starting.dispose();
		await expect(start).rejects.toThrow('disposed');
		expect(starting.port).toBeUndefined();
	});

	test('passes on what was answered before it closed', async () => {
		await using open = await OpenListener.start();
		await Promise.all(Array.from({ length: 300 }, (_, index) => open.post({ body: `${index}` })));
		await open.listener.stop();
		expect(open.received).toHaveLength(300);
	});
});
