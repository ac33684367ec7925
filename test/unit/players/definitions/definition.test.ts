import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import {
	playersOfDefinition,
	projectNamed,
	refusedField,
} from '../../../../src/players/definitions/checkDefinition';
import { isDefinitionFile } from '../../../../src/players/definitions/definitionFile';
import { readDefinitionText, writeDefinition } from '../../../../src/players/definitions/definitionText';
import { seenFirst } from '../../../../src/players/store/playerConditions';
import { player } from '../polling/listedPlayers';
import { definitionWith, judge, PROJECTS } from './judge';

describe('a definition file', () => {
	it.each([
		['/ws/class.agora-player.json', 'file', true],
		['/ws/class.agora-player.jsonc', 'file', true],
		['class.agora-player.json', 'untitled', true],
		['/ws/class.agora-player.json', 'git', false],
		['/ws/agora-player.json', 'file', false],
		['/ws/class.agora-player.json.bak', 'file', false],
	])('%s of %s: %s', (path, scheme, expected) => {
		expect(isDefinitionFile({ scheme, path })).toBe(expected);
	});
});

describe('warnings', () => {
	const warned = async (player: object, outer = {}) => {
		const text = JSON.stringify(definitionWith(player, outer));
		const { problems } = await judge(text);
		return problems
			.filter(({ severity }) => severity === 'warning')
			.map(({ code, span }) => `${code} ${text.slice(span.offset, span.offset + span.length)}`);
	};

	it('mark exactly the secret, and the protocol that is not encrypted', async () => {
		const streamUrl = 'http://us"er:pw@example.com/a';
		expect(await warned({ streamUrl, token: 'to', encryptKey: 'ken' })).toEqual([
			'plainHttp http://',
			'plainSecret us\\"er:pw',
			'plainSecret to',
			'plainSecret ken',
		]);
	});

	it('tell of a codec that the region does not have', async () => {
		const player = { videoOptions: { codec: 'VP9' } };
		expect(await warned(player, { region: 'cn' })).toEqual(['mainlandCodec "VP9"']);
		expect(await warned(player)).toEqual([]);
	});

	it('tell of a speed that the region does not have', async () => {
		expect(await warned({ tempo: 2 })).toEqual(['mainlandTempo "tempo"']);
		expect(await warned({ tempo: 2 }, { region: 'cn' })).toEqual([]);
	});
});

describe('a user that a player of the channel has already', () => {
	const live = seenFirst({ ...player('p'), name: 'other', channelName: 'class32', uid: 101 }, 0, false);
	const byAccount = { ...live, player: { ...live.player, uid: undefined, account: 'teacher' } };
	const appId = 'a'.repeat(32);
	const context = {
		activeAppId: appId,
		playersOf: (id: string) => (id === appId ? [live, byAccount] : []),
	};
	const warned = async (fields: object, outer = {}) => {
		const { problems } = await judge(definitionWith(fields, outer), context);
		return problems.map(({ code, severity, field, detail }) => `${severity} ${code} ${field} ${detail}`);
	};

	it.each<[string, object, object]>([
		['in the active project', {}, {}],
		['in the project that it names', {}, { project: 'Class' }],
		['under another name', { name: 'mine' }, {}],
	])('is marked: %s', async (_, fields, outer) => {
		expect(await warned(fields, outer)).toEqual(['warning takenUser uid other']);
	});

	it('is marked where it is an account', async () => {
		expect(await warned({ uid: undefined, account: 'teacher' })).toEqual(['warning takenUser account other']);
	});

	it.each<[string, object, object]>([
		['another channel', { channelName: 'class68' }, {}],
		['another user', { uid: 102 }, {}],
		['the player of the same name', { name: 'other' }, {}],
		['a user that is a variable', { uid: '${input:User}' }, {}],
		['another project', {}, { project: 'c'.repeat(32) }],
	])('is not: %s', async (_, fields, outer) => {
		expect(await warned(fields, outer)).toEqual([]);
	});
});

describe('the project that a definition names', () => {
	it('is found by App ID before names, and by a name that one has', () => {
		const byAppId = { name: 'x', appId: 'Class', enabled: true };
		expect(projectNamed('Class', [...PROJECTS, byAppId])).toBe(byAppId);
		expect(projectNamed('Class', PROJECTS)).toBe(PROJECTS[0]);
		expect(projectNamed('Twin', PROJECTS)).toBeUndefined();
		expect(projectNamed('', [{ name: 'n', appId: '', enabled: true }])).toBeUndefined();
	});
});

describe('the players that live of a definition', () => {
	const shown = (id: string, name?: string) => ({
		condition: 'running' as const,
		since: 0,
		past: [],
		lastListedAt: undefined,
		player: {
			id,
			name,
			channelName: undefined,
			uid: undefined,
			account: undefined,
			streamUrl: undefined,
			createdAt: undefined,
			status: 'running',
		},
	});
	const players = [shown('1', 'class32'), shown('2'), shown('3')];

	it('are told by its name, or by its file where it has none', () => {
		const ids = (player: object) =>
			playersOfDefinition(players, { player }, ['2', 'gone']).map((each) => each.player.id);
		expect(ids({ name: 'class32' })).toEqual(['1']);
		expect(ids({ name: 'other' })).toEqual([]);
		expect(ids({})).toEqual(['2']);
		expect(ids({ name: '${env:NAME}' })).toEqual(['2']);
	});
});

describe('a refusal of Agora', () => {
	const text = JSON.stringify(
		definitionWith({ name: 'n', audioOptions: { profile: 1 } }, { streamIp: '1.2.3.4' }),
	);
	const place = (message: string) => {
		const { field, span } = refusedField(message, readDefinitionText(text));
		return `${field} ${text.slice(span.offset, span.offset + span.length)}`;
	};

	it('is put to the field it names', () => {
		expect(place('Invalid parameter: channelName')).toBe('channelName "class32"');
		expect(place('invalid streamurl format')).toBe('streamUrl "rtmp://example.com/live/class32"');
		expect(place('player.audioOptions.profile is out of range')).toBe('audioOptions.profile 1');
		expect(place('token is invalid')).toBe('token "player"');
		expect(place('streamIp')).toBe('streamIp "1.2.3.4"');
		expect(place('the name of the channel: uid')).toBe('uid 101');
	});

	it('is put to the player where it names none', () => {
		expect(place('Bad Request')).toBe(' "player"');
	});
});

describe('a written definition', () => {
	it('reads as what was to be written, whatever its comments', () => {
		const definition = {
			region: 'na',
			left: undefined,
			player: { uid: 1, videoOptions: { width: 640 }, empty: {} },
		};
		const text = writeDefinition(definition, {
			'': 'Above\nit all',
			region: 'a // comment\nin lines */',
			'player.videoOptions.width': 'pixels',
		});
		expect(parse(text, [], { allowTrailingComma: true })).toEqual({
			region: 'na',
			player: { uid: 1, videoOptions: { width: 640 }, empty: {} },
		});
		expect(text).toMatch(
			/^\/\/ Above\n\/\/ it all\n\{\n\t"region": "na", \/\/ a \/\/ comment in lines \*\/\n/,
		);
		expect(text).toContain('"width": 640 // pixels\n');
	});
});
