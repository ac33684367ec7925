import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Credentials } from '../agora/http/credentials';
import type { Disposable } from '../platform/disposable';

const entrySchema = v.object({
	customerId: v.string(),
	customerSecret: v.string(),
	label: v.optional(v.string()),
});

export interface VaultEntry {
	readonly credentials: Credentials;
	/** The account's label, kept here too so that the other windows hear of a new one; undefined in an early entry. */
	readonly label: string | undefined;
}

/** Whatever is secret of an account is kept under `agora.<kind>.<account>`, or `agora.<kind>.<account>.<name>`. */
const PREFIX = 'agora.credentials.';

/** Keeps the credentials of the accounts in VS Code's SecretStorage, and nowhere else. */
export class Vault {
	private readonly secrets: vscode.SecretStorage;

	constructor(secrets: vscode.SecretStorage) {
		this.secrets = secrets;
	}

	async read(accountId: string): Promise<VaultEntry | undefined> {
		const text = await this.secrets.get(PREFIX + accountId);
		const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), entrySchema), text);
		if (!parsed.success) {
			return undefined;
		}
		const { label, ...credentials } = parsed.output;
		return { credentials, label };
	}

	async write(accountId: string, label: string, credentials: Credentials): Promise<void> {
		const { customerId, customerSecret } = credentials;
		await this.secrets.store(PREFIX + accountId, JSON.stringify({ customerId, customerSecret, label }));
	}

	/** Removes everything secret that is kept for an account: its credentials, and whatever other rooms keep under its id. */
	async forget(accountId: string): Promise<void> {
		await this.secrets.delete(PREFIX + accountId);
		for (const key of await this.secrets.keys()) {
			if (key.split('.')[2] === accountId) {
				await this.secrets.delete(key);
			}
		}
	}

	/** Tells the id of an account whose entry this or another window has written or removed. */
	onDidChange(listener: (accountId: string) => void): Disposable {
		return this.secrets.onDidChange(({ key }) => {
			if (key.startsWith(PREFIX)) {
				listener(key.slice(PREFIX.length));
			}
		});
	}
}
