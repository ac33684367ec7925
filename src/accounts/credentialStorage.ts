import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Credentials } from '../agora/credentials';
import { PRIMARY_DOMAINS, type PrimaryDomain } from '../agora/hosts';
import type { Disposable } from '../common/disposable';
import type { Account } from './accountList';

const entrySchema = v.object({
	customerId: v.string(),
	customerSecret: v.string(),
	label: v.optional(v.string()),
	primaryDomain: v.fallback(v.optional(v.picklist(PRIMARY_DOMAINS)), undefined),
});

export interface StoredCredentials {
	readonly credentials: Credentials;
	/** Stored here too, so that a change updates the other windows; undefined in entries of early versions. */
	readonly label: string | undefined;
	/** Stored here too; undefined for the domain of the area. */
	readonly primaryDomain: PrimaryDomain | undefined;
}

/** The secrets of an account have the keys `agora.<kind>.<account>` and `agora.<kind>.<account>.<name>`. */
const PREFIX = 'agora.credentials.';
/** The value of `agora.removed.<account>` is the time, in ISO 8601, when the account was removed from this machine. */
const REMOVED = 'agora.removed.';
/** How long the record of a removal is kept: longer than a question stays open. */
const RECORD_MS = 30 * 86_400_000;

/**
 * Stores the credentials of the accounts in VS Code's SecretStorage.
 *
 * All windows and profiles of a machine share this storage, and each has its own, possibly outdated copy of the list of accounts.
 * Therefore a removal is recorded here, before the secrets are deleted. A window that stores a secret at the same time either stores it
 * before the deletion, or finds the record afterwards and deletes the secret itself.
 */
export class CredentialStorage {
	readonly #secrets: vscode.SecretStorage;
	readonly #now: () => number;

	/** @param now Milliseconds since 1970. */
	constructor(secrets: vscode.SecretStorage, now: () => number = Date.now) {
		this.#secrets = secrets;
		this.#now = now;
	}

	async read(accountId: string): Promise<StoredCredentials | undefined> {
		const text = await this.#secrets.get(PREFIX + accountId);
		const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), entrySchema), text);
		if (!parsed.success) {
			return undefined;
		}
		const { label, primaryDomain, ...credentials } = parsed.output;
		return { credentials, label, primaryDomain };
	}

	/**
	 * Stores the entry of an account, unless any window has removed the account, even during this call.
	 *
	 * @returns whether the entry is stored.
	 */
	async write(account: Account, credentials: Credentials): Promise<boolean> {
		const { id: accountId, label } = account;
		const primaryDomain = account.area === 'local' ? undefined : account.primaryDomain;
		if (await this.wasRemoved(accountId)) {
			return false;
		}
		const { customerId, customerSecret } = credentials;
		await this.#secrets.store(
			PREFIX + accountId,
			JSON.stringify({ customerId, customerSecret, label, primaryDomain }),
		);
		if (await this.wasRemoved(accountId)) {
			await this.#secrets.delete(PREFIX + accountId);
			return false;
		}
		return true;
	}

	/** Whether any window has removed the account from this machine. */
	async wasRemoved(accountId: string): Promise<boolean> {
		return (await this.#secrets.get(REMOVED + accountId)) !== undefined;
	}

	/** Deletes all secrets of an account: its credentials and those that other features store under its id. */
	async remove(accountId: string): Promise<void> {
		await this.#secrets.store(REMOVED + accountId, new Date(this.#now()).toISOString());
		await this.#deleteSecretsOf([accountId]);
	}

	/**
	 * Deletes the secrets that removed accounts left behind, such as after a crash, and expired records of removals. Keeps the secrets of
	 * accounts that this window does not list: they belong to another profile of VS Code.
	 *
	 * @returns the ids of the removed accounts.
	 */
	async deleteOrphans(): Promise<readonly string[]> {
		const keys = await this.#secrets.keys();
		const removed = keys.filter((key) => key.startsWith(REMOVED)).map((key) => key.slice(REMOVED.length));
		await this.#deleteSecretsOf(removed);
		for (const accountId of removed) {
			const since = Date.parse((await this.#secrets.get(REMOVED + accountId)) ?? '');
			if (!(this.#now() - since < RECORD_MS)) {
				await this.#secrets.delete(REMOVED + accountId);
			}
		}
		return removed;
	}

	async #deleteSecretsOf(accountIds: readonly string[]): Promise<void> {
		if (accountIds.length === 0) {
			return;
		}
		for (const key of await this.#secrets.keys()) {
			const [, , accountId = ''] = key.split('.');
			if (accountIds.includes(accountId) && !key.startsWith(REMOVED)) {
				await this.#secrets.delete(key);
			}
		}
	}

	/** Calls the listener with the id of an account whose entry any window has written or removed. */
	onDidChange(listener: (accountId: string) => void): Disposable {
		return this.#secrets.onDidChange(({ key }) => {
			if (key.startsWith(PREFIX)) {
				listener(key.slice(PREFIX.length));
			}
		});
	}
}
