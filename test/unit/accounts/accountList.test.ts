import { beforeEach, describe, expect, it } from 'vitest';
import {
	type Account,
	AccountList,
	hostsOfAccount,
	withPrimaryDomain,
} from '../../../src/accounts/accountList';
import { planOf } from '../../../src/agora/hosts';
import { TestMemento } from '../../fixtures/memento';

const first: Account = { id: '1', label: 'First', area: 'global' };
const second: Account = { id: '2', label: 'Second', area: 'local', localServer: 'http://127.0.0.1:8080' };

let shared: TestMemento;
let list: AccountList;

beforeEach(() => {
	shared = new TestMemento();
	list = new AccountList(shared, new TestMemento());
});

describe('AccountList', () => {
	it('replaces an account with the same id in place', async () => {
		await list.add(first);
		await list.add(second);
		await list.add({ ...first, label: 'Renamed' });
		expect(list.accounts.map(({ label }) => label)).toEqual(['Renamed', 'Second']);
	});

	it('uses the account chosen last in a new window, and keeps the choice of each window', async () => {
		await list.add(first);
		await list.add(second);
		const other = new AccountList(shared, new TestMemento());
		await list.choose('1');
		await other.choose('2');
		expect(list.current).toEqual(first);
		expect(other.current).toEqual(second);
		expect(new AccountList(shared, new TestMemento()).current).toEqual(second);
	});

	it('has no current account after it is removed', async () => {
		await list.add(first);
		await list.choose('1');
		await list.remove('1');
		expect(list.current).toBeUndefined();
	});

	it('ignores stored values that are not accounts', async () => {
		await shared.update('agora.accounts', [first, { id: 3 }, 'text', null]);
		expect(list.accounts).toEqual([first]);
		await shared.update('agora.accounts', 'text');
		expect(list.accounts).toEqual([]);
	});
});

describe('hostsOfAccount', () => {
	it('returns the server of the area, or the local server', () => {
		expect(hostsOfAccount(first)?.own.primary.origin).toBe('https://api.agora.io');
		expect(hostsOfAccount({ ...first, area: 'mainland' })?.own.primary.origin).toBe('https://api.sd-rtn.com');
		expect(hostsOfAccount(second)?.own.primary.origin).toBe('http://127.0.0.1:8080');
	});

	it('returns the server that the user has chosen', () => {
		const chosen: Account = { ...first, area: 'mainland', primaryDomain: 'api.agora.io' };
		expect(hostsOfAccount(chosen)?.own.primary.origin).toBe('https://api.agora.io');
		expect(hostsOfAccount(chosen)?.other?.primary.origin).toBe('https://api.sd-rtn.com');
		expect(hostsOfAccount(withPrimaryDomain(chosen, undefined))).toEqual(planOf('mainland'));
	});

	it('returns the server of the area when the stored choice is not a server of Agora', async () => {
		await shared.update('agora.accounts', [{ ...first, primaryDomain: 'example.com' }]);
		const [account] = list.accounts;
		expect(account && hostsOfAccount(account)?.own.primary.origin).toBe('https://api.agora.io');
	});

	it('returns undefined for a stored address of another machine', () => {
		for (const localServer of [
			'https://example.com',
			'http://127.0.0.1.example.com',
			'http://10.0.0.1',
			'http://127.0.0.2:8080',
			'',
		]) {
			expect(hostsOfAccount({ id: '2', label: 'Second', area: 'local', localServer })).toBeUndefined();
		}
	});
});
