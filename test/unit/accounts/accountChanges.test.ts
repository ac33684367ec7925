import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Account } from '../../../src/accounts/account';
import { AccountChanges } from '../../../src/accounts/accountChanges';
import { AccountList } from '../../../src/accounts/accountList';
import { Accounts } from '../../../src/accounts/accounts';
import { SessionStore } from '../../../src/accounts/sessionStore';
import { Vault } from '../../../src/accounts/vault';
import { listProjects } from '../../../src/agora/console/projects';
import { localPlan, planOf } from '../../../src/agora/http/hosts';
import { SecretVariables } from '../../../src/players/definition/memory/secretVariables';
import { type Sandbox, startSandbox } from '../../../src/sandbox/main';
import { TestMemento } from '../fixtures/memento';
import { TestSecrets } from '../fixtures/secrets';

let sandbox: Sandbox;
let secrets: TestSecrets;
let shared: TestMemento;
let account: Account;
let here: TestWindow;
let there: TestWindow;

/** One window of a machine on which the accounts and the secret storage are shared. */
class TestWindow {
	readonly sessions = new SessionStore();
	readonly messages: string[] = [];
	readonly accounts: Accounts;
	readonly changes: AccountChanges;

	constructor() {
		const vault = new Vault(secrets);
		const log = { debug: () => {}, info: () => {}, warn: () => {} };
		const list = new AccountList(shared, new TestMemento());
		this.accounts = new Accounts(list, vault, this.sessions, log, {
			missingCredentials: ({ label }) => this.messages.push(`missing ${label}`),
			wait: () => {},
		});
		this.changes = new AccountChanges({
			accounts: this.accounts,
			list,
			vault,
			sessions: this.sessions,
			removedElsewhere: (label) => this.messages.push(`removed ${label}`),
		});
		vault.onDidChange((id) => void this.changes.follow(id));
	}

	/** Calls the server as the account this window is signed in to. */
	async read(): Promise<void> {
		const { current } = this.sessions;
		if (!current) {
			throw new Error('nobody is signed in');
		}
		await listProjects(current.client);
	}

	get label(): string | undefined {
		return this.sessions.current?.accountLabel;
	}
}

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'demo' });
	secrets = new TestSecrets();
	shared = new TestMemento();
	account = { id: '1', label: 'First', area: 'local', localServer: sandbox.url };
	here = new TestWindow();
	there = new TestWindow();
	await here.accounts.addAndSignIn(account, sandbox);
	await there.accounts.restore();
});

afterEach(() => sandbox.stop());

describe('an account in two windows', () => {
	it('goes on in both with a secret that was replaced in one, without a new session', async () => {
		const before = [here.sessions.current, there.sessions.current];
		await there.read();
		const customerSecret = sandbox.rotateSecret();
		await here.changes.replaceCredentials(account, { customerId: sandbox.customerId, customerSecret });
		await vi.waitFor(async () => {
			await here.read();
			await there.read();
		});
		expect([here.sessions.current, there.sessions.current]).toEqual(before);
	});

	it('begins a new session with the pair of another customer, so that nothing of the other is kept', async () => {
		const other = await startSandbox({ customerId: 'other' });
		const before = here.sessions.current;
		await here.changes.replaceCredentials(account, other);
		await vi.waitFor(() => expect(there.sessions.current?.client.credentials.customerId).toBe('other'));
		expect(here.sessions.current).not.toBe(before);
		await other.stop();
	});

	it('shows its new label in both, without a new session', async () => {
		const session = there.sessions.current;
		await here.changes.rename(account, 'Renamed');
		expect(here.label).toBe('Renamed');
		await vi.waitFor(() => expect(there.label).toBe('Renamed'));
		expect(there.sessions.current).toBe(session);
		expect(there.accounts.stored.map(({ label }) => label)).toEqual(['Renamed']);
	});

	it('signs the other window out when it is removed, and says so there only', async () => {
		await here.changes.remove('1');
		await vi.waitFor(() => expect(there.messages).toEqual(['removed First']));
		expect([here.sessions.session.state, there.sessions.session.state]).toEqual(['signedOut', 'signedOut']);
		expect(here.messages).toEqual([]);
		expect([...(await secrets.keys()), ...here.accounts.stored]).toEqual([]);
	});

	it('takes the secrets of its definition files with it, and no others', async () => {
		const variables = new SecretVariables(secrets);
		await variables.store('1', 'class32.encryptKey', 'planted');
		await variables.store('2', 'class32.encryptKey', 'of another account');
		await here.changes.remove('1');
		expect([...secrets.values.values()]).toEqual(['of another account']);
	});

	it('leaves a window alone that uses another account', async () => {
		await there.accounts.addAndSignIn({ ...account, id: '2', label: 'Second' }, sandbox);
		await here.changes.remove('1');
		expect(there.label).toBe('Second');
		expect(there.messages).toEqual([]);
	});
});

describe('a stored account', () => {
	const hosts = () => localPlan(sandbox.url) ?? planOf('global');

	it('is found by its Customer ID on its servers, and on no others', async () => {
		await here.accounts.addAndSignIn({ id: '2', label: 'Second', area: 'global' }, sandbox);
		expect((await here.accounts.storedAs(hosts(), sandbox.customerId))?.label).toBe('First');
		expect((await here.accounts.storedAs(planOf('global'), sandbox.customerId))?.label).toBe('Second');
		expect(await here.accounts.storedAs(planOf('mainland'), sandbox.customerId)).toBeUndefined();
		expect(await here.accounts.storedAs(hosts(), 'other')).toBeUndefined();
	});

	it('goes on in both windows, without a new session, with a secret that is entered anew', async () => {
		const before = [here.sessions.current, there.sessions.current];
		const customerSecret = sandbox.rotateSecret();
		await here.accounts.addAndSignIn(account, { customerId: sandbox.customerId, customerSecret });
		await vi.waitFor(async () => {
			await here.read();
			await there.read();
		});
		expect([here.sessions.current, there.sessions.current]).toEqual(before);
		expect(here.accounts.stored).toEqual([account]);
	});

	it('whose credentials are gone is signed in to with new ones, as the account it was', async () => {
		secrets.values.clear();
		const window = new TestWindow();
		await window.accounts.restore();
		expect([window.messages, window.label]).toEqual([['missing First'], undefined]);
		await window.accounts.addAndSignIn(account, sandbox);
		await window.read();
		expect([window.label, window.accounts.stored]).toEqual(['First', [account]]);
	});
});

describe('the account of a window', () => {
	it('stays the one it began with when another window switches', async () => {
		const memory = new TestMemento();
		const reopened = () => new AccountList(shared, memory);
		await reopened().keep('1');
		await there.accounts.addAndSignIn({ ...account, id: '2', label: 'Second' }, sandbox);
		expect(reopened().current?.id).toBe('1');
	});
});
