import { describe, expect, it } from 'vitest';
import { AccountSecrets } from '../../../src/accounts/accountSecrets';
import { CredentialStorage } from '../../../src/accounts/credentialStorage';
import { SecretVariables } from '../../../src/players/definitions/secretVariables';
import { TestSecrets } from '../../fixtures/secrets';

const NAME = { name: 'key', host: 'example.com' };

function stores() {
	const storage = new TestSecrets();
	const credentialStorage = new CredentialStorage(storage);
	const secrets = new AccountSecrets(storage, credentialStorage, 'sandbox');
	return { storage, credentialStorage, secrets, variables: new SecretVariables(secrets) };
}

describe('the secrets of an account', () => {
	it('are stored in the secret storage', async () => {
		const { storage, variables } = stores();
		await variables.store('1', NAME, 'value');
		expect([...storage.values]).toEqual([['agora.definitionSecret.1.key@example.com', 'value']]);
		expect(await variables.read('1', NAME)).toBe('value');
		await variables.forget('1', [NAME]);
		expect(storage.values.size).toBe(0);
	});

	it('are not stored for an account that another window removed while the user was asked', async () => {
		const { storage, credentialStorage, variables } = stores();
		await credentialStorage.remove('1');
		await variables.store('1', NAME, 'planted');
		expect([...storage.values.values()]).not.toContain('planted');
	});

	it('are not stored for an account that another window removes at the same time', async () => {
		const { storage, credentialStorage, variables } = stores();
		await Promise.all([variables.store('1', NAME, 'planted'), credentialStorage.remove('1')]);
		expect([...storage.values.values()]).not.toContain('planted');
	});
});

describe('the secrets of the sandbox', () => {
	it('are kept in memory until it stops', async () => {
		const { storage, secrets, variables } = stores();
		await variables.store('sandbox', NAME, 'planted');
		await variables.store('1', NAME, 'of an account');
		expect([...storage.values.values()]).toEqual(['of an account']);
		expect(await variables.read('sandbox', NAME)).toBe('planted');
		expect(await variables.names('sandbox')).toEqual([NAME]);
		await secrets.deleteTemporary();
		expect(await variables.names('sandbox')).toEqual([]);
		expect(await variables.read('1', NAME)).toBe('of an account');
	});

	it('of an earlier version are removed from the secret storage', async () => {
		const { storage, secrets } = stores();
		await storage.store('agora.definitionSecret.sandbox.key', 'planted');
		await storage.store('agora.definitionSecret.sandbox2.key', 'of an account');
		await secrets.deleteTemporary();
		expect([...storage.values.values()]).toEqual(['of an account']);
	});
});
