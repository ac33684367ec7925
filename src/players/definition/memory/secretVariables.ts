import type { SecretStorage } from 'vscode';
import { KnownSecrets } from '../../../agora/http/knownSecrets';

type Secrets = Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;

/** A secret of definition files, by its name and the host that it was entered for. */
export interface SecretName {
	readonly name: string;
	/** Empty for a secret that an earlier version stored for no host. */
	readonly host: string;
}

/**
 * The values of `${secret:NAME}` in definition files: in the secret storage, by account, which takes them with it when it is
 * removed. Each value belongs to the host that it was entered for, so that no file can send it to another.
 */
export class SecretVariables {
	/** Every value that was read or stored is one of these. */
	readonly known: KnownSecrets;
	private readonly secrets: Secrets;

	constructor(secrets: Secrets, known: KnownSecrets = new KnownSecrets()) {
		this.secrets = secrets;
		this.known = known;
	}

	/** Makes all stored values of an account known, so that none is shown where Agora reports it. */
	async readAll(accountId: string): Promise<void> {
		for (const name of await this.names(accountId)) {
			await this.read(accountId, name);
		}
	}

	async names(accountId: string): Promise<readonly SecretName[]> {
		const start = keyOf(accountId, '');
		const keys = await this.secrets.keys();
		return keys.filter((key) => key.startsWith(start)).map((key) => nameOf(key.slice(start.length)));
	}

	async read(accountId: string, name: SecretName): Promise<string | undefined> {
		const value = await this.secrets.get(keyOf(accountId, textOf(name)));
		this.known.add(value === undefined ? [] : [value]);
		return value;
	}

	/** The values that are stored under a name for any host. */
	async stored(accountId: string, name: string): Promise<readonly { host: string; value: string }[]> {
		const hosts = (await this.names(accountId)).filter((each) => each.name === name);
		const values = await Promise.all(
			hosts.map(async ({ host }) => ({ host, value: await this.read(accountId, { name, host }) })),
		);
		return values.flatMap(({ host, value }) => (value === undefined ? [] : [{ host, value }]));
	}

	async store(accountId: string, name: SecretName, value: string): Promise<void> {
		this.known.add([value]);
		await this.secrets.store(keyOf(accountId, textOf(name)), value);
	}

	/**
	 * Stores a value for a host under the proposed name, or with a number behind it where that name holds another value:
	 * definitions that know nothing of each other may propose the same.
	 *
	 * @returns the name it is stored under.
	 */
	async add(accountId: string, proposed: SecretName, value: string): Promise<string> {
		for (let count = 1; ; count += 1) {
			const name = count === 1 ? proposed.name : `${proposed.name}-${count}`;
			const { host } = proposed;
			const stored = await this.stored(accountId, name);
			if (stored.every((each) => each.value === value)) {
				if (!stored.some((each) => each.host === host)) {
					await this.store(accountId, { name, host }, value);
				}
				return name;
			}
		}
	}

	async forget(accountId: string, names: readonly SecretName[]): Promise<void> {
		for (const name of names) {
			await this.secrets.delete(keyOf(accountId, textOf(name)));
		}
	}
}

/** The account's id stands where whoever removes an account looks for what is kept of it. */
function keyOf(accountId: string, name: string): string {
	return `agora.definitionSecret.${accountId}.${name}`;
}

/** A name has no `@` (see `variablesIn`). */
function textOf({ name, host }: SecretName): string {
	return host === '' ? name : `${name}@${host}`;
}

function nameOf(text: string): SecretName {
	const at = text.indexOf('@');
	return at < 0 ? { name: text, host: '' } : { name: text.slice(0, at), host: text.slice(at + 1) };
}
