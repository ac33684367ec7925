import { isObject } from '../../agora/parsing';
import { hasVariable, type Path } from './definitionSyntax';

/** A secret that is in a definition file as plain text. */
interface PlainSecret {
	readonly path: Path;
	/** Its range in the text at the path. */
	readonly start: number;
	readonly end: number;
	/** The second part of its proposed name in the secret storage. */
	readonly kind: string;
}

/** The plain-text secrets of a definition file: token, key and salt, and user and password of the source. */
export function plainSecrets(definition: unknown): PlainSecret[] {
	const player = playerOf(definition);
	const found: PlainSecret[] = [];
	for (const field of ['token', 'encryptKey', 'encryptKdfSalt']) {
		const text = player[field];
		if (typeof text === 'string' && text !== '' && !hasVariable(text)) {
			found.push({ path: ['player', field], start: 0, end: text.length, kind: field });
		}
	}
	const { streamUrl } = player;
	const user = typeof streamUrl === 'string' ? userInfo(streamUrl) : undefined;
	if (typeof streamUrl === 'string' && user && !hasVariable(streamUrl.slice(user.start, user.end))) {
		found.push({ path: ['player', 'streamUrl'], ...user, kind: 'login' });
	}
	return found;
}

/**
 * `plainSecrets`, and the parts of a source that are often secret although users write them into files: its query, which may
 * contain a signature, and the stream key at the end of the path of an rtmp address.
 */
export function likelySecrets(definition: unknown): PlainSecret[] {
	const found = plainSecrets(definition);
	const { streamUrl } = playerOf(definition);
	if (typeof streamUrl !== 'string') {
		return found;
	}
	const add = (start: number, end: number, kind: string) => {
		const text = streamUrl.slice(start, end);
		const isTaken = found.some((each) => each.kind === 'login' && each.end > start);
		if (text !== '' && !hasVariable(text) && !isTaken) {
			found.push({ path: ['player', 'streamUrl'], start, end, kind });
		}
	};
	const query = streamUrl.indexOf('?');
	const pathEnd = query < 0 ? streamUrl.length : query;
	const [, beforeKey] = /^(rtmps?:\/\/[^/?#]*\/(?:[^/?#]+\/)?)/i.exec(streamUrl) ?? [];
	if (beforeKey !== undefined) {
		add(beforeKey.length, pathEnd, 'streamKey');
	}
	if (query >= 0) {
		add(query + 1, streamUrl.length, 'query');
	}
	return found;
}

/** The first part of the proposed names of a definition's secrets. */
export function secretOwner(definition: unknown): string {
	const { name } = playerOf(definition);
	return typeof name === 'string' && /^[\w-]+$/.test(name) ? name : 'player';
}

/**
 * The range of user and password in a stream URL. In `rtmp://user:12/3@host/live` it ends at the `@` after an unescaped password; an
 * `@` in the path after a host without a port is part of the path.
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

function playerOf(definition: unknown): Readonly<Record<string, unknown>> {
	return isObject(definition) && isObject(definition.player) ? definition.player : {};
}
