import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRtcToken } from '../../../../src/agora/token/buildToken';
import { findToken, tokenProblem } from '../../../../src/agora/token/findToken';

const TOKEN = buildRtcToken({
	appId: 'eb00cd2b222a4eeaa24fc6046d90b227',
	appCertificate: '2c01da6d6f6741df88ec47005f08572b',
	channelName: 'class32',
	user: { uid: 101 },
	lifetimeSeconds: 600,
});

test('finds a token between quotes, labels and punctuation', () => {
	const before = fc.constantFrom(
		'',
		' ',
		"'",
		'"',
		'\n`',
		'token=',
		'TOKEN: ',
		"const token = '",
		'rtc-token: "',
	);
	const after = fc.constantFrom('', ' ', "'", '";', "',\n", '`;', ';');
	fc.assert(
		fc.property(before, after, (start, end) => {
			expect(findToken(`${start}${TOKEN}${end}`)).toBe(TOKEN);
		}),
	);
});

test.each([
	['a line of a log', `2024-10-07 12:00:07.007 INFO joined 007 as 101 with ${TOKEN}, retry 0`],
	['an address', `https://example.com/join?channel=a&token=${encodeURIComponent(TOKEN)}&uid=007`],
	['the path of an address', `https://example.com/join/${TOKEN}/007`],
	['parentheses', `join(${TOKEN})`],
	['angle brackets', `<${TOKEN}>`],
	['JSON with escaped slashes', JSON.stringify({ token: TOKEN }).replaceAll('/', '\\/')],
	['a word', `token_${TOKEN}`],
	['text after a damaged one', `${TOKEN.slice(0, -12)} ${TOKEN}`],
])('finds a token in %s', (_, text) => {
	expect(findToken(text)).toBe(TOKEN);
});

test('ends the search in a long text without a token', () => {
	const text = `007${'/007eJxTYEg'.repeat(100_000)}`;
	expect(tokenProblem(findToken(text))).toBe('damaged');
});

describe('tokenProblem', () => {
	test.each([
		['', 'empty'],
		['006eb00cd2b222a4eeaa24fc6046d90b227IAD', 'oldVersion'],
		['Bearer', 'noToken'],
		[TOKEN.slice(1), 'noToken'],
		[`${TOKEN.slice(0, 40)}%2B${TOKEN.slice(40)}`, 'characters'],
		[TOKEN.slice(0, -12), 'damaged'],
		['007', 'damaged'],
		['007AAAA', 'damaged'],
	])('returns the problem of %j', (text, problem) => {
		expect(tokenProblem(text)).toBe(problem);
	});

	test('returns undefined for a token', () => {
		expect(tokenProblem(TOKEN)).toBeUndefined();
	});
});
