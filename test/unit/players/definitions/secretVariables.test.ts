import { describe, expect, it } from 'vitest';
import {
	deleteLegacyDefinitions,
	SecretVariables,
} from '../../../../src/players/definitions/secretVariables';
import { TestMemento } from '../../../fixtures/memento';
import { TestSecrets } from '../../../fixtures/secrets';

const A = { name: 'key', host: 'a.example' };
const B = { name: 'key', host: 'b.example:1936' };

describe('SecretVariables', () => {
	it('returns a secret only for the host that it was entered for', async () => {
		const secrets = new SecretVariables(new TestSecrets());
		await secrets.store('1', A, 'value');
		expect(await secrets.read('1', A)).toBe('value');
		expect(await secrets.read('1', B)).toBeUndefined();
		expect(await secrets.read('1', { name: 'key', host: '' })).toBeUndefined();
		expect(await secrets.read('2', A)).toBeUndefined();
		await secrets.store('1', B, 'other');
		expect(await secrets.names('1')).toEqual([A, B]);
		expect(await secrets.stored('1', 'key')).toEqual([
			{ host: A.host, value: 'value' },
			{ host: B.host, value: 'other' },
		]);
		await secrets.forget('1', [A]);
		expect(await secrets.names('1')).toEqual([B]);
	});

	it('returns secrets of an earlier version without a host', async () => {
		const storage = new TestSecrets();
		await storage.store('agora.definitionSecret.1.key', 'value');
		const secrets = new SecretVariables(storage);
		expect(await secrets.names('1')).toEqual([{ name: 'key', host: '' }]);
		expect(await secrets.read('1', A)).toBeUndefined();
		expect(await secrets.stored('1', 'key')).toEqual([{ host: '', value: 'value' }]);
		await secrets.forget('1', [{ name: 'key', host: '' }]);
		expect(storage.values.size).toBe(0);
	});

	it('adds a secret under a name that has no other value, also for another host', async () => {
		const secrets = new SecretVariables(new TestSecrets());
		expect(await secrets.add('1', A, 'value')).toBe('key');
		expect(await secrets.add('1', A, 'value')).toBe('key');
		expect(await secrets.add('1', B, 'value')).toBe('key');
		expect(await secrets.add('1', A, 'other')).toBe('key-2');
		expect(await secrets.names('1')).toEqual([A, B, { name: 'key-2', host: A.host }]);
	});
});

describe('deleteLegacyDefinitions', () => {
	it('deletes the data of earlier versions with its secrets, and nothing else', async () => {
		const storage = new TestSecrets();
		const state = new TestMemento();
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
		expect(await variables.names('account')).toEqual([{ name: 'class32.key', host: '' }]);
	});
});
