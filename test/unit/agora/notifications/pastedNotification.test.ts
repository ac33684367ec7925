import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	findSignatures,
	readPastedNotification,
	readTypedSignatures,
} from '../../../../src/agora/notifications/pastedNotification';
import { signNotification } from '../../../../src/agora/notifications/signature';
import { channelNotice, USER } from './bodies';

const BODY = JSON.stringify(channelNotice(103, { ...USER, account: '王 "it\'s" {x} $HOME \\ é' }));
const SIGNED = signNotification(Buffer.from(BODY), 'secret');
const HEADERS = [`Agora-Signature: ${SIGNED.sha1}`, `Agora-Signature-V2: ${SIGNED.sha256}`];

const read = (text: string) => {
	const { body, signatures } = readPastedNotification(Buffer.from(text));
	return { body: Buffer.from(body).toString(), signatures };
};

/** As in a shell. */
const singleQuoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const doubleQuoted = (text: string) => `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`;
const ansiQuoted = (text: string) =>
	`$'${text.replaceAll(/['\\]/g, '\\$&').replaceAll('é', '\\u00e9').replaceAll('\n', '\\n')}'`;

describe('a copied notification', () => {
	it('that is a body alone is its bytes, with every line break and byte order mark', () => {
		for (const text of [BODY, `${BODY}\n`, `\uFEFF${BODY}`, ` ${BODY}\r\n\r\n`, '{"not": "closed"']) {
			expect(read(text)).toEqual({ body: text, signatures: {} });
		}
	});

	it('takes no signature from the data of a body', () => {
		const body = JSON.stringify({ noticeId: HEADERS[1] });
		expect(read(body).signatures).toEqual({});
		expect(read(`POST / HTTP/1.1\r\nHost: a\r\n\r\n${body}`)).toEqual({
			body,
			signatures: { sha1: undefined, sha256: undefined },
		});
	});

	it('is found in an HTTP request', () => {
		for (const end of ['\r\n', '\n']) {
			const request = ['POST /ncs HTTP/1.1', 'Content-Type: application/json', ...HEADERS, '', BODY].join(
				end,
			);
			expect(read(request)).toEqual({ body: BODY, signatures: SIGNED });
		}
	});

	it('is found in the output of curl -v, with the response after it', () => {
		const lines = ['* Connected', '> POST /ncs HTTP/1.1', ...HEADERS.map((header) => `> ${header}`), '> '];
		const response = ['< HTTP/1.1 200 OK', '< ', '{"success":true}'];
		expect(read([...lines, BODY, ...response].join('\n'))).toEqual({ body: BODY, signatures: SIGNED });
	});

	it.each([
		['--data-raw', singleQuoted],
		['-d', doubleQuoted],
		['--data-binary', ansiQuoted],
	])('is found in a curl command with %s', (option, quote) => {
		const headers = HEADERS.map((header) => `-H '${header}'`).join(' \\\n  ');
		const command = `curl -X POST http://127.0.0.1:3000 \\\n  ${headers} \\\n  ${option} ${quote(BODY)} --fail`;
		expect(read(command)).toEqual({ body: BODY, signatures: SIGNED });
	});

	it('is found in a log with the headers as JSON', () => {
		const log = `12:00 agora-signature=${SIGNED.sha1} "agora-signature-v2": "${SIGNED.sha256}" body ${BODY} ok`;
		expect(read(log)).toEqual({ body: BODY, signatures: SIGNED });
	});

	it('of any text and headers keeps its bytes in an HTTP request and in a curl command', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (json) => {
				const body = JSON.stringify(json);
				expect(read(`POST / HTTP/1.1\r\n${HEADERS.join('\r\n')}\r\n\r\n${body}`)).toEqual({
					body,
					signatures: SIGNED,
				});
				expect(read(`curl x -d ${singleQuoted(body)}`).body).toBe(body);
				expect(read(`curl x -d ${doubleQuoted(body)}`).body).toBe(body);
				expect(read(`received ${body}`).body).toBe(body);
			}),
		);
	});

	it('of any bytes is read without an error', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.uint8Array(),
					fc.string().map((text) => Buffer.from(text)),
				),
				(bytes) => {
					expect(readPastedNotification(bytes).body.length).toBeLessThanOrEqual(bytes.length);
				},
			),
		);
	});
});

describe('a typed signature', () => {
	it('is recognized by the number of its digits, or by its header', () => {
		expect(readTypedSignatures(` ${SIGNED.sha256} `)).toEqual({ sha256: SIGNED.sha256 });
		expect(readTypedSignatures(SIGNED.sha1.toUpperCase())).toEqual({ sha1: SIGNED.sha1.toUpperCase() });
		expect(readTypedSignatures(HEADERS.join('\n'))).toEqual(SIGNED);
		expect(readTypedSignatures('  ')).toEqual({});
	});

	it('is refused if it is neither', () => {
		for (const text of ['abc', `${SIGNED.sha1}0`, SIGNED.sha256.replace(/^./, 'g')]) {
			expect(readTypedSignatures(text)).toBeUndefined();
		}
	});

	it('of a malformed header is returned as it is, so that it can be named', () => {
		expect(findSignatures('Agora-Signature-V2: zz')).toEqual({ sha256: 'zz' });
	});
});
