import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildRtcToken } from '../../../../src/agora/token/buildToken';

const APP_ID = 'eb00cd2b222a4eeaa24fc6046d90b227';
const CERTIFICATE = '2c01da6d6f6741df88ec47005f08572b';
const REQUEST = {
	appId: APP_ID,
	appCertificate: CERTIFICATE,
	channelName: 'class32',
	user: { uid: 101 },
	lifetimeSeconds: 3600,
};

/** Reads a token as docs/agora-api.md, Tokens lays it out. */
function decode(token: string) {
	expect(token.slice(0, 3)).toBe('007');
	const bytes = inflateSync(Buffer.from(token.slice(3), 'base64'));
	let at = 0;
	const skip = (length: number) => {
		at += length;
		return at - length;
	};
	const uint16 = () => bytes.readUInt16LE(skip(2));
	const uint32 = () => bytes.readUInt32LE(skip(4));
	const text = () => {
		const start = skip(uint16());
		return bytes.toString('utf8', start, at);
	};
	const signature = text();
	expect(signature).not.toBe('');
	const head = { appId: text(), issuedAt: uint32(), expiresIn: uint32(), salt: uint32(), services: uint16() };
	const type = uint16();
	const privileges = Object.fromEntries(Array.from({ length: uint16() }, () => [uint16(), uint32()]));
	return { ...head, type, privileges, channelName: text(), user: text() };
}

describe('a token', () => {
	test('contains user, channel, privileges and expiry', () => {
		const before = Math.floor(Date.now() / 1000);
		const token = decode(buildRtcToken(REQUEST));
		expect(token).toMatchObject({
			appId: APP_ID,
			expiresIn: 3600,
			services: 1,
			type: 1,
			privileges: { 1: 0, 2: 0, 3: 0, 4: 0 },
			channelName: 'class32',
			user: '101',
		});
		expect(token.issuedAt).toBeGreaterThanOrEqual(before);
	});

	test('can be for an account', () => {
		expect(decode(buildRtcToken({ ...REQUEST, user: { account: 'teacher 101' } })).user).toBe('teacher 101');
	});

	test('allows any uid with uid 0', () => {
		expect(decode(buildRtcToken({ ...REQUEST, user: { uid: 0 } })).user).toBe('');
	});

	test('allows a subscriber to join but not to publish', () => {
		expect(decode(buildRtcToken({ ...REQUEST, role: 'subscriber' })).privileges).toEqual({ 1: 0 });
	});

	test('can have privileges that expire earlier', () => {
		const { expiresIn, privileges } = decode(buildRtcToken({ ...REQUEST, privilegeSeconds: 60 }));
		expect({ expiresIn, privileges }).toEqual({
			expiresIn: 3600,
			privileges: { 1: 60, 2: 60, 3: 60, 4: 60 },
		});
	});

	test('can have a lifetime of a day', () => {
		expect(decode(buildRtcToken({ ...REQUEST, lifetimeSeconds: 86_400 })).expiresIn).toBe(86_400);
	});
});

test.each([
	[{ appId: 'short' }],
	[{ appId: 'g'.repeat(32) }],
	[{ appCertificate: 'planted-certificate' }],
	[{ appCertificate: '' }],
	[{ channelName: '' }],
	[{ user: { account: '' } }],
	[{ lifetimeSeconds: 0 }],
	[{ lifetimeSeconds: 86_401 }],
	[{ lifetimeSeconds: 1.5 }],
])('throws for %j, without secrets in the message', (fields) => {
	expect(() => buildRtcToken({ ...REQUEST, ...fields })).toThrow(/^(?!.*planted).*$/);
});
