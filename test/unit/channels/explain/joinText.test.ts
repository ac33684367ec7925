import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJoinText } from '../../../../src/channels/explain/joinText';
import { APP_ID, mint } from '../../agora/tokens';

const token = mint();
const other = '0123456789abcdef0123456789abcdef';

describe('what a text says about a join', () => {
	test('is taken from its token', () => {
		const all = { appId: APP_ID, channelName: 'class32', user: '101', token };
		expect(readJoinText(token)).toEqual(all);
		expect(readJoinText(`const token = '${token}';`)).toEqual(all);
		expect(readJoinText(mint({ uid: 0 }))).toEqual({ ...all, user: undefined, token: expect.any(String) });
	});

	test.each([
		['JSON', JSON.stringify({ appId: other, channelName: 'room 7', uid: 7, token })],
		[
			'a URL',
			`https://example.com/?appid=${other}&channel=room%207&uid=7&token=${encodeURIComponent(token)}`,
		],
		[
			'code',
			`client.join({\n\tappId: '${other}',\n\tchannel: "room 7",\n\tuid: 7,\n\ttoken: '${token}',\n})`,
		],
		['an env file', `AGORA_APP_ID=${other}\nAGORA_CHANNEL="room 7"\nAGORA_UID=7\nAGORA_TOKEN=${token}\n`],
	])('is taken from the names in %s rather than from its token', (_, text) => {
		expect(readJoinText(text)).toEqual({ appId: other, channelName: 'room 7', user: '7', token });
	});

	test('is taken from a log without a token', () => {
		expect(readJoinText('10:32 join channel=class32 userAccount=ann')).toEqual({
			channelName: 'class32',
			user: 'ann',
		});
	});

	test('is no variable of code', () => {
		expect(readJoinText('join({ channel: channelName, uid: userId })')).toBeUndefined();
		expect(readJoinText('account = "ann"')).toBeUndefined();
	});

	test('is no certificate', () => {
		expect(readJoinText(`AGORA_APP_CERTIFICATE=${other}`)).toBeUndefined();
	});
});

test('any text is read without an error, and quickly', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({ unit: 'binary' }),
				fc.string().map((text) => `channel="${text}`),
			),
			(text) => {
				expect(() => readJoinText(text)).not.toThrow();
			},
		),
	);
	expect(readJoinText(`channel="x\n`.repeat(200_000))).toBeUndefined();
	expect(readJoinText(`channel=${'%'.repeat(500_000)}`)).toEqual({ channelName: '%'.repeat(255) });
});
