import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DefinitionMemory } from '../../../../../src/players/definition/memory/definitionMemory';
import { plainSecrets, userInfo } from '../../../../../src/players/definition/memory/plainSecrets';
import { SecretVariables } from '../../../../../src/players/definition/memory/secretVariables';
import { withoutSecrets } from '../../../../../src/players/definition/memory/withoutSecrets';
import type { DefinitionTemplate } from '../../../../../src/players/definition/schema/definition';
import { substitute, textsIn } from '../../../../../src/players/definition/variables/variables';
import { TestMemento } from '../../../fixtures/memento';
import { TestSecrets } from '../../../fixtures/secrets';

const PLAYER = {
	streamUrl: 'rtmp://user:planted-1@example.com/live?key=planted-2',
	channelName: 'class32',
	uid: 101,
	name: 'class32_101',
	token: 'planted-3',
	encryptMode: 'aes-256-gcm2',
	encryptKey: 'planted-4',
	encryptKdfSalt: 'planted-5',
};
const TEMPLATE: DefinitionTemplate = { region: 'eu', project: 'a'.repeat(32), player: PLAYER };
const KEY = { accountId: 'account', appId: 'a'.repeat(32), playerId: 'p-1' };

function stores() {
	const storage = new TestSecrets();
	const state = new TestMemento();
	const variables = new SecretVariables(storage);
	return { storage, state, variables, memory: new DefinitionMemory(state, variables) };
}

describe('secrets that stand in a definition as they are', () => {
	it('are found, and none in variables', () => {
		const names = (player: object) => plainSecrets({ player }).map(({ name }) => name);
		expect(names(PLAYER)).toEqual([
			'class32_101.token',
			'class32_101.encryptKey',
			'class32_101.encryptKdfSalt',
			'class32_101.login',
		]);
		expect(names({ token: '${secret:T}', streamUrl: 'rtmp://u:${env:P}@e/x', encryptKey: '' })).toEqual([]);
		expect(names({ streamUrl: 'rtmp://example.com/live/@me' })).toEqual([]);
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
});

describe('a definition without its secrets', () => {
	it('has variables in their places, and nothing is lost', () => {
		const { template, taken } = withoutSecrets(TEMPLATE, 'p');
		expect(JSON.stringify(template)).not.toContain('planted');
		expect(template.player.streamUrl).toBe('rtmp://${secret:p.login}@example.com/live?${secret:p.query}');
		const again = textsIn(template.player).map(({ text }) => substitute(text, ({ name }) => taken.get(name)));
		expect(again).toEqual(textsIn(PLAYER).map(({ text }) => text));
	});

	it('says the same with its secrets put back, whatever the address', () => {
		const part = fc.stringMatching(/^[\w.-]{0,8}$/);
		fc.assert(
			fc.property(part, part, part, part, (user, password, path, query) => {
				const streamUrl = `rtmp://${user}:${password}@example.com/${path}?${query}`;
				const { template, taken } = withoutSecrets({ ...TEMPLATE, player: { streamUrl } }, 'p');
				const text = String(template.player.streamUrl);
				expect(substitute(text, ({ name }) => taken.get(name))).toBe(streamUrl);
			}),
		);
	});
});

describe('the memory of definitions', () => {
	it('gives back what was remembered, and keeps its secrets in the secret storage alone', async () => {
		const { memory, state, storage, variables } = stores();
		await memory.remember(KEY, TEMPLATE, 'file:///a.agora-player.json');
		const known = memory.get(KEY);
		expect(known?.file).toBe('file:///a.agora-player.json');
		expect(known?.template).toMatchObject({ region: 'eu', project: KEY.appId });
		const written = state.keys().map((key) => state.get(key));
		expect(JSON.stringify([known, written])).not.toContain('planted');
		expect([...storage.values.values()].sort()).toEqual([
			'key=planted-2',
			'planted-3',
			'planted-4',
			'planted-5',
			'user:planted-1',
		]);
		expect(await variables.read('account', 'p-1.token')).toBe('planted-3');
	});

	it('copies a definition with its secrets, which outlive the player', async () => {
		const { memory, variables } = stores();
		await memory.remember(KEY, TEMPLATE);
		const copy = await memory.copy(KEY, 'class32_101');
		await memory.forget(KEY);
		expect(copy?.player.token).toBe('${secret:class32_101.token}');
		expect(JSON.stringify(copy)).not.toContain('p-1');
		expect(await variables.read('account', 'class32_101.token')).toBe('planted-3');
		expect(await variables.names('account')).toHaveLength(5);
		expect(await memory.copy(KEY, 'x')).toBeUndefined();
	});

	it('copies no secret over one of another definition that has its name', async () => {
		const { memory, variables } = stores();
		await variables.store('account', 'class32_101.token', 'of another project');
		await memory.remember(KEY, TEMPLATE);
		const copy = await memory.copy(KEY, 'class32_101');
		expect(copy?.player.token).toBe('${secret:class32_101.token-2}');
		expect(await variables.read('account', 'class32_101.token')).toBe('of another project');
		expect(await variables.read('account', 'class32_101.token-2')).toBe('planted-3');
		expect((await memory.copy(KEY, 'class32_101'))?.player).toEqual(copy?.player);
	});

	it('hands the secrets of a player on to the one that takes its place, and so to every later one', async () => {
		const { memory, state, storage } = stores();
		const sourced = { ...PLAYER, token: '${secret:TOKEN}' };
		await memory.remember(KEY, { ...TEMPLATE, player: sourced });
		for (const [before, after] of [
			['p-1', 'p-2'],
			['p-2', 'p-3'],
		] as const) {
			const template = await memory.forSuccessor({ ...KEY, playerId: before });
			expect(template?.player).toEqual(sourced);
			await memory.forget({ ...KEY, playerId: before });
			await memory.remember({ ...KEY, playerId: after }, template ?? TEMPLATE);
			expect(JSON.stringify(state.keys().map((key) => state.get(key)))).not.toContain('planted');
			expect([...storage.values.keys()].every((key) => key.includes(`.${after}.`))).toBe(true);
		}
	});

	it('knows nothing of another account, project or player', async () => {
		const { memory } = stores();
		await memory.remember(KEY, TEMPLATE, 'file:///a');
		expect(memory.get({ ...KEY, accountId: 'other' })).toBeUndefined();
		expect(memory.get({ ...KEY, playerId: 'p-2' })).toBeUndefined();
		expect(memory.playersOf('file:///a', KEY)).toEqual(['p-1']);
		expect(memory.playersOf('file:///b', KEY)).toEqual([]);
		expect(memory.playersOf('file:///a', { ...KEY, appId: 'b' })).toEqual([]);
	});

	it('forgets a player with its secrets, and no others', async () => {
		const { memory, storage, variables } = stores();
		await variables.store('account', 'p-1', 'kept');
		await memory.remember(KEY, TEMPLATE);
		await memory.forget(KEY);
		expect(memory.get(KEY)).toBeUndefined();
		expect([...storage.values.values()]).toEqual(['kept']);
		expect(await variables.names('account')).toEqual(['p-1']);
	});

	it('keeps the newest 200, and no secret of the others', async () => {
		const { memory, storage } = stores();
		const player = { streamUrl: 'rtmp://u:p@e/x', channelName: 'c', uid: 1 };
		for (let count = 1; count <= 205; count += 1) {
			await memory.remember({ ...KEY, playerId: `p-${count}` }, { ...TEMPLATE, player });
		}
		expect(memory.get({ ...KEY, playerId: 'p-5' })).toBeUndefined();
		expect(memory.get({ ...KEY, playerId: 'p-6' })).toBeDefined();
		expect(storage.values.size).toBe(200);
	});

	it('does not trust what is stored', async () => {
		const { memory, state } = stores();
		for (const stored of [
			null,
			5,
			{ 'account/a/p': null },
			{ 'account/a/p': { template: { region: 'us' } } },
		]) {
			await state.update('agora.playerDefinitions', stored);
			expect(memory.get({ accountId: 'account', appId: 'a', playerId: 'p' })).toBeUndefined();
		}
	});
});
