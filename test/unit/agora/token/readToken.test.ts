import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRtcToken } from '../../../../src/agora/token/buildToken';
import { isSignedWith, readToken, tokenMismatches } from '../../../../src/agora/token/readToken';
import { APP_ID, CERTIFICATE, mint, read, signedPart, tokenOf } from '../tokens';

test('reads a token that was built, and verifies it only with its certificate', () => {
	const id = fc.stringMatching(/^[0-9a-fA-F]{32}$/);
	const name = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
	const user = fc.oneof(
		fc.record({ uid: fc.integer({ min: 1, max: 2 ** 32 - 1 }) }),
		fc.record({ account: name }),
	);
	const lifetime = fc.integer({ min: 1, max: 86_400 });
	fc.assert(
		fc.property(
			id,
			id,
			id,
			name,
			user,
			lifetime,
			(appId, appCertificate, other, channelName, holder, seconds) => {
				fc.pre(appCertificate !== other);
				const before = Math.floor(Date.now() / 1000) * 1000;
				const token = buildRtcToken({
					appId,
					appCertificate,
					channelName,
					user: holder,
					lifetimeSeconds: seconds,
				});
				const content = read(token);
				const { issuedAt, expiresAt } = content;
				expect(content).toEqual({
					appId,
					issuedAt,
					expiresAt: new Date(issuedAt.getTime() + seconds * 1000),
					services: 1,
					others: [],
					rtc: {
						channelName,
						user: 'uid' in holder ? String(holder.uid) : holder.account,
						privileges: {
							joinChannel: expiresAt,
							publishAudio: expiresAt,
							publishVideo: expiresAt,
							publishData: expiresAt,
						},
					},
				});
				expect(issuedAt.getTime()).toBeGreaterThanOrEqual(before);
				expect(isSignedWith(token, appCertificate)).toBe(true);
				expect(isSignedWith(token, other)).toBe(false);
			},
		),
		{ numRuns: 500 },
	);
});

test('reads the expiry of each privilege, not later than the token', () => {
	const token = tokenOf(
		signedPart([
			[
				1,
				[
					[1, 0],
					[2, 60],
					[3, 900],
				],
				['', ''],
			],
		]),
	);
	const end = (seconds: number) => new Date((1_700_000_000 + seconds) * 1000);
	const content = read(token);
	expect(content.rtc).toEqual({
		channelName: '',
		user: '',
		privileges: {
			joinChannel: end(600),
			publishAudio: end(60),
			publishVideo: end(600),
			publishData: undefined,
		},
	});
	expect(isSignedWith(token, CERTIFICATE)).toBe(false);
});

test('reads a token of another service', () => {
	const content = read(tokenOf(signedPart([[2, [[1, 600]], ['rtm user']]])));
	expect(content).toMatchObject({ appId: APP_ID, rtc: undefined, services: 1 });
});

test('finds RTC in a token of several services', () => {
	const content = read(
		tokenOf(
			signedPart([
				[1, [], ['c', 'u']],
				[2, [], ['rtm user']],
			]),
		),
	);
	expect(content).toMatchObject({ services: 2, rtc: { channelName: 'c', user: 'u' } });
	expect(content.others).toEqual([{ type: 2, privileges: new Map(), texts: ['rtm user'] }]);
});

test('reads other services up to one of an unknown type', () => {
	const content = read(
		tokenOf(
			signedPart([
				[2, [[1, 60]], ['rtm user']],
				[4, [[1, 0]], []],
				[7, [[1, 0]], ['room', 'user', 'and more']],
				[5, [[1, 0]], ['chat user']],
			]),
		),
	);
	const end = (seconds: number) => new Date((1_700_000_000 + seconds) * 1000);
	expect(content).toMatchObject({ rtc: undefined, services: 4 });
	expect(content.others).toEqual([
		{ type: 2, privileges: new Map([[1, end(60)]]), texts: ['rtm user'] },
		{ type: 4, privileges: new Map([[1, end(600)]]), texts: [] },
		{ type: 7, privileges: new Map([[1, end(600)]]), texts: [] },
	]);
});

describe('an invalid token', () => {
	const good = mint();
	const cut = inflateSync(Buffer.from(good.slice(3), 'base64')).subarray(0, -3);
	test.each([
		['', ''],
		['an older version', good.replace('007', '006')],
		['spaces around it', ` ${good}`],
		['not base64', '007!!!!'],
		['no zlib stream', '007abcd'],
		['one that ends too early', `007${deflateSync(cut).toString('base64')}`],
		['one that blows up', `007${deflateSync(Buffer.alloc(10_000_000)).toString('base64')}`],
	])('%s', (_, token) => {
		expect(readToken(token)).toBeUndefined();
		expect(isSignedWith(token, CERTIFICATE)).toBe(false);
	});

	test('is never read as signed, for any text', () => {
		const bytes = fc.uint8Array({ maxLength: 200 }).map((raw) => `007${deflateSync(raw).toString('base64')}`);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.base64String().map((text) => `007${text}`),
					bytes,
				),
				(token) => {
					readToken(token);
					expect(isSignedWith(token, CERTIFICATE)).toBe(false);
				},
			),
			{ numRuns: 2000 },
		);
	});

	test('does not verify a token with one changed byte', () => {
		const bytes = inflateSync(Buffer.from(good.slice(3), 'base64'));
		fc.assert(
			fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (where, change) => {
				const changed = Buffer.from(bytes);
				changed[where] = (bytes[where] ?? 0) ^ change;
				expect(isSignedWith(`007${deflateSync(changed).toString('base64')}`, CERTIFICATE)).toBe(false);
			}),
			{ numRuns: 500 },
		);
	});
});

test('matches its own purpose and no other', () => {
	const name = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
	const user = fc.oneof(
		fc.record({ uid: fc.integer({ min: 1, max: 2 ** 32 - 1 }) }),
		fc.record({ account: name }),
	);
	fc.assert(
		fc.property(name, user, (channelName, holder) => {
			const content = read(mint(holder, channelName));
			const own = { appId: APP_ID, channelName, user: holder, at: content.issuedAt.getTime() };
			expect(tokenMismatches(content, own)).toEqual([]);
			const other = {
				appId: CERTIFICATE,
				channelName: `${channelName}x`,
				user: { account: 'somebody else at all' },
			};
			expect(tokenMismatches(content, other)).toEqual(['appId', 'channelName', 'user']);
		}),
		{ numRuns: 500 },
	);
});

test('matches every channel and user if it is for any', () => {
	const content = read(tokenOf(signedPart([[1, [[1, 0]], ['', '']]])));
	expect(tokenMismatches(content, { channelName: 'any', user: { uid: 1 } })).toEqual([]);
});

test('matches every user with uid 0', () => {
	const content = read(mint({ uid: 0 }));
	expect(tokenMismatches(content, { user: { uid: 7 } })).toEqual([]);
	expect(tokenMismatches(content, { user: { account: 'teacher' } })).toEqual([]);
});

test('does not match uid 0 if it is for one uid', () => {
	expect(tokenMismatches(read(mint()), { user: { uid: 0 } })).toEqual(['user']);
});

test('is valid from its first millisecond to its last', () => {
	const content = read(mint());
	const [from, to] = [content.issuedAt.getTime(), content.expiresAt.getTime()];
	expect([from - 1, from, to - 1, to].map((at) => tokenMismatches(content, { at }))).toEqual([
		['notYetValid'],
		[],
		[],
		['expired'],
	]);
});

test('does not check undefined fields', () => {
	expect(tokenMismatches(read(mint()), {})).toEqual([]);
});

test('has expired when its privilege to join has', () => {
	const content = read(tokenOf(signedPart([[1, [[1, 60]], ['c', 'u']]])));
	expect(tokenMismatches(content, { at: 1_700_000_060_000 })).toEqual(['expired']);
});

test('does not match if it is for another service', () => {
	const content = read(tokenOf(signedPart([[2, [[1, 600]], ['rtm user']]])));
	expect(tokenMismatches(content, { channelName: 'c' })).toEqual(['notRtc']);
	expect(tokenMismatches(content, { at: content.expiresAt.getTime() })).toEqual(['notRtc', 'expired']);
});
