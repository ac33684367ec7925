import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	checkPlayer,
	ENCRYPT_MODES,
	type PlayerRequest,
} from '../../../../src/agora/mediaPull/playerRequest';

const NOW = 1_600_000_000;
const VALID: PlayerRequest = { streamUrl: 'rtmp://example.com/live', channelName: 'class32', uid: 101 };
const SALT = Buffer.alloc(32, 7).toString('base64');

/** What is wrong with a valid player once these fields are changed. */
function issuesWith(fields: Partial<PlayerRequest>): string[] {
	return checkPlayer({ ...VALID, ...fields }, NOW).map((issue) => `${issue.field} ${issue.rule}`);
}

describe('breaks one rule', () => {
	test.each<[Partial<PlayerRequest>, string]>([
		[{ streamUrl: '' }, 'streamUrl required'],
		[{ streamUrl: 'example.com/live' }, 'streamUrl format'],
		[{ streamUrl: 'rtmp:///live' }, 'streamUrl format'],
		[{ streamUrl: 'srt://example.com/live' }, 'streamUrl format'],
		[{ streamUrl: `http://example.com/${'ä'.repeat(503)}` }, 'streamUrl tooLong'],
		[{ channelName: '' }, 'channelName required'],
		[{ channelName: 'x'.repeat(65) }, 'channelName tooLong'],
		[{ channelName: 'a"b' }, 'channelName characters'],
		[{ channelName: "a'b" }, 'channelName characters'],
		[{ uid: undefined }, 'uid required'],
		[{ account: 'teacher' }, 'account exclusive'],
		[{ uid: -1 }, 'uid range'],
		[{ uid: 2 ** 32 }, 'uid range'],
		[{ uid: 1.5 }, 'uid range'],
		[{ uid: undefined, account: '' }, 'account required'],
		[{ uid: undefined, account: 'x'.repeat(256) }, 'account tooLong'],
		[{ uid: undefined, account: 'é' }, 'account characters'],
		[{ token: '' }, 'token required'],
		[{ name: '' }, 'name required'],
		[{ name: 'x'.repeat(65) }, 'name tooLong'],
		[{ name: 'class 32' }, 'name characters'],
		[{ idleTimeout: 4 }, 'idleTimeout range'],
		[{ idleTimeout: 601 }, 'idleTimeout range'],
		[{ playTs: NOW - 86_401 }, 'playTs range'],
		[{ playTs: NOW + 301 }, 'playTs range'],
		[{ repeatTime: 0 }, 'repeatTime format'],
		[{ repeatTime: -2 }, 'repeatTime range'],
		[{ seekPosition: -0.1 }, 'seekPosition range'],
		[{ audioOptions: { profile: 6 } }, 'audioOptions.profile range'],
		[{ audioOptions: { volume: 201 } }, 'audioOptions.volume range'],
		[{ videoOptions: { width: 65 } }, 'videoOptions.width range'],
		[{ videoOptions: { width: 1921 } }, 'videoOptions.width range'],
		[{ videoOptions: { height: 1081 } }, 'videoOptions.height range'],
		[{ videoOptions: { frameRate: 31 } }, 'videoOptions.frameRate range'],
		[{ videoOptions: { bitrate: 10_001 } }, 'videoOptions.bitrate range'],
		[{ videoOptions: { gop: 0 } }, 'videoOptions.gop range'],
		[{ encryptMode: 'aes-128-xts' }, 'encryptKey required'],
		[{ encryptKey: '' }, 'encryptKey required'],
		[{ encryptMode: 'aes-128-gcm2', encryptKey: 'k' }, 'encryptKdfSalt required'],
		[{ encryptMode: 'aes-128-gcm', encryptKey: 'k', encryptKdfSalt: SALT }, 'encryptKdfSalt exclusive'],
		[{ encryptKdfSalt: SALT }, 'encryptKdfSalt exclusive'],
		[{ encryptMode: 'aes-256-gcm2', encryptKey: 'k', encryptKdfSalt: 'short' }, 'encryptKdfSalt format'],
		[
			{ encryptMode: 'aes-256-gcm2', encryptKey: 'k', encryptKdfSalt: Buffer.alloc(32).toString('base64') },
			'encryptKdfSalt format',
		],
	])('%j', (fields, issue) => {
		expect(issuesWith(fields)).toEqual([issue]);
	});
});

describe('is in order', () => {
	test.each<[Partial<PlayerRequest>]>([
		[{}],
		[{ streamUrl: 'https://user:pw@example.com/a.m3u8?key=v' }],
		[{ streamUrl: `http://example.com/${'x'.repeat(1005)}` }],
		[{ channelName: 'aZ09 !#$%&()+-:;<=.>?@[]^_{}|~,' }],
		[{ channelName: 'x'.repeat(64) }],
		[{ uid: 0 }],
		[{ uid: 2 ** 32 - 1 }],
		[{ uid: undefined, account: 'x'.repeat(255) }],
		[{ name: 'class32_101-A' }],
		[{ idleTimeout: 5 }],
		[{ idleTimeout: 600 }],
		[{ playTs: 0 }],
		[{ playTs: NOW - 86_400 }],
		[{ playTs: NOW + 300 }],
		[{ repeatTime: -1 }],
		[{ repeatTime: 3 }],
		[{ seekPosition: 0 }],
		[{ tempo: 0.5 }],
		[{ tempo: 2 }],
		[{ audioOptions: { profile: 0, volume: 200 } }],
		[
			{
				videoOptions: {
					width: 66,
					height: 66,
					frameRate: 1,
					bitrate: 1,
					gop: 30,
					codec: 'VP9',
					fillMode: 'fit',
				},
			},
		],
		[{ videoOptions: {}, audioOptions: {}, dataStreamOptions: { enable: true } }],
		[{ encryptMode: 'aes-256-gcm2', encryptKey: 'k', encryptKdfSalt: SALT }],
		...ENCRYPT_MODES.filter((mode) => !mode.endsWith('gcm2')).map((encryptMode): [Partial<PlayerRequest>] => [
			{ encryptMode, encryptKey: 'k' },
		]),
	])('%j', (fields) => {
		expect(issuesWith(fields)).toEqual([]);
	});
});

test('refuses values that are not listed', () => {
	const video: object = { codec: 'h264', fillMode: 'stretch' };
	expect(issuesWith({ videoOptions: video })).toEqual([
		'videoOptions.codec format',
		'videoOptions.fillMode format',
	]);
	const encryption: object = { encryptMode: 'rot13', encryptKey: 'k' };
	expect(issuesWith(encryption)).toEqual(['encryptMode format']);
});

test('counts lengths in bytes of UTF-8', () => {
	const unit = fc.constantFrom('a', 'é', '你', '🎥');
	fc.assert(
		fc.property(fc.array(unit, { minLength: 1, maxLength: 80 }), (characters) => {
			const text = characters.join('');
			const tooLong = issuesWith({ channelName: text }).includes('channelName tooLong');
			expect(tooLong).toBe(new TextEncoder().encode(text).length > 64);
		}),
	);
});

test('reports every broken rule, and no value', () => {
	const issues = checkPlayer(
		{
			streamUrl: 'planted://user:planted@example.com',
			channelName: 'planted-ä',
			account: 'planted-ä',
			token: '',
			name: 'planted planted',
			encryptMode: 'aes-128-gcm2',
			encryptKey: '',
			encryptKdfSalt: 'planted',
			playTs: 1,
		},
		NOW,
	);
	expect(issues).toHaveLength(8);
	expect(JSON.stringify(issues)).not.toContain('planted');
});
