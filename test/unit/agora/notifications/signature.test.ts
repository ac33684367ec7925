import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSignedByAgora } from '../../../../src/agora/notifications/signature';

/** docs/agora-api.md, Notifications. */
const BODY = Buffer.from(
	'{"eventMs":1560408533119,"eventType":10,"noticeId":"4eb720f0-8da7-11e9-a43e-53f411c2761f","notifyMs":1560408533119,"payload":{"a":"1","b":2},"productId":1}',
);
const sha1 = '033c62f40f687675f17f0f41f91a40c71c0f134c';
const sha256 = '6d3320c60b11101395b7fc8f9068748808a0aa1bfa064438e39d1bc2c7d74d99';

describe('the example of the document', () => {
	test.each([[{ sha1 }], [{ sha256 }], [{ sha1, sha256 }], [{ sha256: sha256.toUpperCase() }]])(
		'%j is good',
		(signatures) => {
			expect(isSignedByAgora(BODY, signatures, 'secret')).toBe(true);
		},
	);

	test.each([
		['no signature', {}],
		['an empty one', { sha256: '' }],
		['the other algorithm', { sha1: sha256, sha256: sha1 }],
		['half of it', { sha256: sha256.slice(0, 32) }],
		['more than it', { sha256: `${sha256}00` }],
		['no hex behind it', { sha256: `${sha256}zz` }],
		['good and bad together', { sha1, sha256: sha256.replace('6', '7') }],
		['bad and good together', { sha1: sha1.replace('3', '4'), sha256 }],
	])('%s is not accepted', (_, signatures) => {
		expect(isSignedByAgora(BODY, signatures, 'secret')).toBe(false);
	});

	test('another secret, or other bytes of the same JSON, are not accepted', () => {
		expect(isSignedByAgora(BODY, { sha256 }, 'Secret')).toBe(false);
		const rewritten = Buffer.from(JSON.stringify(JSON.parse(BODY.toString()), undefined, 1));
		expect(isSignedByAgora(rewritten, { sha1 }, 'secret')).toBe(false);
	});
});

test('accepts any signed bytes, and none after a change of one bit', () => {
	const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
	fc.assert(
		fc.property(bytes, fc.string({ minLength: 1 }), fc.nat(), (body, secret, where) => {
			const signatures = {
				sha1: createHmac('sha1', secret).update(body).digest('hex'),
				sha256: createHmac('sha256', secret).update(body).digest('hex'),
			};
			expect(isSignedByAgora(body, signatures, secret)).toBe(true);
			const changed = Uint8Array.from(body);
			changed[where % body.length] = (body[where % body.length] ?? 0) ^ 1;
			expect(isSignedByAgora(changed, { sha1: signatures.sha1 }, secret)).toBe(false);
			expect(isSignedByAgora(changed, { sha256: signatures.sha256 }, secret)).toBe(false);
		}),
	);
});
