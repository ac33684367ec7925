import type { Path } from './variables';

/** Matches definition files by their name. */
export const DEFINITION_FILES = '**/*.agora-player.{json,jsonc}';

/** Whether a file is a definition, by its name. The other version in a Git diff is not. */
export function isDefinitionFile({ scheme, path }: { scheme: string; path: string }): boolean {
	return scheme !== 'git' && /\.agora-player\.jsonc?$/.test(path);
}

/**
 * The fields of `player` that may hold `${secret:…}`, and that are kept in the secret storage. Everyone who may list the players
 * can read the other fields.
 */
export const SECRET_FIELDS: readonly string[] = ['streamUrl', 'token', 'encryptKey', 'encryptKdfSalt'];

/** Whether the field at a path of a definition may hold a secret. */
export function isSecretField(path: Path): boolean {
	return path[0] === 'player' && SECRET_FIELDS.includes(String(path[1]));
}
