import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isSignedByAgora } from '../../../src/agora/notifications/signature';
import { systemClock } from '../../../src/common/clock';
import {
	healthCheckError,
	judgeAnswer,
	MAX_ANSWER_BYTES,
	type NotificationAnswer,
	postNotification,
	postUntilAccepted,
	readLoopbackUrl,
	type Verdict,
} from '../../../src/notifications/postNotification';
import { SimulatedClock } from '../../fixtures/simulatedClock';

const BODY = Buffer.from('{"noticeId":"a","text":"ü"}');
const SECRET = 'the-secret';

describe('the address', () => {
	test.each(['http://127.0.0.1:3000/hook', 'https://localhost/', 'http://[::1]:8080/a?b=c'])(
		'%s is accepted',
		(text) => {
			expect(readLoopbackUrl(text)?.href).toBe(text);
		},
	);

	test.each([
		...['', 'localhost:3000', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'http://example.com/'],
		...['http://127.0.0.1.example.com/', 'http://localhost.example.com/', 'http://localhost@example.com/'],
		...['http://u:pw@127.0.0.1/', 'http://192.168.0.1/', 'http://0.0.0.0/', 'http://[::ffff:8.8.8.8]/'],
	])('%s is refused', (text) => {
		expect(readLoopbackUrl(text)).toBeUndefined();
	});

	test('leads to this machine, whatever is read', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.webUrl(),
					fc.string().map((text) => `http://${text}`),
				),
				(text) => {
					const url = readLoopbackUrl(text);
					expect(url === undefined || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)).toBe(true);
				},
			),
		);
	});

	test('of another machine is refused before anything is sent', async () => {
		const post = { url: new URL('http://example.com/'), body: BODY, secret: SECRET };
		const { signal } = new AbortController();
		await expect(postNotification(post, { clock: systemClock, signal })).rejects.toThrow(RangeError);
	});
});

describe('an answer', () => {
	const servers: Server[] = [];
	afterEach(() => {
		for (const server of servers.splice(0)) {
			server.closeAllConnections();
			server.close();
		}
	});
	const start = async (answer: RequestListener): Promise<URL> => {
		const server = createServer(answer).listen(0, '127.0.0.1');
		servers.push(server);
		await new Promise((resolve) => server.once('listening', resolve));
		return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=1`);
	};
	const post = (
		url: URL,
		clock: SimulatedClock | typeof systemClock = systemClock,
		abort = new AbortController(),
	) => postNotification({ url, body: BODY, secret: SECRET }, { clock, signal: abort.signal });

	test('is accepted if it is 200 and JSON, and the request has both signatures', async () => {
		const verified: unknown[] = [];
		const url = await start((request, response) => {
			void buffer(request).then((body) => {
				const { 'agora-signature': sha1, 'agora-signature-v2': sha256 } = request.headers;
				verified.push(request.method, request.url, request.headers['content-type'], body.equals(BODY));
				verified.push(isSignedByAgora(body, { sha1: String(sha1) }, SECRET));
				verified.push(isSignedByAgora(body, { sha256: String(sha256) }, SECRET));
				response.end('{}');
			});
		});
		expect(await post(url)).toMatchObject({ verdict: 'accepted', status: 200 });
		expect(verified).toEqual(['POST', '/hook?a=1', 'application/json', true, true, true]);
	});

	test.each<[Verdict, number, string]>([
		['refused', 404, '{}'],
		['refused', 201, '{}'],
		['refused', 500, ''],
		['notJson', 200, ''],
		['notJson', 200, 'OK'],
		['tooLarge', 200, JSON.stringify('a'.repeat(MAX_ANSWER_BYTES))],
	])('is %s for status %i', async (verdict, status, text) => {
		const url = await start((_, response) => void response.writeHead(status).end(text));
		expect(await post(url)).toMatchObject({ verdict, status });
	});

	test('that redirects is not followed', async () => {
		let followed = 0;
		const other = await start((_, response) => {
			followed += 1;
			response.end('{}');
		});
		const url = await start((_, response) => void response.writeHead(307, { location: other.href }).end());
		expect(await post(url)).toMatchObject({ verdict: 'redirected', status: 307 });
		expect(followed).toBe(0);
	});

	test.each([
		['headers', false],
		['the end of the body', true],
	])('without %s within 10 s is a timeout', async (_, hasHead) => {
		const clock = new SimulatedClock();
		let arrived = false;
		const url = await start((_request, response) => {
			arrived = true;
			if (hasHead) {
				response.write('{');
			}
		});
		const answer = post(url, clock);
		await vi.waitUntil(() => arrived);
		await clock.pass(9_999);
		expect(clock.waiting).toBe(1);
		await clock.pass(1);
		expect(await answer).toMatchObject({ verdict: 'timeout', ms: 10_000 });
	});

	test('does not arrive from a closed port, or where the connection is closed', async () => {
		const url = await start((request) => request.destroy());
		expect(await post(url)).toMatchObject({ verdict: 'unreachable', status: undefined });
		const closed = new URL(url);
		await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
		expect(await post(closed)).toMatchObject({ verdict: 'unreachable', code: 'ECONNREFUSED' });
	});

	test('is not awaited after a cancellation', async () => {
		const abort = new AbortController();
		const url = await start(() => abort.abort(new Error('cancelled')));
		await expect(post(url, systemClock, abort)).rejects.toThrow('cancelled');
	});

	test('of any status and body is judged, and has the number of the health check', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 100, max: 599 }),
				fc.option(fc.string(), { nil: undefined }),
				(status, text) => {
					const verdict = judgeAnswer(status, text);
					expect(verdict === 'accepted').toBe(status === 200 && isJson(text));
					expect(healthCheckError(verdict)).toBe(status === 200 ? undefined : 590);
				},
			),
		);
		const others: Verdict[] = ['timeout', 'unreachable', 'nameNotResolved', 'invalidCertificate'];
		expect(others.map(healthCheckError)).toEqual([590, 590, 591, 592]);
	});
});

function isJson(text: string | undefined): boolean {
	try {
		JSON.parse(text ?? '');
		return true;
	} catch {
		return false;
	}
}

describe('resending', () => {
	const answerOf = (verdict: Verdict): NotificationAnswer => ({
		verdict,
		status: undefined,
		code: undefined,
		ms: 1,
	});
	const send = async (
		verdicts: readonly Verdict[],
		abort = new AbortController(),
		cancelAfter = Infinity,
	) => {
		const clock = new SimulatedClock({ skipsSleeps: true });
		const waits: (number | undefined)[] = [];
		const left = [...verdicts];
		const post = async () => answerOf(left.shift() ?? 'refused');
		const onAnswer = (_: NotificationAnswer, next: number | undefined) => {
			waits.push(next);
			if (waits.length >= cancelAfter) {
				abort.abort(new Error('cancelled'));
			}
		};
		const answers = await postUntilAccepted(post, { clock, signal: abort.signal, onAnswer });
		return { verdicts: answers.map(({ verdict }) => verdict), waits, sleeps: clock.sleeps };
	};

	test('ends after three times: at once, then at growing intervals', async () => {
		expect(await send([])).toEqual({
			verdicts: ['refused', 'refused', 'refused', 'refused'],
			waits: [0, 5, 15, undefined],
			sleeps: [5000, 15_000],
		});
	});

	test('ends with the first accepted answer', async () => {
		expect(await send(['timeout', 'accepted'])).toMatchObject({
			verdicts: ['timeout', 'accepted'],
			waits: [0],
		});
		expect(await send(['accepted'])).toMatchObject({ verdicts: ['accepted'], waits: [], sleeps: [] });
	});

	test('can be cancelled', async () => {
		await expect(send([], new AbortController(), 2)).rejects.toThrow('cancelled');
	});
});
