import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { OpenListener } from './openListener';

const COUNT = 10_000;

test('10,000 notifications at once are answered within 10 s each, and all are passed on once', {
	timeout: 120_000,
}, async () => {
	await using open = await OpenListener.start();
	const agent = new Agent({ keepAlive: true, maxSockets: 100 });
	const body = (index: number) => `{"noticeId":"${index}","payload":"${'x'.repeat(500)}"}`;
	// The client gives up after ten seconds, as Agora does.
	const answers = await Promise.all(
		Array.from({ length: COUNT }, (_, index) => open.post({ body: body(index), agent })),
	);
	expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
	await open.until(() => open.received.length === COUNT);
	const ids = open.bodies.map((text) => Number(JSON.parse(text).noticeId));
	expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, index) => index));
	expect(open.refused).toEqual([]);
	agent.destroy();
});

test('a notification is answered before earlier ones are processed', async () => {
	await using open = await OpenListener.start();
	const request = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n';
	const [earlier, later] = [connect(open.port, '127.0.0.1'), connect(open.port, '127.0.0.1')];
	await Promise.all([once(earlier, 'connect'), once(later, 'connect')]);
	open.listener.onDidReceive(() => {
		if (open.received.length === 1) {
			later.write(`${request}[]`);
		}
	});
	earlier.resume().write(`${request}{}`.repeat(600));
	await once(later, 'data');
	expect(open.received.length).toBeLessThan(600);
	await open.until(() => open.received.length === 601);
	expect(open.bodies.at(-1)).toBe('[]');
	earlier.destroy();
	later.destroy();
});

test('what is not processed yet stays below the bound: more is refused, and accepted again afterwards', async () => {
	await using open = await OpenListener.start({ bufferedBytes: 100_000 });
	const agent = new Agent({ keepAlive: true, maxSockets: 200 });
	const post = () => open.post({ body: 'x'.repeat(2000), agent });
	const statuses = (await Promise.all(Array.from({ length: 2000 }, post))).map(({ status }) => status);
	expect(new Set(statuses)).toEqual(new Set([200, 503]));
	await open.until(() => open.received.length === statuses.filter((status) => status === 200).length);
	expect((await post()).status).toBe(200);
	agent.destroy();
});
