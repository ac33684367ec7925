import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENCRYPT_MODES } from '../../../../src/agora/mediaPull/playerRequest';
import { definitionJsonSchema } from '../../../../src/players/definitions/definitionSchema';
import { fieldTexts } from '../../../../src/players/definitions/fieldTexts';
import { definitionWith, documentOf, errorsOf, NOW, service, validateDefinition } from './validateDefinition';

const SALT = Buffer.alloc(32, 7).toString('base64');
const encrypted = { encryptKey: 'k' };

/** Valid values of every field of the Create table at its boundaries. */
const VALID: [string, object, object?][] = [
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

/** Invalid values with the reported error, and whether the JSON Schema reports it or only the extension. */
const INVALID: [string, object, object, string, 'schema' | 'extension'][] = [
	['no region', {}, { region: undefined }, 'region required', 'schema'],
	['another region', {}, { region: 'us' }, 'region format', 'schema'],
	['no player', {}, { player: undefined }, 'player required', 'schema'],
	['player is no object', {}, { player: 5 }, 'player format', 'schema'],
	['an unknown field', {}, { Region: 'na' }, 'Region unknown', 'schema'],
	['an unknown project', {}, { project: 'Nobody' }, 'project unknownProject', 'extension'],
	['a name that two projects have', {}, { project: 'Twin' }, 'project ambiguousProject', 'extension'],
	['a disabled project', {}, { project: 'Old' }, 'project disabledProject', 'extension'],
	['an empty project', {}, { project: '' }, 'project required', 'schema'],
	['streamIp of three parts', {}, { streamIp: '1.2.3' }, 'streamIp format', 'extension'],
	['streamIp IPv6', {}, { streamIp: '::1' }, 'streamIp format', 'extension'],
	['no streamUrl', { streamUrl: undefined }, {}, 'streamUrl required', 'schema'],
	['streamUrl null', { streamUrl: null }, {}, 'streamUrl format', 'schema'],
	['streamUrl empty', { streamUrl: '' }, {}, 'streamUrl required', 'schema'],
	['streamUrl srt', { streamUrl: 'srt://example.com' }, {}, 'streamUrl format', 'extension'],
	['streamUrl without a host', { streamUrl: 'rtmp:///live' }, {}, 'streamUrl format', 'extension'],
	[
		'streamUrl of 1,025 bytes',
		{ streamUrl: `rtmp://e/${'x'.repeat(1014)}é` },
		{},
		'streamUrl tooLong',
		'extension',
	],
	['no channelName', { channelName: undefined }, {}, 'channelName required', 'schema'],
	['channelName empty', { channelName: '' }, {}, 'channelName required', 'schema'],
	['channelName of 65 bytes', { channelName: 'x'.repeat(65) }, {}, 'channelName tooLong', 'extension'],
	['channelName with é', { channelName: 'é' }, {}, 'channelName characters', 'schema'],
	['neither uid nor account', { uid: undefined }, {}, 'uid required', 'extension'],
	['both uid and account', { account: 'x' }, {}, 'account exclusive', 'extension'],
	['uid -1', { uid: -1 }, {}, 'uid range', 'schema'],
	['uid 2³²', { uid: 2 ** 32 }, {}, 'uid range', 'schema'],
	['uid 1.5', { uid: 1.5 }, {}, 'uid range', 'schema'],
	['uid as a text', { uid: '101' }, {}, 'uid range', 'schema'],
	['account empty', { uid: undefined, account: '' }, {}, 'account required', 'schema'],
	['account of 256 bytes', { uid: undefined, account: 'x'.repeat(256) }, {}, 'account tooLong', 'extension'],
	['account with ä', { uid: undefined, account: 'ä' }, {}, 'account characters', 'schema'],
	['token empty', { token: '' }, {}, 'token required', 'schema'],
	['idleTimeout 4', { idleTimeout: 4 }, {}, 'idleTimeout range', 'schema'],
	['idleTimeout 601', { idleTimeout: 601 }, {}, 'idleTimeout range', 'schema'],
	['playTs -1', { playTs: -1 }, {}, 'playTs range', 'schema'],
	['playTs over a day ago', { playTs: NOW - 86_401 }, {}, 'playTs range', 'extension'],
	['playTs over five minutes ahead', { playTs: NOW + 301 }, {}, 'playTs range', 'extension'],
	['name empty', { name: '' }, {}, 'name required', 'schema'],
	['name of 65 bytes', { name: 'x'.repeat(65) }, {}, 'name tooLong', 'extension'],
	['name with a space', { name: 'a b' }, {}, 'name characters', 'schema'],
	['repeatTime 0', { repeatTime: 0 }, {}, 'repeatTime format', 'extension'],
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
	['no encryptKey', { encryptMode: 'aes-128-xts' }, {}, 'encryptKey required', 'extension'],
	['encryptKey empty', { encryptKey: '' }, {}, 'encryptKey required', 'schema'],
	['no salt', { ...encrypted, encryptMode: 'aes-128-gcm2' }, {}, 'encryptKdfSalt required', 'extension'],
	[
		'a salt that nothing needs',
		{ ...encrypted, encryptMode: 'aes-128-gcm', encryptKdfSalt: SALT },
		{},
		'encryptKdfSalt exclusive',
		'extension',
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
		'extension',
	],
	[
		'an unknown variable',
		{ streamUrl: 'rtmp://example.com/${KEY}' },
		{},
		'streamUrl unknownVariable',
		'extension',
	],
	[
		'an unclosed variable',
		{ streamUrl: 'rtmp://example.com/${env:KEY' },
		{},
		'streamUrl unknownVariable',
		'extension',
	],
	['a secret in the name', { name: '${secret:N}' }, {}, 'name misplacedSecret', 'extension'],
	['a secret in the channel', { channelName: '${secret:N}' }, {}, 'channelName misplacedSecret', 'extension'],
];

describe('a valid definition', () => {
	it.each(VALID)('has no errors: %s', async (_, player, outer = {}) => {
		const validation = await validateDefinition(definitionWith(player, outer));
		expect(validation.bySchema).toEqual([]);
		expect(errorsOf(validation)).toEqual([]);
	});
});

describe('an invalid definition', () => {
	it.each(INVALID)('has one error: %s', async (_, player, outer, error, reporter) => {
		const validation = await validateDefinition(definitionWith(player, outer));
		expect(errorsOf(validation)).toEqual([error]);
		// Either VS Code or the extension marks each error, never both or neither.
		expect(
			validation.problems.filter(({ severity }) => severity === 'error').map((each) => each.bySchema),
		).toEqual([reporter === 'schema']);
		expect(validation.bySchema).toHaveLength(reporter === 'schema' ? 1 : 0);
	});

	it('is reported by the JSON Schema exactly if the extension expects it', async () => {
		const keys = ['uid', 'idleTimeout', 'name', 'audioOptions', 'encryptMode', 'repeatTime', 'foo'];
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 1 }), async (key, value) => {
				// VS Code treats a number close to 0 as an integer.
				fc.pre(typeof value !== 'number' || value === 0 || Math.abs(value) > 1e-9);
				const { bySchema, problems } = await validateDefinition(definitionWith({ [key]: value }));
				const expected = problems.filter((each) => each.bySchema);
				expect(bySchema.length > 0).toBe(expected.length > 0);
			}),
		);
	});

	it('has an error if it is not JSON, or empty', async () => {
		expect(errorsOf(await validateDefinition(''))).toContain(' syntax');
		expect(errorsOf(await validateDefinition('{"region": "na",'))).toContain(' syntax');
		expect(errorsOf(await validateDefinition('[]'))).toContain(' format');
	});
});

describe('the JSON Schema', () => {
	const complete = async (text: string) => {
		const offset = text.indexOf('|');
		const { document, json } = documentOf(text.replace('|', ''));
		const list = await service.doComplete(document, document.positionAt(offset), json);
		return list?.items.map(({ label, insertText }) => ({ label, insertText })) ?? [];
	};

	it('suggests every field at its place', async () => {
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

	it('continues a completed field with its value', async () => {
		const player = await complete('{"player": {|}}');
		const textOf = (field: string) => player.find(({ label }) => label === field)?.insertText;
		expect(textOf('idleTimeout')).toBe('"idleTimeout": ${1:300}');
		expect(textOf('channelName')).toBe('"channelName": "$1"');
		expect(textOf('encryptMode')).toBe('"encryptMode": $1');
		expect(textOf('token')).toBe('"token": "\\${secret:${1:NAME}\\}"');
	});

	it('suggests the words of a list', async () => {
		const modes = await complete('{"player": {"encryptMode": |}}');
		expect(modes.map(({ label }) => JSON.parse(label))).toEqual(ENCRYPT_MODES);
	});

	it.each(['en', 'zh'] as const)('describes every field (%s)', (language) => {
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

	it('allows comments and trailing commas', async () => {
		const { bySchema } = await validateDefinition(
			'{ // why\n"region": "na", "player": {"streamUrl": "rtmp://e/x", "channelName": "c", "uid": 1,},}',
		);
		expect(bySchema).toEqual([]);
	});
});
