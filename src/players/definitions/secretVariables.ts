import type { Memento, SecretStorage } from 'vscode';
import { isObject } from '../../agora/parsing';
import { KnownSecrets } from '../../agora/redact';

/** A secret of definition files: its name, and the host that it was entered for. */
interface SecretName {
	readonly name: string;
	/** Empty for a secret that an earlier version stored without a host. */
	readonly host: string;
}

/**
 * The values of `${secret:NAME}` in definition files. They are in the secret storage, by account, and are deleted with it. Each value
 * belongs to the host that it was entered for, so that no file can send it to another.
 */
export class SecretVariables {
	/** Contains every value that was read or stored. */
	readonly known: KnownSecrets;
	readonly #secrets: Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;

	constructor(
		secrets: Pick<SecretStorage, 'keys' | 'get' | 'store' | 'delete'>,
		known: KnownSecrets = new KnownSecrets(),
	) {
		this.#secrets = secrets;
		this.known = known;
	}

	/** Adds all stored values of an account to the known secrets, so that they are hidden in Agora's responses. */
	async readAll(accountId: string): Promise<void> {
		for (const name of await this.names(accountId)) {
			await this.read(accountId, name);
		}
	}

	async names(accountId: string): Promise<readonly SecretName[]> {
		const start = keyOf(accountId, '');
		const keys = await this.#secrets.keys();
		return keys.filter((key) => key.startsWith(start)).map((key) => nameOf(key.slice(start.length)));
	}

	async read(accountId: string, name: SecretName): Promise<string | undefined> {
		const value = await this.#secrets.get(keyOf(accountId, textOf(name)));
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
		await this.#secrets.store(keyOf(accountId, textOf(name)), value);
	}

	/**
	 * Stores a value for a host under the proposed name, or adds a number to the name if it has another value: independent
	 * definitions may propose the same name.
	 *
	 * @returns the name that the value is stored under.
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
			await this.#secrets.delete(keyOf(accountId, textOf(name)));
		}
	}
}

/** Starts with the account's id, by which everything of an account is found when it is removed. */
function keyOf(accountId: string, name: string): string {
	return `agora.definitionSecret.${accountId}.${name}`;
}

/** A name contains no `@` (see `variablesIn`). */
function textOf({ name, host }: SecretName): string {
	return host === '' ? name : `${name}@${host}`;
}

function nameOf(text: string): SecretName {
	const at = text.indexOf('@');
	return at < 0 ? { name: text, host: '' } : { name: text.slice(0, at), host: text.slice(at + 1) };
}

const LEGACY_DEFINITIONS = 'agora.playerDefinitions';
/** The last input of Create Cloud Player, with whole rtmp addresses. */
const LEGACY_CREATIONS = 'agora.lastCreations';

/**
 * Deletes the requests that earlier versions stored, with their secrets: texts in which a user's variables cannot be
 * distinguished from a server's text, and whole addresses of sources.
 */
export async function deleteLegacyDefinitions(
	memento: Pick<Memento, 'get' | 'update'>,
	secrets: SecretVariables,
): Promise<void> {
	if (memento.get<unknown>(LEGACY_CREATIONS) !== undefined) {
		await memento.update(LEGACY_CREATIONS, undefined);
	}
	const stored = memento.get<unknown>(LEGACY_DEFINITIONS);
	if (stored === undefined) {
		return;
	}
	const pairs: readonly unknown[] = Array.isArray(stored)
		? stored
		: isObject(stored)
			? Object.entries(stored)
			: [];
	const keys = pairs.flatMap((pair) => (Array.isArray(pair) && typeof pair[0] === 'string' ? [pair[0]] : []));
	for (const key of keys) {
		const [accountId = '', , playerId = ''] = key.split('/');
		const names = playerId === '' ? [] : await secrets.names(accountId);
		await secrets.forget(
			accountId,
			names.filter(({ name }) => name.startsWith(`${playerId}.`)),
		);
	}
	await memento.update(LEGACY_DEFINITIONS, undefined);
}
