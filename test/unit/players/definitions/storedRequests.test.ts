import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PlayerChanges } from '../../../../src/agora/mediaPull/updatePlayer';
import {
	FileTemplate,
	readDefinitionText,
	writeDefinition,
} from '../../../../src/players/definitions/definitionText';
import {
	openDefinition,
	resolveDefinition,
	type VariableSource,
} from '../../../../src/players/definitions/resolveDefinition';
import {
	openRequest,
	type StoredRequest,
	StoredRequests,
	updateStoredRequest,
	writtenRequest,
} from '../../../../src/players/definitions/storedRequests';
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
const REQUEST: StoredRequest = {
	region: 'eu',
	project: 'a'.repeat(32),
	streamIp: undefined,
	player: PLAYER,
	fields: [],
	file: undefined,
	fromList: false,
};
const KEY = { accountId: 'account', appId: 'a'.repeat(32), playerId: 'p-1' };

/** Fails the test when a variable is requested. */
const NOTHING: VariableSource = {
	env: (name) => expect.fail(`environment variable ${name} was read`),
	secret: (name) => expect.fail(`secret ${name} was read`),
	input: (label) => expect.fail(`${label} was asked`),
};

function stores() {
	const storage = new TestSecrets();
	const state = new TestMemento();
	return { storage, state, requests: new StoredRequests(state, storage) };
}

describe('StoredRequests, round trip', () => {
	it('is read back unchanged, with secrets and the path of its source only in the secret storage', async () => {
		const { requests, state, storage } = stores();
		const request = { ...REQUEST, file: 'file:///a.agora-player.json' };
		await requests.remember(KEY, request);
		expect(await requests.read(KEY)).toEqual(request);
		expect(requests.get(KEY)?.file).toBe('file:///a.agora-player.json');
		const written = state.keys().map((key) => state.get(key));
		expect(JSON.stringify([requests.get(KEY), written])).not.toContain('planted');
		expect([...storage.values.keys()]).toEqual(['agora.playerSecret.account.p-1']);
	});

	it('contains the variables of its file, which are read only when it is resolved', async () => {
		const { requests } = stores();
		const text =
			'{ "player": { "streamUrl": "rtmp://${secret:Login}@e/$${env:A}/${env:KEY}", "name": "${env:N}" } }';
		const { fields } = openDefinition(new FileTemplate(readDefinitionText(text)));
		const { streamUrl: _url, name: _name, ...player } = PLAYER;
		await requests.remember(KEY, { ...REQUEST, player, fields });
		const read = await requests.read(KEY);
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

	it('is never searched for variables in text of a server', async () => {
		await fc.assert(
			fc.asyncProperty(hostile, hostile, async (streamUrl, channelName) => {
				const { requests } = stores();
				const player = { ...PLAYER, streamUrl, channelName, account: streamUrl };
				await requests.remember(KEY, { ...REQUEST, player });
				const resolved = await resolveDefinition(openRequest((await requests.read(KEY)) ?? REQUEST), NOTHING);
				expect(resolved).toMatchObject({ value: { player }, secrets: [] });
			}),
		);
	});

	it('is read back unchanged from a definition file with any text of a server', () => {
		fc.assert(
			fc.property(hostile, hostile, (streamUrl, channelName) => {
				const player = { ...PLAYER, streamUrl, channelName };
				const text = writeDefinition(writtenRequest({ ...REQUEST, player }));
				const read = openDefinition(new FileTemplate(readDefinitionText(text)));
				expect(read).toEqual({ literal: { region: 'eu', project: REQUEST.project, player }, fields: [] });
			}),
		);
	});

	it('is not returned if its secret part is missing', async () => {
		const { requests, storage } = stores();
		await requests.remember(KEY, REQUEST);
		storage.values.clear();
		expect(await requests.read(KEY)).toBeUndefined();
	});
});

describe('StoredRequests', () => {
	it('returns requests only for their account, project and player', async () => {
		const { requests } = stores();
		await requests.remember(KEY, { ...REQUEST, file: 'file:///a' });
		expect(requests.get({ ...KEY, accountId: 'other' })).toBeUndefined();
		expect(requests.get({ ...KEY, playerId: 'p-2' })).toBeUndefined();
		expect(requests.playersOf('file:///a', KEY)).toEqual(['p-1']);
		expect(requests.playersOf('file:///b', KEY)).toEqual([]);
		expect(requests.playersOf('file:///a', { ...KEY, appId: 'b' })).toEqual([]);
	});

	it('finds a source with variables under any account, since an account gets a new id at sign-in', async () => {
		const requests = new StoredRequests(new TestMemento(), new TestSecrets());
		const { appId, playerId } = KEY;
		await requests.remember({ ...KEY, playerId: 'p-2' }, REQUEST);
		const parts = ['https://example.com/', { kind: 'secret' as const, name: 'key' }];
		await requests.remember(KEY, { ...REQUEST, fields: [{ path: ['player', 'streamUrl'], parts }] });
		expect(requests.hidesSource({ appId, playerId })).toBe(true);
		expect(requests.hidesSource({ appId, playerId: 'p-2' })).toBe(false);
		expect(requests.hidesSource({ appId: 'b'.repeat(32), playerId })).toBe(false);
		await requests.forget(KEY);
		expect(requests.hidesSource({ appId, playerId })).toBe(false);
	});

	it('deletes the request and the secrets of one player only', async () => {
		const { requests, storage } = stores();
		await requests.remember({ ...KEY, playerId: 'p-10' }, REQUEST);
		await requests.remember(KEY, REQUEST);
		await requests.forget(KEY);
		expect(requests.get(KEY)).toBeUndefined();
		expect([...storage.values.keys()]).toEqual(['agora.playerSecret.account.p-10']);
	});

	it('keeps the newest 200 requests and no secrets of older ones', async () => {
		const { requests, storage } = stores();
		const player = { streamUrl: 'rtmp://u:p@e/x', channelName: 'c', uid: 1 };
		for (let count = 1; count <= 205; count += 1) {
			await requests.remember({ ...KEY, playerId: `p-${count}` }, { ...REQUEST, player });
		}
		expect(requests.get({ ...KEY, playerId: 'p-5' })).toBeUndefined();
		expect(requests.get({ ...KEY, playerId: 'p-6' })).toBeDefined();
		expect(storage.values.size).toBe(200);
	});

	it('ignores invalid stored data', async () => {
		const { requests, state, storage } = stores();
		const key = { accountId: 'account', appId: 'a', playerId: 'p' };
		for (const stored of [
			null,
			5,
			{ 'account/a/p': null },
			{ 'account/a/p': { region: 'us', project: 'a', player: {} } },
		]) {
			await state.update('agora.playerRequests', stored);
			expect(requests.get(key)).toBeUndefined();
		}
		await requests.remember(key, REQUEST);
		for (const stored of ['', 'no JSON', '{}', '{"player":5,"fields":[]}', '{"player":{},"fields":[{}]}']) {
			await storage.store('agora.playerSecret.account.p', stored);
			expect(await requests.read(key)).toBeUndefined();
		}
	});
});

describe('updateStoredRequest', () => {
	const KEY = { accountId: 'account', appId: 'app', playerId: 'player' };
	const AT = Date.UTC(2026, 0, 1);
	const SOURCE = { kind: 'secret', name: 'source' } as const;

	let memento: TestMemento;
	let requests: StoredRequests;

	beforeEach(() => {
		memento = new TestMemento();
		requests = new StoredRequests(memento, new TestSecrets());
	});

	async function create(): Promise<StoredRequest> {
		const request: StoredRequest = {
			region: 'eu',
			project: 'app',
			streamIp: '192.0.2.1',
			player: { channelName: 'class', uid: 1, audioOptions: { profile: 1, volume: 80 }, idleTimeout: 42 },
			fields: [{ path: ['player', 'streamUrl'], parts: ['rtmp://example.com/', SOURCE] }],
			file: 'file:///lesson.agora-player.json',
			fromList: false,
		};
		await requests.remember(KEY, request);
		return request;
	}

	async function change(changes: PlayerChanges): Promise<StoredRequest | undefined> {
		await updateStoredRequest(requests, { key: KEY, region: 'na', played: { seconds: 12, at: AT } }, changes);
		return await requests.read(KEY);
	}

	it('replaces values and variables of the stored request', async () => {
		const created = await create();
		expect(await change({ audioOptions: { volume: 40 } })).toEqual({
			...created,
			player: { ...created.player, audioOptions: { profile: 1, volume: 40 } },
		});
		const streamUrl = 'rtmp://example.com/$' + '{env:HOME}';
		const switched = await change({ streamUrl });
		expect(switched?.fields).toEqual([]);
		expect(switched?.player).toMatchObject({ streamUrl, idleTimeout: 42 });
		expect(JSON.stringify(memento.get('agora.playerRequests'))).not.toContain('rtmp');
	});

	it('stores only the changes of a player that was created elsewhere', async () => {
		await change({ audioOptions: { volume: 40 } });
		const remembered = await change({ streamUrl: 'https://example.com/two.mp4' });
		expect(remembered).toMatchObject({ region: 'na', fromList: true });
		expect(remembered?.player).toEqual({
			streamUrl: 'https://example.com/two.mp4',
			audioOptions: { volume: 40 },
		});
	});

	it('stores the position in the file', async () => {
		await create();
		expect((await change({ seekPosition: 100 }))?.playedFrom).toEqual({ seconds: 100, at: AT });
		expect((await change({ audioOptions: { volume: 1 } }))?.playedFrom).toEqual({ seconds: 100, at: AT });
		expect((await change({ tempo: 2 }))?.playedFrom).toEqual({ seconds: 12, at: AT });
		expect((await change({ streamUrl: 'https://example.com/two.mp4' }))?.playedFrom).toEqual({
			seconds: 0,
			at: AT,
		});
	});
});
