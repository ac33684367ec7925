import type { Credentials } from '../agora/credentials';
import type { PrimaryDomain } from '../agora/hosts';
import { type Account, type AccountList, hostsOfAccount, withPrimaryDomain } from './accountList';
import type { Accounts, SessionStore } from './accounts';
import type { CredentialStorage } from './credentialStorage';

interface AccountChangesDeps {
	readonly accounts: Accounts;
	readonly list: AccountList;
	readonly storage: CredentialStorage;
	readonly sessions: SessionStore;
	/** Called when another window removed the account and this window signed out of it. */
	readonly notifyRemovedElsewhere: (accountLabel: string) => void;
}

/** Changes stored accounts, and updates the session of this window after a change in any window. */
export class AccountChanges {
	readonly #deps: AccountChangesDeps;

	constructor(deps: AccountChangesDeps) {
		this.#deps = deps;
	}

	/**
	 * Replaces stored credentials by checked ones, also those of a session of the account.
	 *
	 * @returns false where any window has removed the account in the meantime: nothing is stored then.
	 */
	async replaceCredentials(account: Account, credentials: Credentials): Promise<boolean> {
		const isStored = await this.#deps.accounts.store(account, credentials);
		if (isStored) {
			await this.#useCredentials(account, credentials);
		}
		return isStored;
	}

	async rename(account: Account, label: string): Promise<void> {
		await this.#replace({ ...account, label });
		this.#relabel(account.id, label);
	}

	/**
	 * Sends the requests of an account to another primary domain first, in the sessions of all windows.
	 *
	 * @param primaryDomain undefined for the domain of the account's area.
	 */
	async setPrimaryDomain(account: Account, primaryDomain: PrimaryDomain | undefined): Promise<void> {
		const changed = withPrimaryDomain(account, primaryDomain);
		await this.#replace(changed);
		this.#useHosts(changed);
	}

	/** Removes an account and its credentials from this machine. Windows that use it sign out. */
	async remove(accountId: string): Promise<void> {
		const { list, storage, sessions } = this.#deps;
		if (sessions.current?.accountId === accountId) {
			sessions.replace({ state: 'signedOut' });
		}
		await storage.remove(accountId);
		await list.remove(accountId);
	}

	/** Updates the session after any window has written or removed the stored credentials of an account. */
	async syncFromStorage(accountId: string): Promise<void> {
		const { accounts, storage, sessions, notifyRemovedElsewhere } = this.#deps;
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
		if (account && !session.client.credentials.equals(entry.credentials)) {
			await this.#useCredentials(account, entry.credentials);
		}
		this.#relabel(accountId, entry.label ?? session.accountLabel);
		if (account) {
			this.#useHosts(withPrimaryDomain(account, entry.primaryDomain));
		}
	}

	/** Writes the secret storage too: its event is what updates the other windows. */
	async #replace(account: Account): Promise<void> {
		const { accounts, list } = this.#deps;
		const credentials = await accounts.credentials(account.id);
		await list.replace(account);
		if (credentials) {
			await accounts.store(account, credentials);
		}
	}

	#useHosts(account: Account): void {
		const session = this.#deps.sessions.current;
		const hosts = hostsOfAccount(account);
		if (session?.accountId === account.id && hosts) {
			session.client.setHosts(hosts);
		}
	}

	async #useCredentials(account: Account, credentials: Credentials): Promise<void> {
		const { accounts, sessions } = this.#deps;
		if (sessions.current?.accountId === account.id) {
			await accounts.useCredentials(account, credentials);
		}
	}

	#relabel(accountId: string, label: string): void {
		const { sessions } = this.#deps;
		if (sessions.current?.accountId === accountId) {
			sessions.relabel(label);
		}
	}
}
