import { describe, expect, it } from 'vitest';
import { SecretVariables } from '../../../../src/players/definitions/secretVariables';
import { TestSecrets } from '../../../fixtures/secrets';

const A = { name: 'key', host: 'a.example' };
const B = { name: 'key', host: 'b.example:1936' };

describe('secrets of definition files', () => {
	it('belong to the host that they were entered for', async () => {
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

	it('of an earlier version belong to no host', async () => {
		const storage = new TestSecrets();
		await storage.store('agora.definitionSecret.1.key', 'value');
		const secrets = new SecretVariables(storage);
		expect(await secrets.names('1')).toEqual([{ name: 'key', host: '' }]);
		expect(await secrets.read('1', A)).toBeUndefined();
		expect(await secrets.stored('1', 'key')).toEqual([{ host: '', value: 'value' }]);
		await secrets.forget('1', [{ name: 'key', host: '' }]);
		expect(storage.values.size).toBe(0);
	});

	it('are added under a name that holds no other value, also for another host', async () => {
		const secrets = new SecretVariables(new TestSecrets());
		expect(await secrets.add('1', A, 'value')).toBe('key');
		expect(await secrets.add('1', A, 'value')).toBe('key');
		expect(await secrets.add('1', B, 'value')).toBe('key');
		expect(await secrets.add('1', A, 'other')).toBe('key-2');
		expect(await secrets.names('1')).toEqual([A, B, { name: 'key-2', host: A.host }]);
	});
});
