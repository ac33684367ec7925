import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactNotification } from '../../../../src/agora/notifications/redactNotification';
import { bytesOf, channelNotice, PLAYER, playerNotice, USER } from './bodies';

const RTC_TOKEN = `007${'eJxTYEgpfM9xNPsq7/9u'.repeat(4)}=`;

test('hides the token and the stream key of a created player, and nothing else', () => {
	const body = playerNotice(1, { player: { ...PLAYER, token: RTC_TOKEN }, lts: 1575508644149 });
	const shown = playerNotice(1, {
		player: { ...PLAYER, token: '•••', streamUrl: 'rtmp://example.agora.io/live/•••' },
		lts: 1575508644149,
	});
	expect(redactNotification(bytesOf(body))).toBe(JSON.stringify(shown));
});

test('indents the JSON where the caller asks for it', () => {
	expect(redactNotification(bytesOf({ a: [1] }), '\t')).toBe('{\n\t"a": [\n\t\t1\n\t]\n}');
});

test('keeps a player that has the name of its stream', () => {
	const player = { ...PLAYER, name: 'lesson_1', streamUrl: 'rtmp://example.com/live/lesson_1', token: '' };
	expect(JSON.parse(redactNotification(bytesOf(playerNotice(1, { player }))))).toMatchObject({
		payload: { player: { name: 'lesson_1', streamUrl: 'rtmp://example.com/live/•••', token: '' } },
	});
});

describe('secrets are hidden', () => {
	const url = 'https://user:pass-word@example.com/a.mp4?sign=signature-4711';
	test.each([
		['in other fields', { token: 'secret-token', note: 'it was secret-token' }],
		['in fields of any depth', { a: [{ b: { token: 'secret-token' } }] }],
		['that are not text', { token: { value: 'secret-token' } }],
		['in a URL beside its player', { streamUrl: url, message: 'pass-word and signature-4711' }],
		['in a URL of any field', { fileUrl: url }],
		['that look like a token', { message: `denied: ${RTC_TOKEN}.` }],
	])('%s', (_, payload) => {
		expect(redactNotification(bytesOf(channelNotice(101, payload)))).not.toMatch(
			/secret-token|pass-word|signature-4711|eJxTYEgp/,
		);
	});

	test.each([
		['a body that was cut off', `{"payload":{"player":{"token":"secret-token","streamUrl":"${url}`],
		['a body in single quotation marks', `{'token': 'secret-token', 'streamUrl': '${url}'}`],
		['a body without quotation marks', '{token: secret-token, uid: 101}'],
		['plain text with a token', `the token ${RTC_TOKEN} is wrong`],
		['JSON that is nested too deeply', `${'['.repeat(200_000)}{"token":"secret-token"}`],
	])('in %s', (_, text) => {
		expect(redactNotification(Buffer.from(text))).not.toMatch(
			/secret-token|pass-word|signature-4711|eJxTYEgp/,
		);
	});
});

test('a body that is not JSON keeps what is not secret', () => {
	expect(redactNotification(Buffer.from('{"token":"secret","uid":101'))).toBe('{"token":"•••","uid":101');
	expect(redactNotification(bytesOf(channelNotice(103, USER)))).toBe(
		JSON.stringify(channelNotice(103, USER)),
	);
});

test('any notification is shown without the token, wherever that is repeated', () => {
	const token = fc.stringMatching(/^[A-Za-z0-9+/]{20,60}$/).map((text) => `planted ${text}`);
	fc.assert(
		fc.property(token, fc.jsonValue(), fc.nat(1000), (secret, other, cut) => {
			const player = { ...PLAYER, token: secret, other };
			const text = JSON.stringify(playerNotice(1, { player, message: `refused ${secret}` }));
			expect(redactNotification(Buffer.from(text))).not.toContain(secret.slice(8));
			const shown = redactNotification(Buffer.from(text.slice(0, Math.max(0, text.length - cut))));
			expect(shown).not.toContain(`"token":"planted`);
		}),
	);
});
