import type { SecretStorage } from 'vscode';
import type { CredentialStorage } from './credentialStorage';

type Secrets = Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;

/**
 * The secret storage for what features keep under the id of an account, in keys such as `agora.<kind>.<account>.<name>`. Nothing
 * is stored for an account that any window has removed, also while it is being stored. What belongs to the sandbox is kept in
 * memory only, since the sandbox does not outlive its window.
 */
export class AccountSecrets implements Secrets {
	readonly #secrets: Secrets;
	readonly #vault: Pick<CredentialStorage, 'wasRemoved'>;
	readonly #temporaryId: string;
	readonly #temporary = new Map<string, string>();

	/** @param temporaryId the account whose secrets are kept in memory. */
	constructor(secrets: Secrets, vault: Pick<CredentialStorage, 'wasRemoved'>, temporaryId: string) {
		this.#secrets = secrets;
		this.#vault = vault;
		this.#temporaryId = temporaryId;
	}

	async keys(): Promise<string[]> {
		return [...(await this.#secrets.keys()), ...this.#temporary.keys()];
	}

	async get(key: string): Promise<string | undefined> {
		return this.#isTemporary(key) ? this.#temporary.get(key) : await this.#secrets.get(key);
	}

	async store(key: string, value: string): Promise<void> {
		if (this.#isTemporary(key)) {
			this.#temporary.set(key, value);
			return;
		}
		const accountId = accountOf(key);
		if (await this.#vault.wasRemoved(accountId)) {
			return;
		}
		await this.#secrets.store(key, value);
		if (await this.#vault.wasRemoved(accountId)) {
			await this.#secrets.delete(key);
		}
	}

	async delete(key: string): Promise<void> {
		this.#temporary.delete(key);
		await this.#secrets.delete(key);
	}

	/** Forgets what belongs to the sandbox, also what earlier versions stored for it. */
	async deleteTemporary(): Promise<void> {
		this.#temporary.clear();
		for (const key of await this.#secrets.keys()) {
			if (this.#isTemporary(key)) {
				await this.#secrets.delete(key);
			}
		}
	}

	#isTemporary(key: string): boolean {
		return accountOf(key) === this.#temporaryId;
	}
}

function accountOf(key: string): string {
	return key.split('.')[2] ?? '';
}
