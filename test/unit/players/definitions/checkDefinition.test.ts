import { describe, expect, it } from 'vitest';
import {
	findProject,
	playersOfDefinition,
	projectProblem,
	refusalProblem,
} from '../../../../src/players/definitions/checkDefinition';
import { readDefinitionText } from '../../../../src/players/definitions/definitionText';
import { seenFirst } from '../../../../src/players/store/playerConditions';
import { player } from '../polling/listedPlayers';
import { definitionWith, PROJECTS, validateDefinition } from './validateDefinition';

describe('checkDefinition warnings', () => {
	const warned = async (player: object, outer = {}) => {
		const text = JSON.stringify(definitionWith(player, outer));
		const { problems } = await validateDefinition(text);
		return problems
			.filter(({ severity }) => severity === 'warning')
			.map(({ code, span }) => `${code} ${text.slice(span.offset, span.offset + span.length)}`);
	};

	it('mark exactly the secret and the unencrypted protocol', async () => {
		const streamUrl = 'http://us"er:pw@example.com/a';
		expect(await warned({ streamUrl, token: 'to', encryptKey: 'ken' })).toEqual([
			'plainHttp http://',
			'plainSecret us\\"er:pw',
			'plainSecret to',
			'plainSecret ken',
		]);
	});

	it('mark a codec that the region does not support', async () => {
		const player = { videoOptions: { codec: 'VP9' } };
		expect(await warned(player, { region: 'cn' })).toEqual(['mainlandCodec "VP9"']);
		expect(await warned(player)).toEqual([]);
	});

	it('mark a speed that the region does not support', async () => {
		expect(await warned({ tempo: 2 })).toEqual(['mainlandTempo "tempo"']);
		expect(await warned({ tempo: 2 }, { region: 'cn' })).toEqual([]);
	});
});

describe('the warning about a user that another player has', () => {
	const live = seenFirst({ ...player('p'), name: 'other', channelName: 'class32', uid: 101 }, 0, false);
	const byAccount = { ...live, player: { ...live.player, uid: undefined, account: 'teacher' } };
	const appId = 'a'.repeat(32);
	const context = {
		activeAppId: appId,
		playersOf: (id: string) => (id === appId ? [live, byAccount] : []),
	};
	const warned = async (fields: object, outer = {}) => {
		const { problems } = await validateDefinition(definitionWith(fields, outer), context);
		return problems.map(({ code, severity, field, detail }) => `${severity} ${code} ${field} ${detail}`);
	};

	it.each<[string, object, object]>([
		['in the active project', {}, {}],
		['in the project that it names', {}, { project: 'Class' }],
		['under another name', { name: 'mine' }, {}],
	])('is shown %s', async (_, fields, outer) => {
		expect(await warned(fields, outer)).toEqual(['warning takenUser uid other']);
	});

	it('is shown for an account', async () => {
		expect(await warned({ uid: undefined, account: 'teacher' })).toEqual(['warning takenUser account other']);
	});

	it.each<[string, object, object]>([
		['another channel', { channelName: 'class68' }, {}],
		['another user', { uid: 102 }, {}],
		['the player of the same name', { name: 'other' }, {}],
		['a user that is a variable', { uid: '${input:User}' }, {}],
		['another project', {}, { project: 'c'.repeat(32) }],
	])('is not shown for %s', async (_, fields, outer) => {
		expect(await warned(fields, outer)).toEqual([]);
	});
});

describe('findProject', () => {
	it('finds a project by App ID first, and by a unique name', () => {
		const byAppId = { name: 'x', appId: 'Class', enabled: true };
		expect(findProject('Class', [...PROJECTS, byAppId])).toBe(byAppId);
		expect(findProject('Class', PROJECTS)).toBe(PROJECTS[0]);
		expect(findProject('Twin', PROJECTS)).toBeUndefined();
		expect(findProject('', [{ name: 'n', appId: '', enabled: true }])).toBeUndefined();
	});
});

describe('projectProblem', () => {
	it('reports a project only if it is certainly disabled', () => {
		const problems = [true, undefined, false].map((enabled) =>
			projectProblem('Class', [{ name: 'Class', appId: 'f00', enabled }]),
		);
		expect(problems).toEqual([undefined, undefined, 'disabledProject']);
	});
});

describe('playersOfDefinition', () => {
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

	it('finds players by the name of the definition, or by its file if it has none', () => {
		const ids = (player: object) =>
			playersOfDefinition(players, { player }, ['2', 'gone']).map((each) => each.player.id);
		expect(ids({ name: 'class32' })).toEqual(['1']);
		expect(ids({ name: 'other' })).toEqual([]);
		expect(ids({})).toEqual(['2']);
		expect(ids({ name: '${env:NAME}' })).toEqual(['2']);
	});
});

describe('refusalProblem', () => {
	const text = JSON.stringify(
		definitionWith({ name: 'n', audioOptions: { profile: 1 } }, { streamIp: '1.2.3.4' }),
	);
	const place = (message: string) => {
		const { field, span } = refusalProblem(message, readDefinitionText(text));
		return `${field} ${text.slice(span.offset, span.offset + span.length)}`;
	};

	it('returns the field that the message names', () => {
		expect(place('Invalid parameter: channelName')).toBe('channelName "class32"');
		expect(place('invalid streamurl format')).toBe('streamUrl "rtmp://example.com/live/class32"');
		expect(place('player.audioOptions.profile is out of range')).toBe('audioOptions.profile 1');
		expect(place('token is invalid')).toBe('token "player"');
		expect(place('streamIp')).toBe('streamIp "1.2.3.4"');
		expect(place('the name of the channel: uid')).toBe('uid 101');
	});

	it('returns the player if the message names no field', () => {
		expect(place('Bad Request')).toBe(' "player"');
	});
});
