import type { SecretStorage } from 'vscode';
import type { CredentialStorage } from './credentialStorage';

type Secrets = Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete' | 'onDidChange'>;

/**
 * The secret storage of features, for keys such as `agora.<kind>.<account>.<name>`. Stores nothing for an account that any window has
 * removed, even during a call. Keeps the secrets of the sandbox in memory, since the sandbox ends with its window.
 */
export class AccountSecrets implements Secrets {
	readonly #secrets: Secrets;
	readonly #storage: Pick<CredentialStorage, 'wasRemoved'>;
	readonly #temporaryId: string;
	readonly #temporary = new Map<string, string>();

	/** Any window stored or deleted a secret that is not of the sandbox. */
	readonly onDidChange: Secrets['onDidChange'];

	/** @param temporaryId the account whose secrets are kept in memory. */
	constructor(secrets: Secrets, storage: Pick<CredentialStorage, 'wasRemoved'>, temporaryId: string) {
		this.#secrets = secrets;
		this.onDidChange = secrets.onDidChange;
		this.#storage = storage;
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
		if (await this.#storage.wasRemoved(accountId)) {
			return;
		}
		await this.#secrets.store(key, value);
		if (await this.#storage.wasRemoved(accountId)) {
			await this.#secrets.delete(key);
		}
	}

	async delete(key: string): Promise<void> {
		this.#temporary.delete(key);
		await this.#secrets.delete(key);
	}

	/** Deletes the secrets of the sandbox, including those that earlier versions stored. */
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
