import type { SecretStorage } from 'vscode';

type Secrets = Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;

/** The values of `${secret:NAME}` in definition files: in the secret storage, by account, which takes them with it when it is removed. */
export class SecretVariables {
	private readonly secrets: Secrets;

	constructor(secrets: Secrets) {
		this.secrets = secrets;
	}

	async names(accountId: string): Promise<readonly string[]> {
		const start = keyOf(accountId, '');
		const keys = await this.secrets.keys();
		return keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
	}

	async read(accountId: string, name: string): Promise<string | undefined> {
		return await this.secrets.get(keyOf(accountId, name));
	}

	async store(accountId: string, name: string, value: string): Promise<void> {
		await this.secrets.store(keyOf(accountId, name), value);
	}

	/**
	 * Stores a value under the proposed name, or with a number behind it where that name holds another value: definitions that
	 * know nothing of each other may propose the same.
	 *
	 * @returns the name it is stored under.
	 */
	async add(accountId: string, proposed: string, value: string): Promise<string> {
		for (let count = 1; ; count += 1) {
			const name = count === 1 ? proposed : `${proposed}-${count}`;
			const stored = await this.read(accountId, name);
			if (stored === undefined) {
				await this.store(accountId, name, value);
			}
			if (stored === undefined || stored === value) {
				return name;
			}
		}
	}

	async forget(accountId: string, names: readonly string[]): Promise<void> {
		for (const name of names) {
			await this.secrets.delete(keyOf(accountId, name));
		}
	}
}

/** The account's id stands where whoever removes an account looks for what is kept of it. */
function keyOf(accountId: string, name: string): string {
	return `agora.definitionSecret.${accountId}.${name}`;
}
