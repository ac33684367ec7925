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
	/** The account's label, kept here too so that the other windows hear of a new one; undefined in an early entry. */
	readonly label: string | undefined;
	/** Likewise; undefined for the one of the area. */
	readonly primaryDomain: PrimaryDomain | undefined;
}

/** Whatever is secret of an account is kept under `agora.<kind>.<account>`, or `agora.<kind>.<account>.<name>`. */
const PREFIX = 'agora.credentials.';
/** `agora.removed.<account>` holds the time, in ISO 8601, at which an account was removed from this machine. */
const REMOVED = 'agora.removed.';
/** How long a removal is remembered: longer than a question stays open. */
const REMEMBERED_MS = 30 * 86_400_000;

/**
 * Keeps the credentials of the accounts in VS Code's SecretStorage, and nowhere else.
 *
 * Every window and every profile of a machine shares this storage, and each has its own, perhaps outdated copy of the list of
 * accounts. So it is here that a removal is recorded: before the secrets are deleted, so that whoever stores one at the same time
 * either stores it before they are deleted, or finds the record afterwards and deletes it itself.
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
	 * Stores an account's entry, unless any window has removed the account, also while it was being stored.
	 *
	 * @returns whether it is stored.
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

	/** Whether an account was removed from this machine, by any window. */
	async wasRemoved(accountId: string): Promise<boolean> {
		return (await this.#secrets.get(REMOVED + accountId)) !== undefined;
	}

	/** Removes everything secret that is kept for an account: its credentials, and whatever other features keep under its id. */
	async remove(accountId: string): Promise<void> {
		await this.#secrets.store(REMOVED + accountId, new Date(this.#now()).toISOString());
		await this.#deleteSecretsOf([accountId]);
	}

	/**
	 * Deletes the secrets that a removed account left behind, such as after a crash, and the records of removals that are over.
	 * Secrets of accounts that are merely unknown here stay: they belong to another profile of this VS Code.
	 *
	 * @returns the ids of the removed accounts.
	 */
	async deleteOrphans(): Promise<readonly string[]> {
		const keys = await this.#secrets.keys();
		const removed = keys.filter((key) => key.startsWith(REMOVED)).map((key) => key.slice(REMOVED.length));
		await this.#deleteSecretsOf(removed);
		for (const accountId of removed) {
			const since = Date.parse((await this.#secrets.get(REMOVED + accountId)) ?? '');
			if (!(this.#now() - since < REMEMBERED_MS)) {
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

	/** Tells the id of an account whose entry this or another window has written or removed. */
	onDidChange(listener: (accountId: string) => void): Disposable {
		return this.#secrets.onDidChange(({ key }) => {
			if (key.startsWith(PREFIX)) {
				listener(key.slice(PREFIX.length));
			}
		});
	}
}
