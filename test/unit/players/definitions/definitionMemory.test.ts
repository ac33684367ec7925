import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DefinitionMemory } from '../../../../src/players/definitions/definitionMemory';
import {
	FileTemplate,
	readDefinitionText,
	writeDefinition,
} from '../../../../src/players/definitions/definitionText';
import {
	openRequest,
	type RememberedRequest,
	writtenRequest,
} from '../../../../src/players/definitions/rememberedRequest';
import {
	openDefinition,
	resolveDefinition,
	type VariableSource,
} from '../../../../src/players/definitions/resolveTemplate';
import {
	deleteLegacyDefinitions,
	likelySecrets,
	plainSecrets,
	SecretVariables,
	secretOwner,
	userInfo,
} from '../../../../src/players/definitions/secretVariables';
import { TestMemento } from '../../../fixtures/memento';
import { TestSecrets } from '../../../fixtures/secrets';

const PLAYER = {
	streamUrl: 'rtmp://user:planted-1@example.com/planted-app/planted-key?key=planted-2',
	channelName: 'class32',
	uid: 101,
	name: 'class32_101',
	token: 'planted-3',
	encryptMode: 'aes-256-gcm2',
	encryptKey: 'planted-4',
	encryptKdfSalt: 'planted-5',
};
const REQUEST: RememberedRequest = {
	region: 'eu',
	project: 'a'.repeat(32),
	streamIp: undefined,
	player: PLAYER,
	fields: [],
	file: undefined,
	fromList: false,
};
const KEY = { accountId: 'account', appId: 'a'.repeat(32), playerId: 'p-1' };

/** Fails when anything is asked for. */
const NOTHING: VariableSource = {
	env: (name) => expect.fail(`environment variable ${name} was read`),
	secret: (name) => expect.fail(`secret ${name} was read`),
	input: (label) => expect.fail(`${label} was asked`),
};

function stores() {
	const storage = new TestSecrets();
	const state = new TestMemento();
	return { storage, state, memory: new DefinitionMemory(state, storage) };
}

describe('secrets that stand in a definition as they are', () => {
	const kinds = (player: object) => plainSecrets({ player }).map(({ what }) => what);

	it('are found, and none in variables', () => {
		expect(kinds(PLAYER)).toEqual(['token', 'encryptKey', 'encryptKdfSalt', 'login']);
		expect(kinds({ token: '${secret:T}', streamUrl: 'rtmp://u:${env:P}@e/x', encryptKey: '' })).toEqual([]);
		expect(kinds({ streamUrl: 'rtmp://example.com/live/@me' })).toEqual([]);
		expect(secretOwner({ player: PLAYER })).toBe('class32_101');
		expect(secretOwner({ player: { name: '${env:NAME}' } })).toBe('player');
	});

	it.each([
		['rtmp://user:pw@host/live', 'user:pw'],
		['rtmp://user@host/live', 'user'],
		['rtmp://user:12/3@host/live', 'user:12/3'],
		['https://host:443/live', undefined],
		['https://host/@user/live', undefined],
		['no address', undefined],
	])('user and password of %s', (streamUrl, expected) => {
		const found = userInfo(streamUrl);
		expect(found && streamUrl.slice(found.start, found.end)).toBe(expected);
	});

	it.each([
		['rtmp://host/live/key', ['key']],
		['rtmps://host/live/deep/key?a=b', ['deep/key', 'a=b']],
		['rtmp://host/key', ['key']],
		['rtmp://host/live/', []],
		['rtmp://host', []],
		['rtmp://u:p@host/live/${secret:key}', ['u:p']],
		['rtmp://user:12/3@host/live', ['user:12/3', 'live']],
		['https://host/hls/list.m3u8?sign=1', ['sign=1']],
		['https://host/hls/list.m3u8?sign=${env:S}', []],
	])('and what may be one in %s', (streamUrl, expected) => {
		const found = likelySecrets({ player: { streamUrl } });
		expect(found.map(({ start, end }) => streamUrl.slice(start, end))).toEqual(expected);
	});
});

describe('a request that is remembered', () => {
	it('is the same afterwards, and its secrets and the path of its source are in the secret storage alone', async () => {
		const { memory, state, storage } = stores();
		const request = { ...REQUEST, file: 'file:///a.agora-player.json' };
		await memory.remember(KEY, request);
		expect(await memory.read(KEY)).toEqual(request);
		expect(memory.get(KEY)?.file).toBe('file:///a.agora-player.json');
		const written = state.keys().map((key) => state.get(key));
		expect(JSON.stringify([memory.get(KEY), written])).not.toContain('planted');
		expect([...storage.values.keys()]).toEqual(['agora.playerSecret.account.p-1']);
	});

	it('has the variables that stand in its file, and reads them only when it is resolved', async () => {
		const { memory } = stores();
		const text =
			'{ "player": { "streamUrl": "rtmp://${secret:Login}@e/$${env:A}/${env:KEY}", "name": "${env:N}" } }';
		const { fields } = openDefinition(new FileTemplate(readDefinitionText(text)));
		const { streamUrl: _url, name: _name, ...player } = PLAYER;
		await memory.remember(KEY, { ...REQUEST, player, fields });
		const read = await memory.read(KEY);
		const resolved = await resolveDefinition(openRequest(read ?? REQUEST), {
			env: (name) => `<env ${name}>`,
			secret: async (name) => `<secret ${name}>`,
			input: NOTHING.input,
		});
		expect(resolved).toMatchObject({
			value: {
				region: 'eu',
				player: { streamUrl: 'rtmp://<secret Login>@e/${env:A}/<env KEY>', name: '<env N>', uid: 101 },
			},
		});
	});

	const hostile = fc
		.array(
			fc.constantFrom(
				'${env:HOME}',
				'${secret:a}',
				'${input:Password}',
				'$',
				'{',
				'}',
				'$${',
				'x',
				'"',
				'\\',
				'\n',
			),
			{ minLength: 1, maxLength: 8 },
		)
		.map((pieces) => pieces.join(''));

	it('is never searched for variables, whatever a server put into it', async () => {
		await fc.assert(
			fc.asyncProperty(hostile, hostile, async (streamUrl, channelName) => {
				const { memory } = stores();
				const player = { ...PLAYER, streamUrl, channelName, account: streamUrl };
				await memory.remember(KEY, { ...REQUEST, player });
				const resolved = await resolveDefinition(openRequest((await memory.read(KEY)) ?? REQUEST), NOTHING);
				expect(resolved).toMatchObject({ value: { player }, secrets: [] });
			}),
		);
	});

	it('reads back from a definition file as it was, whatever a server put into it', () => {
		fc.assert(
			fc.property(hostile, hostile, (streamUrl, channelName) => {
				const player = { ...PLAYER, streamUrl, channelName };
				const text = writeDefinition(writtenRequest({ ...REQUEST, player }));
				const read = openDefinition(new FileTemplate(readDefinitionText(text)));
				expect(read).toEqual({ literal: { region: 'eu', project: REQUEST.project, player }, fields: [] });
			}),
		);
	});

	it('is unknown where its secret part is gone', async () => {
		const { memory, storage } = stores();
		await memory.remember(KEY, REQUEST);
		storage.values.clear();
		expect(await memory.read(KEY)).toBeUndefined();
	});
});

describe('the memory of requests', () => {
	it('knows nothing of another account, project or player', async () => {
		const { memory } = stores();
		await memory.remember(KEY, { ...REQUEST, file: 'file:///a' });
		expect(memory.get({ ...KEY, accountId: 'other' })).toBeUndefined();
		expect(memory.get({ ...KEY, playerId: 'p-2' })).toBeUndefined();
		expect(memory.playersOf('file:///a', KEY)).toEqual(['p-1']);
		expect(memory.playersOf('file:///b', KEY)).toEqual([]);
		expect(memory.playersOf('file:///a', { ...KEY, appId: 'b' })).toEqual([]);
	});

	it('knows of a source with variables with any account, as it may be signed in to anew under another id', async () => {
		const memory = new DefinitionMemory(new TestMemento(), new TestSecrets());
		const { appId, playerId } = KEY;
		await memory.remember({ ...KEY, playerId: 'p-2' }, REQUEST);
		const parts = ['https://example.com/', { kind: 'secret' as const, name: 'key' }];
		await memory.remember(KEY, { ...REQUEST, fields: [{ path: ['player', 'streamUrl'], parts }] });
		expect(memory.hidesSource({ appId, playerId })).toBe(true);
		expect(memory.hidesSource({ appId, playerId: 'p-2' })).toBe(false);
		expect(memory.hidesSource({ appId: 'b'.repeat(32), playerId })).toBe(false);
		await memory.forget(KEY);
		expect(memory.hidesSource({ appId, playerId })).toBe(false);
	});

	it('forgets a player with its secrets, and no others', async () => {
		const { memory, storage } = stores();
		await memory.remember({ ...KEY, playerId: 'p-10' }, REQUEST);
		await memory.remember(KEY, REQUEST);
		await memory.forget(KEY);
		expect(memory.get(KEY)).toBeUndefined();
		expect([...storage.values.keys()]).toEqual(['agora.playerSecret.account.p-10']);
	});

	it('keeps the newest 200, and no secret of the others', async () => {
		const { memory, storage } = stores();
		const player = { streamUrl: 'rtmp://u:p@e/x', channelName: 'c', uid: 1 };
		for (let count = 1; count <= 205; count += 1) {
			await memory.remember({ ...KEY, playerId: `p-${count}` }, { ...REQUEST, player });
		}
		expect(memory.get({ ...KEY, playerId: 'p-5' })).toBeUndefined();
		expect(memory.get({ ...KEY, playerId: 'p-6' })).toBeDefined();
		expect(storage.values.size).toBe(200);
	});

	it('does not trust what is stored', async () => {
		const { memory, state, storage } = stores();
		const key = { accountId: 'account', appId: 'a', playerId: 'p' };
		for (const stored of [
			null,
			5,
			{ 'account/a/p': null },
			{ 'account/a/p': { region: 'us', project: 'a', player: {} } },
		]) {
			await state.update('agora.playerRequests', stored);
			expect(memory.get(key)).toBeUndefined();
		}
		await memory.remember(key, REQUEST);
		for (const stored of ['', 'no JSON', '{}', '{"player":5,"fields":[]}', '{"player":{},"fields":[{}]}']) {
			await storage.store('agora.playerSecret.account.p', stored);
			expect(await memory.read(key)).toBeUndefined();
		}
	});
});

describe('what earlier versions remembered', () => {
	it('is deleted with the secrets of its players, and nothing else is', async () => {
		const { memory, state, storage } = stores();
		const variables = new SecretVariables(storage);
		await variables.store('account', { name: 'p-1.login', host: '' }, 'planted');
		await variables.store('account', { name: 'class32.key', host: '' }, 'kept');
		await state.update('agora.playerDefinitions', {
			'account/a/p-1': { template: { player: { streamUrl: 'rtmp://${secret:p-1.login}@e/${env:HOME}' } } },
		});
		await state.update('agora.lastCreations', { a: { streamUrl: 'rtmp://example.com/live/planted' } });
		await deleteLegacyDefinitions(state, variables);
		expect(state.get('agora.lastCreations')).toBeUndefined();
		expect(state.get('agora.playerDefinitions')).toBeUndefined();
		expect(memory.get({ accountId: 'account', appId: 'a', playerId: 'p-1' })).toBeUndefined();
		expect(await variables.names('account')).toEqual([{ name: 'class32.key', host: '' }]);
	});
});
