/** Replaces a secret. */
export const HIDDEN = '•••';

/** Fields that are always secret (Console REST API, Project; Media Pull REST API, Create API). */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
	'sign_key',
	'token',
	'encryptKey',
	'encryptKdfSalt',
]);

/**
 * Redacts a stream URL, so that it can be shown or logged: removes user and password, and replaces the query, which may contain a
 * signature, by `?…`. Of the path of an rtmp address, only the first of several segments remains, the application, because the
 * stream key follows it. If the parts cannot be determined reliably, only the protocol remains.
 */
export function redactStreamUrl(text: string): string {
	const protocol = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0] ?? '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url?.host || hidesPassword(text)) {
		return `${protocol}${HIDDEN}`;
	}
	const key = streamKeyStart(url);
	const path = key === undefined ? url.pathname : `${url.pathname.slice(0, key)}${HIDDEN}`;
	const shown = `${url.protocol}//${url.host}${path}${url.search ? '?…' : ''}`;
	// The parser encodes the mark of secrets that were hidden before.
	return shown.replaceAll(encodeURIComponent(HIDDEN), HIDDEN);
}

/** Where the stream key begins in the path of an rtmp address: after the first segment, or at the only one. */
function streamKeyStart({ protocol, pathname }: URL): number | undefined {
	if (protocol !== 'rtmp:' && protocol !== 'rtmps:') {
		return undefined;
	}
	const [before = ''] = /^\/+(?:[^/]+\/+)?/.exec(pathname) ?? [];
	return before.length < pathname.length ? before.length : undefined;
}

/**
 * Whether host, port and path may be a user and an unescaped password: a parser reads `rtmp://user:12/3@host/live` as the host
 * `user`, the port 12 and a path.
 */
function hidesPassword(text: string): boolean {
	const [, authority = '', rest = ''] = /^[^:]*:[\\/]*([^\\/?#]*)(.*)$/s.exec(text) ?? [];
	return rest.includes('@') && (authority.includes(':') || authority.includes('@'));
}

/** Hides `secrets` in a text, like `hideSecrets`, and redacts every URL in it. */
export function redactText(text: string, secrets: readonly string[]): string {
	return hideSecrets(text, secrets).replaceAll(/[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]+/gi, redactStreamUrl);
}

/**
 * Hides `secrets` in a text, also in the encodings of URLs and JSON. Does not hide secrets of less than four characters, which would
 * also hide ordinary words.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
	const spellings = secrets.filter((secret) => secret.length >= 4).flatMap(spellingsOf);
	// The longest first, so that a secret that contains another one is hidden completely.
	const sorted = spellings.toSorted((a, b) => b.length - a.length);
	return sorted.reduce((result, spelling) => result.replaceAll(spelling, HIDDEN), text);
}

function spellingsOf(secret: string): string[] {
	const wellFormed = Buffer.from(secret).toString();
	const inQuery = new URLSearchParams({ '': secret }).toString().slice(1);
	return [
		secret,
		encodeURIComponent(wellFormed),
		encodeURI(wellFormed),
		inQuery,
		inQuery.replaceAll('+', '%20'),
		JSON.stringify(secret).slice(1, -1),
	];
}

/**
 * The secret parts of a stream URL: user and password, the query and its values, and the stream key of an rtmp address.
 *
 * @param open values that are not secret, such as the channel name, which is often used as the stream key.
 */
export function secretsOfStreamUrl(text: string, open: readonly (string | undefined)[] = []): string[] {
	if (!URL.canParse(text)) {
		return [text];
	}
	const url = new URL(text);
	const { username, password, search, searchParams, pathname } = url;
	const keyStart = streamKeyStart(url);
	const key = keyStart === undefined ? '' : pathname.slice(keyStart);
	return [
		...[key, decoded(key)].filter((each) => !open.includes(each)),
		username,
		decoded(username),
		password,
		decoded(password),
		search.slice(1),
		...searchParams.values(),
	];
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const MAX_SECRETS = 500;

/**
 * Secret values that must not be shown or logged, also if Agora repeats them. Kept in memory only; the newest 500.
 */
export class KnownSecrets {
	#secrets = new Set<string>();

	get values(): readonly string[] {
		return [...this.#secrets];
	}

	add(values: Iterable<string>): void {
		const added = [...values].filter((value) => value !== '');
		const others = [...this.#secrets].filter((value) => !added.includes(value));
		this.#secrets = new Set([...others, ...added].slice(-MAX_SECRETS));
	}

	/**
	 * Redacts the address of a source like `redactStreamUrl`, and hides the secrets in it. A segment of the path that is a secret is
	 * hidden however short it is.
	 *
	 * @param hidesPath whether the path contains a secret that is not known.
	 */
	redactSource(streamUrl: string, hidesPath = false): string {
		const redacted = redactStreamUrl(streamUrl);
		const [, origin, path] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(\/[^?]*)?/i.exec(redacted) ?? [];
		if (origin === undefined) {
			return redacted;
		}
		const rest = redacted.slice(origin.length + (path?.length ?? 0));
		if (hidesPath && path !== undefined && path !== '/') {
			return hideSecrets(`${origin}/${HIDDEN}${rest}`, this.values);
		}
		const segments = (path ?? '').split('/').map((segment) => (this.#isSecret(segment) ? HIDDEN : segment));
		return hideSecrets(`${origin}${segments.join('/')}${rest}`, this.values);
	}

	#isSecret(segment: string): boolean {
		return this.#secrets.has(segment) || this.#secrets.has(decoded(segment));
	}
}

/** An address as it may be stored for the next time: the host of an rtmp address; another address only where it shows no secret. */
export function storableStreamUrl(streamUrl: string): string | undefined {
	const shown = redactStreamUrl(streamUrl);
	const [, host] = /^(rtmps?:\/\/[^/?#]+)/i.exec(shown) ?? [];
	return host === undefined ? (shown === streamUrl ? streamUrl : undefined) : `${host}/`;
}
