import { beforeEach, describe, expect, it } from 'vitest';
import type { PlayerChanges } from '../../../../src/agora/mediaPull/updatePlayer';
import { DefinitionMemory, rememberChange } from '../../../../src/players/definitions/definitionMemory';
import type { RememberedRequest } from '../../../../src/players/definitions/rememberedRequest';
import { TestMemento } from '../../../fixtures/memento';
import { TestSecrets } from '../../../fixtures/secrets';

const KEY = { accountId: 'account', appId: 'app', playerId: 'player' };
const AT = Date.UTC(2026, 0, 1);
const SOURCE = { kind: 'secret', name: 'source' } as const;

let memento: TestMemento;
let memory: DefinitionMemory;

beforeEach(() => {
	memento = new TestMemento();
	memory = new DefinitionMemory(memento, new TestSecrets());
});

async function create(): Promise<RememberedRequest> {
	const request: RememberedRequest = {
		region: 'eu',
		project: 'app',
		streamIp: '192.0.2.1',
		player: { channelName: 'class', uid: 1, audioOptions: { profile: 1, volume: 80 }, idleTimeout: 42 },
		fields: [{ path: ['player', 'streamUrl'], parts: ['rtmp://example.com/', SOURCE] }],
		file: 'file:///lesson.agora-player.json',
		fromList: false,
	};
	await memory.remember(KEY, request);
	return request;
}

async function change(changes: PlayerChanges): Promise<RememberedRequest | undefined> {
	await rememberChange(memory, { key: KEY, region: 'na', played: { seconds: 12, at: AT } }, changes);
	return await memory.read(KEY);
}

describe('what is changed while a player plays', () => {
	it('takes the place of what its definition says, and of its variables', async () => {
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

	it('is all that is remembered of a player created elsewhere', async () => {
		await change({ audioOptions: { volume: 40 } });
		const remembered = await change({ streamUrl: 'https://example.com/two.mp4' });
		expect(remembered).toMatchObject({ region: 'na', fromList: true });
		expect(remembered?.player).toEqual({
			streamUrl: 'https://example.com/two.mp4',
			audioOptions: { volume: 40 },
		});
	});

	it('tells where a file goes on from', async () => {
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
