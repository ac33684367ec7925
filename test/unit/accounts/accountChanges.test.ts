import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { AccountChanges } from '../../../src/accounts/accountChanges';
import type { Account } from '../../../src/accounts/accountList';
import { AccountList } from '../../../src/accounts/accountList';
import { Accounts, SessionStore } from '../../../src/accounts/accounts';
import { CredentialStorage } from '../../../src/accounts/credentialStorage';
import { listProjects } from '../../../src/agora/console/projects';
import { localPlan, planOf } from '../../../src/agora/hosts';
import { KnownSecrets } from '../../../src/agora/redact';
import { SecretVariables } from '../../../src/players/definitions/secretVariables';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { TestMemento } from '../../fixtures/memento';
import { TestSecrets } from '../../fixtures/secrets';

let sandbox: Sandbox;
let secrets: TestSecrets;
let shared: TestMemento;
let account: Account;
let here: TestWindow;
let there: TestWindow;

/** A secret storage that delays writes until `resume`. */
class SlowSecrets implements vscode.SecretStorage {
	private readonly secrets: TestSecrets;
	private begin: () => void = () => {};
	/** Completes the delayed writes. */
	resume: () => void = () => {};
	private readonly resumed = new Promise<void>((resolve) => {
		this.resume = resolve;
	});
	/** Resolves when a write begins. */
	readonly begun = new Promise<void>((resolve) => {
		this.begin = resolve;
	});

	constructor(all: TestSecrets) {
		this.secrets = all;
	}

	readonly onDidChange: vscode.SecretStorage['onDidChange'] = (listener) =>
		this.secrets.onDidChange(listener);
	readonly keys = () => this.secrets.keys();
	readonly get = (key: string) => this.secrets.get(key);
	readonly delete = (key: string) => this.secrets.delete(key);

	async store(key: string, value: string): Promise<void> {
		this.begin();
		await this.resumed;
		await this.secrets.store(key, value);
	}
}

/** A window that shares the accounts and the secret storage with other windows. */
class TestWindow {
	readonly sessions = new SessionStore();
	readonly messages: string[] = [];
	readonly accounts: Accounts;
	readonly changes: AccountChanges;

	/** @param memento the list of accounts of this window, which can be outdated. */
	constructor(memento = shared, storage: vscode.SecretStorage = secrets, own = new TestMemento()) {
		const credentialStorage = new CredentialStorage(storage);
		const log = { debug: () => {}, info: () => {}, warn: () => {} };
		const list = new AccountList(memento, own);
		this.accounts = new Accounts({
			...{ list, storage: credentialStorage, sessions: this.sessions, log, knownSecrets: new KnownSecrets() },
			notifyMissingCredentials: ({ label }) => this.messages.push(`missing ${label}`),
			notifyWait: () => {},
		});
		this.changes = new AccountChanges({
			accounts: this.accounts,
			list,
			storage: credentialStorage,
			sessions: this.sessions,
			notifyRemovedElsewhere: (label) => this.messages.push(`removed ${label}`),
		});
		credentialStorage.onDidChange((id) => void this.changes.syncFromStorage(id));
	}

	/** Calls the server as the account this window is signed in to. */
	async read(): Promise<void> {
		const { current } = this.sessions;
		if (!current) {
			throw new Error('not signed in');
		}
		await listProjects(current.client);
	}

	get label(): string | undefined {
		return this.sessions.current?.accountLabel;
	}
}

/** The keys of the stored secrets, without the records of removals. */
function storedKeys(): string[] {
	return [...secrets.values.keys()].filter((key) => !key.startsWith('agora.removed.'));
}

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'demo' });
	secrets = new TestSecrets();
	shared = new TestMemento();
	account = { id: '1', label: 'First', area: 'local', localServer: sandbox.url };
	here = new TestWindow();
	there = new TestWindow();
	await here.accounts.addAndSignIn(account, sandbox);
	await there.accounts.ensureSignedIn();
});

afterEach(() => sandbox.stop());

describe('an account in two windows', () => {
	it('continues its sessions in both with a secret that was replaced in one', async () => {
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

	it('begins a new session with the credentials of another customer', async () => {
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

	it('sends its requests to the chosen primary domain in both, without a new session, and later ones too', async () => {
		const agora: Account = { id: '2', label: 'Agora', area: 'global' };
		await here.accounts.addAndSignIn(agora, sandbox);
		await there.accounts.switchTo(agora);
		const before = [here.sessions.current, there.sessions.current];
		const hosts = () => [here, there].map(({ sessions }) => sessions.current?.client.host.url.host);
		await here.changes.setPrimaryDomain(agora, 'api.sd-rtn.com');
		await vi.waitFor(() => expect(hosts()).toEqual(['api.sd-rtn.com', 'api.sd-rtn.com']));
		expect([here.sessions.current, there.sessions.current]).toEqual(before);
		expect(here.sessions.current?.client.isPrimaryChosen).toBe(true);
		const [, stored] = there.accounts.stored;
		expect(stored).toEqual({ ...agora, primaryDomain: 'api.sd-rtn.com' });
		const later = new TestWindow();
		await later.accounts.ensureSignedIn();
		expect(later.sessions.current?.client.host.url.host).toBe('api.sd-rtn.com');
		expect((await here.accounts.findStored(planOf('global'), sandbox.customerId))?.id).toBe('2');

		if (stored) {
			await there.changes.setPrimaryDomain(stored, undefined);
		}
		await vi.waitFor(() => expect(hosts()).toEqual(['api.agora.io', 'api.agora.io']));
		expect(here.accounts.stored).toContainEqual(agora);
	});

	it('signs out the other window when it is removed, with a message only there', async () => {
		await here.changes.remove('1');
		await vi.waitFor(() => expect(there.messages).toEqual(['removed First']));
		expect([here.sessions.session.state, there.sessions.session.state]).toEqual(['signedOut', 'signedOut']);
		expect(here.messages).toEqual([]);
		expect([...storedKeys(), ...here.accounts.stored]).toEqual([]);
	});

	it('deletes the secrets of its definition files, and no others', async () => {
		const variables = new SecretVariables(secrets);
		await variables.store('1', { name: 'class32.encryptKey', host: 'example.com' }, 'planted');
		await variables.store('2', { name: 'class32.encryptKey', host: 'example.com' }, 'of another account');
		await here.changes.remove('1');
		expect(storedKeys()).toEqual(['agora.definitionSecret.2.class32.encryptKey@example.com']);
	});

	it('does not affect a window that uses another account when it is removed', async () => {
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
		expect((await here.accounts.findStored(hosts(), sandbox.customerId))?.label).toBe('First');
		expect((await here.accounts.findStored(planOf('global'), sandbox.customerId))?.label).toBe('Second');
		expect(await here.accounts.findStored(planOf('mainland'), sandbox.customerId)).toBeUndefined();
		expect(await here.accounts.findStored(hosts(), 'other')).toBeUndefined();
	});

	it('continues its sessions in both windows with a secret that is entered again', async () => {
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

	it('keeps its id when missing credentials are entered again', async () => {
		secrets.values.clear();
		const window = new TestWindow();
		await window.accounts.ensureSignedIn();
		expect([window.messages, window.label]).toEqual([['missing First'], undefined]);
		await window.accounts.addAndSignIn(account, sandbox);
		await window.read();
		expect([window.label, window.accounts.stored]).toEqual(['First', [account]]);
	});
});

describe('a secret that is entered while another window removes the account', () => {
	const pair = () => ({ customerId: sandbox.customerId, customerSecret: 'the new secret' });

	it('is not stored when the account was removed before', async () => {
		await there.changes.remove('1');
		expect(await here.changes.replaceCredentials(account, pair())).toBe(false);
		expect(await here.accounts.addAndSignIn(account, pair())).toBe(false);
		expect([...storedKeys(), ...here.accounts.stored]).toEqual([]);
		expect(here.sessions.session.state).toBe('signedOut');
	});

	it('is not stored when this window’s list of accounts does not show the removal yet', async () => {
		const outdated = new TestMemento();
		await outdated.update('agora.accounts', [account]);
		const behind = new TestWindow(outdated);
		await there.changes.remove('1');
		expect(behind.accounts.stored).toEqual([account]);
		expect(await behind.changes.replaceCredentials(account, pair())).toBe(false);
		expect(storedKeys()).toEqual([]);
	});

	it.each(['replaced', 'entered again'])(
		'is deleted again when it was being %s during the removal',
		async (how) => {
			const slow = new SlowSecrets(secrets);
			const window = new TestWindow(shared, slow);
			const storing =
				how === 'replaced'
					? window.changes.replaceCredentials(account, pair())
					: window.accounts.addAndSignIn(account, pair());
			await slow.begun;
			await there.changes.remove('1');
			slow.resume();
			expect(await storing).toBe(false);
			expect([...storedKeys(), ...shared.get<Account[]>('agora.accounts', [])]).toEqual([]);
		},
	);

	it('is not stored again by a new label', async () => {
		const outdated = new TestMemento();
		await outdated.update('agora.accounts', [account]);
		const behind = new TestWindow(outdated);
		await Promise.all([behind.changes.rename(account, 'Renamed'), there.changes.remove('1')]);
		expect(storedKeys()).toEqual([]);
	});
});

describe('orphaned secrets', () => {
	it('are deleted at the next sign-in after a window ended while it removed an account', async () => {
		await new SecretVariables(secrets).store('1', { name: 'key', host: 'example.com' }, 'planted');
		await secrets.store('agora.removed.1', new Date().toISOString());
		const window = new TestWindow();
		await window.accounts.ensureSignedIn();
		expect([...storedKeys(), ...window.accounts.stored]).toEqual([]);
	});

	it('are kept when their account belongs to another profile', async () => {
		const before = storedKeys();
		const otherProfile = new TestWindow(new TestMemento());
		await otherProfile.accounts.ensureSignedIn();
		expect(storedKeys()).toEqual(before);
	});

	it('are recorded as removed for a month', async () => {
		const day = 86_400_000;
		await secrets.store('agora.removed.old', new Date(Date.now() - 31 * day).toISOString());
		await secrets.store('agora.removed.new', new Date(Date.now() - 29 * day).toISOString());
		await secrets.store('agora.removed.odd', 'no date');
		await new TestWindow().accounts.ensureSignedIn();
		expect(await secrets.keys()).toContain('agora.removed.new');
		expect(await secrets.keys()).not.toContain('agora.removed.old');
		expect(await secrets.keys()).not.toContain('agora.removed.odd');
	});
});

describe('the account of a window', () => {
	it('does not change when another window switches', async () => {
		const memory = new TestMemento();
		const reopened = () => new AccountList(shared, memory);
		await reopened().keep('1');
		await there.accounts.addAndSignIn({ ...account, id: '2', label: 'Second' }, sandbox);
		expect(reopened().current?.id).toBe('1');
	});

	it('is signed in to again after a failure, without a reload', async () => {
		const own = new TestMemento();
		const update = own.update.bind(own);
		own.update = async () => {
			own.update = update;
			throw new Error('the disk is full');
		};
		const window = new TestWindow(shared, secrets, own);
		await expect(window.accounts.ensureSignedIn()).rejects.toThrow('the disk is full');
		await window.accounts.ensureSignedIn();
		expect(window.label).toBe('First');
	});
});
