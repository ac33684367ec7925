import type { Credentials } from '../agora/credentials';
import type { PrimaryDomain } from '../agora/hosts';
import type { AccountList } from './accountList';
import { type Account, hostsOfAccount, withPrimaryDomain } from './accountList';
import type { Accounts } from './accounts';
import type { CredentialStorage } from './credentialStorage';
import type { SessionStore } from './sessionStore';

export interface AccountChangesDeps {
	readonly accounts: Accounts;
	readonly list: AccountList;
	readonly storage: CredentialStorage;
	readonly sessions: SessionStore;
	/** Tells that another window removed the account, and that this one is signed out of it. */
	readonly notifyRemovedElsewhere: (accountLabel: string) => void;
}

/** Changes what is stored of an account, and brings this window up to date when any window did. */
export class AccountChanges {
	readonly #parts: AccountChangesDeps;

	constructor(parts: AccountChangesDeps) {
		this.#parts = parts;
	}

	/**
	 * Stores checked credentials in place of the ones before. A session of the account goes on with them.
	 *
	 * @returns false where any window has removed the account meanwhile: then nothing is stored.
	 */
	async replaceCredentials(account: Account, credentials: Credentials): Promise<boolean> {
		const isStored = await this.#parts.accounts.store(account, credentials);
		if (isStored) {
			await this.#adopt(account, credentials);
		}
		return isStored;
	}

	async rename(account: Account, label: string): Promise<void> {
		await this.#replace({ ...account, label });
		this.#relabel(account.id, label);
	}

	/**
	 * Makes requests of an account go to another primary domain first, those of its sessions in all windows included.
	 *
	 * @param primaryDomain undefined for the one of the account's area.
	 */
	async setPrimaryDomain(account: Account, primaryDomain: PrimaryDomain | undefined): Promise<void> {
		const changed = withPrimaryDomain(account, primaryDomain);
		await this.#replace(changed);
		this.#useHosts(changed);
	}

	/** The entry in the vault is written too: that is what the other windows hear of. */
	async #replace(account: Account): Promise<void> {
		const { accounts, list } = this.#parts;
		const credentials = await accounts.credentials(account.id);
		await list.replace(account);
		if (credentials) {
			await accounts.store(account, credentials);
		}
	}

	/** Removes an account and its credentials from this machine; a window that is signed in to it signs out. */
	async remove(accountId: string): Promise<void> {
		const { list, storage, sessions } = this.#parts;
		if (sessions.current?.accountId === accountId) {
			sessions.replace({ state: 'signedOut' });
		}
		await storage.remove(accountId);
		await list.remove(accountId);
	}

	/** Brings this window up to date after an account's entry in the vault was written or removed in any window. */
	async syncFromStorage(accountId: string): Promise<void> {
		const { accounts, storage, sessions, notifyRemovedElsewhere } = this.#parts;
		const session = sessions.current;
		if (session?.accountId !== accountId) {
			return;
		}
		const entry = await storage.read(accountId);
		if (sessions.current !== session) {
			return;
		}
		if (!entry) {
			sessions.replace({ state: 'signedOut' });
			notifyRemovedElsewhere(session.accountLabel);
			return;
		}
		const account = accounts.stored.find(({ id }) => id === accountId);
		if (account && !session.client.credentials.are(entry.credentials)) {
			await this.#adopt(account, entry.credentials);
		}
		this.#relabel(accountId, entry.label ?? session.accountLabel);
		if (account) {
			this.#useHosts(withPrimaryDomain(account, entry.primaryDomain));
		}
	}

	#useHosts(account: Account): void {
		const session = this.#parts.sessions.current;
		const hosts = hostsOfAccount(account);
		if (session?.accountId === account.id && hosts) {
			session.client.useHosts(hosts);
		}
	}

	async #adopt(account: Account, credentials: Credentials): Promise<void> {
		const { accounts, sessions } = this.#parts;
		if (sessions.current?.accountId === account.id) {
			await accounts.useCredentials(account, credentials);
		}
	}

	#relabel(accountId: string, label: string): void {
		const { sessions } = this.#parts;
		if (sessions.current?.accountId === accountId) {
			sessions.relabel(label);
		}
	}
}
