import type { SecretStorage } from 'vscode';

type Secrets = Pick<SecretStorage, 'get' | 'store' | 'delete'>;

/** The secret part of what players were created from: in the secret storage, by account, which takes it with it when it is removed. */
export class PlayerSecrets {
	private readonly secrets: Secrets;

	constructor(secrets: Secrets) {
		this.secrets = secrets;
	}

	async read(accountId: string, playerId: string): Promise<string | undefined> {
		return await this.secrets.get(keyOf(accountId, playerId));
	}

	async store(accountId: string, playerId: string, value: string): Promise<void> {
		await this.secrets.store(keyOf(accountId, playerId), value);
	}

	async forget(accountId: string, playerId: string): Promise<void> {
		await this.secrets.delete(keyOf(accountId, playerId));
	}
}

/** The account's id stands where whoever removes an account looks for what is kept of it. */
function keyOf(accountId: string, playerId: string): string {
	return `agora.playerSecret.${accountId}.${playerId}`;
}
