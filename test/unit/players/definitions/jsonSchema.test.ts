import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENCRYPT_MODES } from '../../../../src/agora/mediaPull/playerRequest';
import { definitionJsonSchema } from '../../../../src/players/definitions/definitionSchema';
import { fieldTexts } from '../../../../src/players/definitions/fieldTexts';
import { definitionWith, documentOf, errorsOf, judge, NOW, service } from './judge';

const SALT = Buffer.alloc(32, 7).toString('base64');
const encrypted = { encryptKey: 'k' };

/** Every field of the Create table at its boundaries: what is taken, and what is refused (by the schema, or only by us). */
const RIGHT: [string, object, object?][] = [
	['nothing but what is needed', {}],
	['every region', {}, { region: 'cn' }],
	['$schema', {}, { $schema: 'schema://definition' }],
	['a project by name', {}, { project: 'Class' }],
	['a project by App ID', {}, { project: 'a'.repeat(32) }],
	['streamIp', {}, { streamIp: '255.255.255.255' }],
	['streamUrl https', { streamUrl: 'https://example.com/a.m3u8?k=v' }],
	['streamUrl of 1,024 bytes', { streamUrl: `rtmp://e/${'x'.repeat(1015)}` }],
	['channelName of one character', { channelName: '~' }],
	['channelName of 64 bytes', { channelName: 'x'.repeat(64) }],
	['channelName of every mark', { channelName: 'aZ09 !#$%&()+-:;<=.>?@[]^_{}|~,' }],
	['uid 0', { uid: 0 }],
	['uid 2³²−1', { uid: 2 ** 32 - 1 }],
	['account of 255 bytes', { uid: undefined, account: 'x'.repeat(255) }],
	['token', { token: '${secret:T}' }],
	['idleTimeout 5', { idleTimeout: 5 }],
	['idleTimeout 600', { idleTimeout: 600 }],
	['playTs 0', { playTs: 0 }],
	['playTs a day ago', { playTs: NOW - 86_400 }],
	['playTs in five minutes', { playTs: NOW + 300 }],
	['name of 64 bytes', { name: `${'x'.repeat(62)}_-` }],
	['repeatTime -1', { repeatTime: -1 }],
	['repeatTime 1', { repeatTime: 1 }],
	['seekPosition 0', { seekPosition: 0 }],
	['seekPosition 1.5', { seekPosition: 1.5 }],
	['tempo 0.5', { tempo: 0.5 }, { region: 'cn' }],
	['tempo 2', { tempo: 2 }, { region: 'cn' }],
	['empty options', { audioOptions: {}, videoOptions: {}, dataStreamOptions: {} }],
	['audio at its lower bounds', { audioOptions: { profile: 0, volume: 0 } }],
	['audio at its upper bounds', { audioOptions: { profile: 5, volume: 200 } }],
	[
		'video at its lower bounds',
		{ videoOptions: { width: 66, height: 66, frameRate: 1, bitrate: 1, gop: 1 } },
	],
	[
		'video at its upper bounds',
		{ videoOptions: { width: 1920, height: 1080, frameRate: 30, bitrate: 10_000, gop: 300 } },
	],
	['video words', { videoOptions: { codec: 'VP9', fillMode: 'fill', widthHeightAdaption: true } }],
	['H.264 and fit', { videoOptions: { codec: 'H.264', fillMode: 'fit' } }],
	['dataStreamOptions', { dataStreamOptions: { enable: true } }],
	...ENCRYPT_MODES.map((encryptMode): [string, object] => [
		encryptMode,
		{ ...encrypted, encryptMode, ...(encryptMode.endsWith('gcm2') && { encryptKdfSalt: SALT }) },
	]),
	['a variable for a number', { uid: '${input:uid}' }],
	['a variable for a word', { videoOptions: { codec: '${env:CODEC}' } }],
	['a variable for true or false', { dataStreamOptions: { enable: '${input:SEI}' } }],
	['a variable inside a name', { name: 'class_${env:USER}' }],
	['a variable where the mode decides', { ...encrypted, encryptMode: '${env:MODE}', encryptKdfSalt: SALT }],
	['an escape in the address', { streamUrl: 'https://example.com/x?y=$${env:HOME}&z=$${KEY}' }],
	['64 bytes without the escape', { channelName: `$$${'{'}${'x'.repeat(62)}` }],
	['a dollar sign before a variable', { streamUrl: 'rtmp://example.com/$$${env:KEY}' }],
	['a variable for the project', {}, { project: '${env:AGORA_APP_ID}' }],
];

/** What is refused: what we say, and whether VS Code says it by the schema. */
const WRONG: [string, object, object, string, 'schema' | 'us'][] = [
	['no region', {}, { region: undefined }, 'region required', 'schema'],
	['another region', {}, { region: 'us' }, 'region format', 'schema'],
	['no player', {}, { player: undefined }, 'player required', 'schema'],
	['player is no object', {}, { player: 5 }, 'player format', 'schema'],
	['an unknown field', {}, { Region: 'na' }, 'Region unknown', 'schema'],
	['an unknown project', {}, { project: 'Nobody' }, 'project unknownProject', 'us'],
	['a name that two projects have', {}, { project: 'Twin' }, 'project ambiguousProject', 'us'],
	['a disabled project', {}, { project: 'Old' }, 'project disabledProject', 'us'],
	['an empty project', {}, { project: '' }, 'project required', 'schema'],
	['streamIp of three parts', {}, { streamIp: '1.2.3' }, 'streamIp format', 'us'],
	['streamIp IPv6', {}, { streamIp: '::1' }, 'streamIp format', 'us'],
	['no streamUrl', { streamUrl: undefined }, {}, 'streamUrl required', 'schema'],
	['streamUrl null', { streamUrl: null }, {}, 'streamUrl format', 'schema'],
	['streamUrl empty', { streamUrl: '' }, {}, 'streamUrl required', 'schema'],
	['streamUrl srt', { streamUrl: 'srt://example.com' }, {}, 'streamUrl format', 'us'],
	['streamUrl without a host', { streamUrl: 'rtmp:///live' }, {}, 'streamUrl format', 'us'],
	['streamUrl of 1,025 bytes', { streamUrl: `rtmp://e/${'x'.repeat(1014)}é` }, {}, 'streamUrl tooLong', 'us'],
	['no channelName', { channelName: undefined }, {}, 'channelName required', 'schema'],
	['channelName empty', { channelName: '' }, {}, 'channelName required', 'schema'],
	['channelName of 65 bytes', { channelName: 'x'.repeat(65) }, {}, 'channelName tooLong', 'us'],
	['channelName with é', { channelName: 'é' }, {}, 'channelName characters', 'schema'],
	['neither uid nor account', { uid: undefined }, {}, 'uid required', 'us'],
	['both uid and account', { account: 'x' }, {}, 'account exclusive', 'us'],
	['uid -1', { uid: -1 }, {}, 'uid range', 'schema'],
	['uid 2³²', { uid: 2 ** 32 }, {}, 'uid range', 'schema'],
	['uid 1.5', { uid: 1.5 }, {}, 'uid range', 'schema'],
	['uid as a text', { uid: '101' }, {}, 'uid range', 'schema'],
	['account empty', { uid: undefined, account: '' }, {}, 'account required', 'schema'],
	['account of 256 bytes', { uid: undefined, account: 'x'.repeat(256) }, {}, 'account tooLong', 'us'],
	['account with ä', { uid: undefined, account: 'ä' }, {}, 'account characters', 'schema'],
	['token empty', { token: '' }, {}, 'token required', 'schema'],
	['idleTimeout 4', { idleTimeout: 4 }, {}, 'idleTimeout range', 'schema'],
	['idleTimeout 601', { idleTimeout: 601 }, {}, 'idleTimeout range', 'schema'],
	['playTs -1', { playTs: -1 }, {}, 'playTs range', 'schema'],
	['playTs over a day ago', { playTs: NOW - 86_401 }, {}, 'playTs range', 'us'],
	['playTs over five minutes ahead', { playTs: NOW + 301 }, {}, 'playTs range', 'us'],
	['name empty', { name: '' }, {}, 'name required', 'schema'],
	['name of 65 bytes', { name: 'x'.repeat(65) }, {}, 'name tooLong', 'us'],
	['name with a space', { name: 'a b' }, {}, 'name characters', 'schema'],
	['repeatTime 0', { repeatTime: 0 }, {}, 'repeatTime format', 'us'],
	['repeatTime -2', { repeatTime: -2 }, {}, 'repeatTime range', 'schema'],
	['seekPosition -0.1', { seekPosition: -0.1 }, {}, 'seekPosition range', 'schema'],
	['tempo 3', { tempo: 3 }, { region: 'cn' }, 'tempo format', 'schema'],
	['audioOptions null', { audioOptions: null }, {}, 'audioOptions format', 'schema'],
	['Profile', { audioOptions: { Profile: 1 } }, {}, 'audioOptions.Profile unknown', 'schema'],
	['profile 6', { audioOptions: { profile: 6 } }, {}, 'audioOptions.profile range', 'schema'],
	['profile -1', { audioOptions: { profile: -1 } }, {}, 'audioOptions.profile range', 'schema'],
	['volume 201', { audioOptions: { volume: 201 } }, {}, 'audioOptions.volume range', 'schema'],
	['volume -1', { audioOptions: { volume: -1 } }, {}, 'audioOptions.volume range', 'schema'],
	['width 65', { videoOptions: { width: 65 } }, {}, 'videoOptions.width range', 'schema'],
	['width 1921', { videoOptions: { width: 1921 } }, {}, 'videoOptions.width range', 'schema'],
	['height 65', { videoOptions: { height: 65 } }, {}, 'videoOptions.height range', 'schema'],
	['height 1081', { videoOptions: { height: 1081 } }, {}, 'videoOptions.height range', 'schema'],
	['frameRate 0', { videoOptions: { frameRate: 0 } }, {}, 'videoOptions.frameRate range', 'schema'],
	['frameRate 31', { videoOptions: { frameRate: 31 } }, {}, 'videoOptions.frameRate range', 'schema'],
	['bitrate 0', { videoOptions: { bitrate: 0 } }, {}, 'videoOptions.bitrate range', 'schema'],
	['bitrate 10001', { videoOptions: { bitrate: 10_001 } }, {}, 'videoOptions.bitrate range', 'schema'],
	['gop 0', { videoOptions: { gop: 0 } }, {}, 'videoOptions.gop range', 'schema'],
	['codec h264', { videoOptions: { codec: 'h264' } }, {}, 'videoOptions.codec format', 'schema'],
	['fillMode', { videoOptions: { fillMode: 'crop' } }, {}, 'videoOptions.fillMode format', 'schema'],
	[
		'widthHeightAdaption 1',
		{ videoOptions: { widthHeightAdaption: 1 } },
		{},
		'videoOptions.widthHeightAdaption format',
		'schema',
	],
	['enable yes', { dataStreamOptions: { enable: 'yes' } }, {}, 'dataStreamOptions.enable format', 'schema'],
	['encryptMode', { ...encrypted, encryptMode: 'rot13' }, {}, 'encryptMode format', 'schema'],
	['no encryptKey', { encryptMode: 'aes-128-xts' }, {}, 'encryptKey required', 'us'],
	['encryptKey empty', { encryptKey: '' }, {}, 'encryptKey required', 'schema'],
	['no salt', { ...encrypted, encryptMode: 'aes-128-gcm2' }, {}, 'encryptKdfSalt required', 'us'],
	[
		'a salt that nothing needs',
		{ ...encrypted, encryptMode: 'aes-128-gcm', encryptKdfSalt: SALT },
		{},
		'encryptKdfSalt exclusive',
		'us',
	],
	[
		'a salt of 31 bytes',
		{ ...encrypted, encryptMode: 'aes-256-gcm2', encryptKdfSalt: Buffer.alloc(31, 7).toString('base64') },
		{},
		'encryptKdfSalt format',
		'schema',
	],
	[
		'a salt of zeros',
		{ ...encrypted, encryptMode: 'aes-256-gcm2', encryptKdfSalt: Buffer.alloc(32).toString('base64') },
		{},
		'encryptKdfSalt format',
		'schema',
	],
	['an escape for a number', { uid: '$${input:uid}' }, {}, 'uid range', 'schema'],
	[
		'65 bytes without the escape',
		{ channelName: `$$${'{'}${'x'.repeat(63)}` },
		{},
		'channelName tooLong',
		'us',
	],
	['an unknown variable', { streamUrl: 'rtmp://example.com/${KEY}' }, {}, 'streamUrl unknownVariable', 'us'],
	[
		'an unclosed variable',
		{ streamUrl: 'rtmp://example.com/${env:KEY' },
		{},
		'streamUrl unknownVariable',
		'us',
	],
	['a secret in the name', { name: '${secret:N}' }, {}, 'name misplacedSecret', 'us'],
	['a secret in the channel', { channelName: '${secret:N}' }, {}, 'channelName misplacedSecret', 'us'],
];

describe('is in order', () => {
	it.each(RIGHT)('%s', async (_, player, outer = {}) => {
		const judgement = await judge(definitionWith(player, outer));
		expect(judgement.bySchema).toEqual([]);
		expect(errorsOf(judgement)).toEqual([]);
	});
});

describe('is refused', () => {
	it.each(WRONG)('%s', async (_, player, outer, error, who) => {
		const judgement = await judge(definitionWith(player, outer));
		expect(errorsOf(judgement)).toEqual([error]);
		// Whatever VS Code marks by the schema is not marked by us as well, and nothing is marked by nobody.
		expect(
			judgement.problems.filter(({ severity }) => severity === 'error').map((each) => each.bySchema),
		).toEqual([who === 'schema']);
		expect(judgement.bySchema).toHaveLength(who === 'schema' ? 1 : 0);
	});

	it('whatever else it is, by both alike', async () => {
		const keys = ['uid', 'idleTimeout', 'name', 'audioOptions', 'encryptMode', 'repeatTime', 'foo'];
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 1 }), async (key, value) => {
				// VS Code takes a number that is all but 0 for a whole one.
				fc.pre(typeof value !== 'number' || value === 0 || Math.abs(value) > 1e-9);
				const { bySchema, problems } = await judge(definitionWith({ [key]: value }));
				const ours = problems.filter((each) => each.bySchema);
				expect(bySchema.length > 0).toBe(ours.length > 0);
			}),
		);
	});

	it('when it is not JSON, or nothing at all', async () => {
		expect(errorsOf(await judge(''))).toContain(' syntax');
		expect(errorsOf(await judge('{"region": "na",'))).toContain(' syntax');
		expect(errorsOf(await judge('[]'))).toContain(' format');
	});
});

describe('in the editor', () => {
	const complete = async (text: string) => {
		const offset = text.indexOf('|');
		const { document, json } = documentOf(text.replace('|', ''));
		const list = await service.doComplete(document, document.positionAt(offset), json);
		return list?.items.map(({ label, insertText }) => ({ label, insertText })) ?? [];
	};

	it('every field is suggested where it belongs', async () => {
		const player = await complete('{"player": {|}}');
		const all = Object.keys(fieldTexts).filter((path) => /^player\.[^.]+$/.test(path));
		expect(player.map(({ label }) => `player.${label}`).sort()).toEqual(all.sort());
		const outer = await complete('{|}');
		expect(outer.map(({ label }) => label).sort()).toEqual([
			'$schema',
			'player',
			'project',
			'region',
			'streamIp',
		]);
	});

	it('a completed field goes on to its value', async () => {
		const player = await complete('{"player": {|}}');
		const textOf = (field: string) => player.find(({ label }) => label === field)?.insertText;
		expect(textOf('idleTimeout')).toBe('"idleTimeout": ${1:300}');
		expect(textOf('channelName')).toBe('"channelName": "$1"');
		expect(textOf('encryptMode')).toBe('"encryptMode": $1');
		expect(textOf('token')).toBe('"token": "\\${secret:${1:NAME}\\}"');
	});

	it('the words of a list are suggested', async () => {
		const modes = await complete('{"player": {"encryptMode": |}}');
		expect(modes.map(({ label }) => JSON.parse(label))).toEqual(ENCRYPT_MODES);
	});

	it.each(['en', 'zh'] as const)('every field says what it is for (%s)', (language) => {
		const described = (schema: unknown, path: string): string[] => {
			const { properties = {}, description } = Object(schema);
			return [
				...(path === '' || description ? [] : [path]),
				...Object.entries(properties).flatMap(([key, each]) =>
					described(each, path === '' ? key : `${path}.${key}`),
				),
			];
		};
		expect(described(definitionJsonSchema(language), '')).toEqual([]);
	});

	it('comments and trailing commas are nothing wrong', async () => {
		const { bySchema } = await judge(
			'{ // why\n"region": "na", "player": {"streamUrl": "rtmp://e/x", "channelName": "c", "uid": 1,},}',
		);
		expect(bySchema).toEqual([]);
	});
});
