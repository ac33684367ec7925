import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { buildRtcToken } from '../../../../src/agora/token/buildToken';
import { tokenIn, tokenProblem, validateToken } from '../../../../src/projects/token/validateToken';

const PROJECT: Project = {
	id: 'p1',
	name: 'Classroom',
	appId: 'eb00cd2b222a4eeaa24fc6046d90b227',
	appCertificate: '2c01da6d6f6741df88ec47005f08572b',
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};
const OTHER: Project = { ...PROJECT, id: 'p2', name: 'Other', appId: '0'.repeat(32) };

function mint({ appId, appCertificate = '' }: Project): string {
	const user = { uid: 101 };
	return buildRtcToken({ appId, appCertificate, channelName: 'class32', user, lifetimeSeconds: 600 });
}

test('the signature of a token matches only the certificate of its project', () => {
	const token = mint(PROJECT);
	const verdict = validateToken(token, [OTHER, PROJECT], Date.now());
	expect(verdict).toMatchObject({ project: { id: 'p1' }, time: 'valid', signature: 'matches' });
	const reset = { ...PROJECT, appCertificate: 'f'.repeat(32) };
	expect(validateToken(token, [reset], Date.now())?.signature).toBe('differs');
});

test('a signature that cannot be checked has a reason', () => {
	const token = mint(PROJECT);
	const unreadable = { ...PROJECT, appCertificate: undefined };
	expect(validateToken(token, [unreadable], Date.now())).toMatchObject({
		project: { id: 'p1' },
		signature: 'noCertificate',
	});
	const unknown = validateToken(token, [OTHER, { ...OTHER, appId: '' }], Date.now());
	expect(unknown).toMatchObject({ project: undefined, signature: 'unknownProject' });
});

test('a token is validated for the given time', () => {
	const token = mint(PROJECT);
	const issued = validateToken(token, [], Date.now())?.content.issuedAt.getTime() ?? Number.NaN;
	const at = (ms: number) => validateToken(token, [], issued + ms)?.time;
	expect([at(-1), at(0), at(599_999), at(600_000)]).toEqual(['notYetValid', 'valid', 'valid', 'expired']);
});

test('a text that is not a token has no validation', () => {
	expect(validateToken('007abc', [PROJECT], Date.now())).toBeUndefined();
});

const TOKEN = buildRtcToken({
	appId: 'eb00cd2b222a4eeaa24fc6046d90b227',
	appCertificate: '2c01da6d6f6741df88ec47005f08572b',
	channelName: 'class32',
	user: { uid: 101 },
	lifetimeSeconds: 600,
});

test('a token is found between quotes, labels and punctuation', () => {
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
			expect(tokenIn(`${start}${TOKEN}${end}`)).toBe(TOKEN);
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
])('a token is found in %s', (_, text) => {
	expect(tokenIn(text)).toBe(TOKEN);
});

test('the search in a long text without a token ends', () => {
	const text = `007${'/007eJxTYEg'.repeat(100_000)}`;
	expect(tokenProblem(tokenIn(text))).toBe('damaged');
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
