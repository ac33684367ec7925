import type { Memento, SecretStorage } from 'vscode';

const PREFIX = 'agora.definitionSecret';
const NAMES = 'agora.definitionSecretNames';

/** The values of `${secret:NAME}` in definition files: in the secret storage, by account. Only their names are in the state. */
export class SecretVariables {
	private readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>;
	private readonly memory: Pick<Memento, 'get' | 'update'>;

	constructor(
		secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>,
		memory: Pick<Memento, 'get' | 'update'>,
	) {
		this.secrets = secrets;
		this.memory = memory;
	}

	names(accountId: string): readonly string[] {
		const stored = this.memory.get<unknown>(`${NAMES}.${accountId}`);
		return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : [];
	}

	async read(accountId: string, name: string): Promise<string | undefined> {
		return await this.secrets.get(keyOf(accountId, name));
	}

	async store(accountId: string, name: string, value: string): Promise<void> {
		await this.secrets.store(keyOf(accountId, name), value);
		const others = this.names(accountId).filter((each) => each !== name);
		await this.memory.update(`${NAMES}.${accountId}`, [...others, name]);
	}

	async forget(accountId: string, names: readonly string[]): Promise<void> {
		for (const name of names) {
			await this.secrets.delete(keyOf(accountId, name));
		}
		const left = this.names(accountId).filter((name) => !names.includes(name));
		await this.memory.update(`${NAMES}.${accountId}`, left.length > 0 ? left : undefined);
	}
}

function keyOf(accountId: string, name: string): string {
	return `${PREFIX}.${accountId}.${name}`;
}
