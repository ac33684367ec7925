import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { JSON_HEADERS, OpenListener } from './openListener';

const BODY_BYTES = 5000;

/** Bounds for each run, so that one that is refused for its connection does not disturb the next. */
let open: OpenListener;
beforeAll(async () => {
	open = await OpenListener.start({ bodyBytes: BODY_BYTES, bufferedBytes: 100_000, requestMs: 5000 });
});
beforeEach(() => {
	open.received.length = 0;
	open.refused.length = 0;
});
afterAll(() => open[Symbol.asyncDispose]());

/** Whether a notification still gets through, with its bytes. */
async function stillWorks(): Promise<void> {
	// Refills the bound of the rate.
	open.clock.skip(60_000);
	const count = open.received.length;
	expect((await open.post({ body: '"afterwards"' })).status).toBe(200);
	await open.until(() => open.received.length > count);
	expect(open.bodies.at(-1)).toBe('"afterwards"');
}

/** Cuts bytes into chunks of any lengths. */
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
	const chunks: Uint8Array[] = [];
	let at = 0;
	for (const length of lengths) {
		chunks.push(bytes.subarray(at, at + length));
		at += length;
	}
	return [...chunks, bytes.subarray(at)].filter((chunk) => chunk.length > 0);
}

const lengths = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 12 });

test('any body in any chunks arrives with its bytes, or is refused for its length', async () => {
	const body = fc.oneof(
		fc.uint8Array({ maxLength: 300 }),
		fc.integer({ min: BODY_BYTES - 2, max: BODY_BYTES + 2 }).map((length) => new Uint8Array(length)),
	);
	await fc.assert(
		fc.asyncProperty(
			body,
			lengths,
			fc.boolean(),
			fc.boolean(),
			async (bytes, cuts, isChunked, isCutAnywhere) => {
				const pieces = cut(bytes, cuts);
				const length = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes.length}`;
				const head = Buffer.from(
					`POST /a?b HTTP/1.1\r\nHost: a\r\ncontent-type: application/json\r\nAGORA-signature-v2: ab\r\nConnection: close\r\n${length}\r\n\r\n`,
				);
				const framed = isChunked
					? [
							...pieces.map((piece) =>
								Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
							),
							Buffer.from('0\r\n\r\n'),
						]
					: pieces;
				const whole = Buffer.concat([head, ...framed]);
				open.received.length = 0;
				const answered = await open.raw(...(isCutAnywhere ? cut(whole, cuts) : [head, ...framed]));
				if (bytes.length > BODY_BYTES) {
					expect(answered).toMatch(/^HTTP\/1\.1 413 /);
					return;
				}
				expect(answered).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\n\{"success":true\}$/);
				await open.until(() => open.received.length > 0);
				expect(Buffer.from(open.received[0]?.body ?? []).equals(Buffer.from(bytes))).toBe(true);
				expect(open.received[0]?.signatures).toEqual({ sha1: undefined, sha256: 'ab' });
			},
		),
		{ numRuns: 150 },
	);
	await stillWorks();
});

test('any bytes in any chunks do no harm', async () => {
	const line = fc.constantFrom(
		...[
			'POST / HTTP/1.1',
			'GET / HTTP/1.0',
			'POST http://a/ HTTP/1.1',
			'CONNECT a:1 HTTP/1.1',
			'PRI * HTTP/2.0',
		],
	);
	const header = fc.oneof(
		fc.constantFrom(
			...[
				'Host: a',
				'Content-Type: application/json',
				'Content-Length: 3',
				'Content-Length: -1',
				'Content-Length: 99999',
			],
			...[
				'Transfer-Encoding: chunked',
				'Transfer-Encoding: gzip, chunked',
				'Expect: 100-continue',
				'Upgrade: h2c',
			],
			...[
				'Connection: upgrade',
				'Connection: close',
				'Agora-Signature: x',
				'Agora-Signature-V2: ',
				'Trailer: a',
			],
		),
		fc.string().map((text) => `X: ${text}`),
	);
	const nearlyHttp = fc
		.tuple(line, fc.array(header, { maxLength: 6 }), fc.string())
		.map(([first, headers, rest]) => Buffer.from(`${[first, ...headers].join('\r\n')}\r\n\r\n${rest}`));
	const bytes = fc.oneof(fc.uint8Array({ maxLength: 500 }), nearlyHttp, nearlyHttp);
	await fc.assert(
		fc.asyncProperty(bytes, lengths, async (sent, cuts) => {
			await open.raw(...cut(sent, cuts));
		}),
		{ numRuns: 200 },
	);
	await stillWorks();
});

test('any header is answered with one of the documented statuses', async () => {
	const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/);
	const value = fc.stringMatching(/^[\x21-\x7e][\x20-\x7e]{0,60}$/);
	const own = fc.constantFrom(
		'content-type',
		'content-encoding',
		'origin',
		'agora-signature',
		'agora-signature-v2',
		'host',
	);
	const method = fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
	const framing = /^(content-length|transfer-encoding|connection|expect|upgrade|trailer|keep-alive)$/i;
	const headers = fc
		.dictionary(fc.oneof(token, own), value, { maxKeys: 6 })
		.map((all) => Object.fromEntries(Object.entries(all).filter(([name]) => !framing.test(name))));
	await fc.assert(
		fc.asyncProperty(method, headers, fc.boolean(), async (used, given, isJson) => {
			open.clock.skip(1000);
			const sent = isJson ? { ...given, ...JSON_HEADERS } : given;
			const body = used === 'POST' ? '{}' : '';
			const { status } = await open.post({ method: used, headers: sent, body });
			expect([200, 403, 405, 415]).toContain(status);
			expect(status === 405).toBe(used !== 'POST');
		}),
		{ numRuns: 150 },
	);
	await stillWorks();
});
