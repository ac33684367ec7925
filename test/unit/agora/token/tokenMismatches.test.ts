import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenMismatches } from '../../../../src/agora/token/readToken';
import { APP_ID, CERTIFICATE, mint, read, signedPart, tokenOf } from '../tokens';

test('a token fits its own purpose, and no other', () => {
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

test('a token for any channel and user fits every one', () => {
	const content = read(tokenOf(signedPart([[1, [[1, 0]], ['', '']]])));
	expect(tokenMismatches(content, { channelName: 'any', user: { uid: 1 } })).toEqual([]);
});

test('a token for uid 0 fits every user', () => {
	const content = read(mint({ uid: 0 }));
	expect(tokenMismatches(content, { user: { uid: 7 } })).toEqual([]);
	expect(tokenMismatches(content, { user: { account: 'teacher' } })).toEqual([]);
});

test('a token for one uid does not let the server choose another', () => {
	expect(tokenMismatches(read(mint()), { user: { uid: 0 } })).toEqual(['user']);
});

test('it is valid from its first millisecond to its last', () => {
	const content = read(mint());
	const [from, to] = [content.issuedAt.getTime(), content.expiresAt.getTime()];
	expect([from - 1, from, to - 1, to].map((at) => tokenMismatches(content, { at }))).toEqual([
		['notYetValid'],
		[],
		[],
		['expired'],
	]);
});

test('what is not asked is not looked at', () => {
	expect(tokenMismatches(read(mint()), {})).toEqual([]);
});

test('a token that ends joining early is expired from then on', () => {
	const content = read(tokenOf(signedPart([[1, [[1, 60]], ['c', 'u']]])));
	expect(tokenMismatches(content, { at: 1_700_000_060_000 })).toEqual(['expired']);
});

test('a token of another service does not fit', () => {
	const content = read(tokenOf(signedPart([[2, [[1, 600]], ['rtm user']]])));
	expect(tokenMismatches(content, { channelName: 'c' })).toEqual(['notRtc']);
	expect(tokenMismatches(content, { at: content.expiresAt.getTime() })).toEqual(['notRtc', 'expired']);
});
