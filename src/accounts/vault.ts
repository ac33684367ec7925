import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Credentials } from '../agora/http/client';

const credentialsSchema = v.object({ customerId: v.string(), customerSecret: v.string() });

/** Keeps the credentials of the accounts in VS Code's SecretStorage, and nowhere else. */
export class Vault {
	private readonly secrets: vscode.SecretStorage;

	constructor(secrets: vscode.SecretStorage) {
		this.secrets = secrets;
	}

	async read(accountId: string): Promise<Credentials | undefined> {
		const text = await this.secrets.get(keyOf(accountId));
		const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), credentialsSchema), text);
		return parsed.success ? parsed.output : undefined;
	}

	async write(accountId: string, credentials: Credentials): Promise<void> {
		await this.secrets.store(keyOf(accountId), JSON.stringify(credentials));
	}

	async forget(accountId: string): Promise<void> {
		await this.secrets.delete(keyOf(accountId));
	}
}

function keyOf(accountId: string): string {
	return `agora.credentials.${accountId}`;
}
