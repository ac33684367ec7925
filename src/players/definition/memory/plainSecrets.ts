import { isObject } from '../../../agora/lenient';
import { hasVariable, type Path } from '../variables/variables';

/** A secret that is written out in a definition. */
export interface PlainSecret {
	readonly path: Path;
	/** Where it stands in the text at the path. */
	readonly start: number;
	readonly end: number;
	/** The name proposed for it in the secret storage. */
	readonly name: string;
}

/** The secrets that stand in a definition as they are: token, key and salt, and user and password of the source. */
export function plainSecrets(definition: unknown): PlainSecret[] {
	const player = isObject(definition) && isObject(definition.player) ? definition.player : {};
	const owner = typeof player.name === 'string' && /^[\w-]+$/.test(player.name) ? player.name : 'player';
	const found: PlainSecret[] = [];
	for (const field of ['token', 'encryptKey', 'encryptKdfSalt']) {
		const text = player[field];
		if (typeof text === 'string' && text !== '' && !hasVariable(text)) {
			found.push({ path: ['player', field], start: 0, end: text.length, name: `${owner}.${field}` });
		}
	}
	const { streamUrl } = player;
	const user = typeof streamUrl === 'string' ? userInfo(streamUrl) : undefined;
	if (typeof streamUrl === 'string' && user && !hasVariable(streamUrl.slice(user.start, user.end))) {
		found.push({ path: ['player', 'streamUrl'], ...user, name: `${owner}.login` });
	}
	return found;
}

/**
 * Where user and password stand in a stream URL. In `rtmp://user:12/3@host/live` they reach to the `@` of an unescaped
 * password; an `@` in the path after a host without a port is part of the path.
 */
export function userInfo(streamUrl: string): { readonly start: number; readonly end: number } | undefined {
	const [, protocol = '', authority = '', rest = ''] =
		/^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/is.exec(streamUrl) ?? [];
	const start = protocol.length;
	if (authority.includes('@')) {
		return { start, end: start + authority.lastIndexOf('@') };
	}
	return authority.includes(':') && rest.includes('@')
		? { start, end: start + authority.length + rest.lastIndexOf('@') }
		: undefined;
}
