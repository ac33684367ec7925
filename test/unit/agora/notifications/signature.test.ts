import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSecret, isSignedByAgora, signNotification } from '../../../../src/agora/notifications/signature';

/** docs/agora-api.md, Notifications. */
const BODY = Buffer.from(
	'{"eventMs":1560408533119,"eventType":10,"noticeId":"4eb720f0-8da7-11e9-a43e-53f411c2761f","notifyMs":1560408533119,"payload":{"a":"1","b":2},"productId":1}',
);
const sha1 = '033c62f40f687675f17f0f41f91a40c71c0f134c';
const sha256 = '6d3320c60b11101395b7fc8f9068748808a0aa1bfa064438e39d1bc2c7d74d99';

describe('the example of the document', () => {
	test('has these signatures', () => {
		expect(signNotification(BODY, 'secret')).toEqual({ sha1, sha256 });
	});

	test.each([
		[{ sha1 }],
		[{ sha256 }],
		[{ sha1, sha256 }],
		[{ sha256: sha256.toUpperCase() }],
		[{ sha1: 'not checked where there is a newer one', sha256 }],
	])('%j is good', (signatures) => {
		expect(isSignedByAgora(BODY, signatures, 'secret')).toBe(true);
	});

	test.each([
		['no signature', {}],
		['an empty one', { sha256: '' }],
		['the other algorithm', { sha1: sha256, sha256: sha1 }],
		['half of it', { sha256: sha256.slice(0, 32) }],
		['more than it', { sha256: `${sha256}00` }],
		['no hex behind it', { sha256: `${sha256}zz` }],
		['a good one beside a bad one that is newer', { sha1, sha256: sha256.replace('6', '7') }],
		['a good one beside an empty one that is newer', { sha1, sha256: '' }],
		['several of them', { sha256: `${sha256}, ${sha256}` }],
	])('%s is not accepted', (_, signatures) => {
		expect(isSignedByAgora(BODY, signatures, 'secret')).toBe(false);
	});

	test('another secret, or other bytes of the same JSON, are not accepted', () => {
		expect(isSignedByAgora(BODY, { sha256 }, 'Secret')).toBe(false);
		const rewritten = Buffer.from(JSON.stringify(JSON.parse(BODY.toString()), undefined, 1));
		expect(isSignedByAgora(rewritten, { sha1 }, 'secret')).toBe(false);
	});
});

describe('of several secrets', () => {
	test('the one that fits is found', () => {
		expect(findSecret(BODY, { sha1, sha256 }, ['first', 'secret', 'last'])).toBe('secret');
		expect(findSecret(BODY, { sha1 }, ['first', 'secret', 'secret'])).toBe('secret');
	});

	test('none is found where none fits', () => {
		expect(findSecret(BODY, { sha1, sha256 }, ['first', 'last'])).toBeUndefined();
		expect(findSecret(BODY, { sha256 }, [])).toBeUndefined();
		expect(findSecret(BODY, {}, ['secret'])).toBeUndefined();
	});
});

test('an empty secret matches nothing, although a body can be signed with it', () => {
	const signatures = signNotification(BODY, '');
	expect(isSignedByAgora(BODY, signatures, '')).toBe(false);
	expect(findSecret(BODY, signatures, ['', 'other'])).toBeUndefined();
});

test('accepts any signed bytes, and none after a change of one bit', () => {
	const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
	const secrets = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 });
	fc.assert(
		fc.property(bytes, secrets, fc.nat(), fc.nat(), (body, stored, which, where) => {
			const secret = stored[which % stored.length] ?? '';
			const { sha1, sha256 } = signNotification(body, secret);
			expect(findSecret(body, { sha1, sha256 }, stored)).toBe(secret);
			expect(findSecret(body, { sha1 }, stored)).toBe(secret);
			const changed = Uint8Array.from(body);
			changed[where % body.length] = (body[where % body.length] ?? 0) ^ 1;
			expect(findSecret(changed, { sha1 }, stored)).toBeUndefined();
			expect(findSecret(changed, { sha256 }, stored)).toBeUndefined();
		}),
	);
});
