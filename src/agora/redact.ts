/** Stands where a secret was. */
export const HIDDEN = '•••';

/** Fields that are secret whatever they hold (Console REST API, Project; Media Pull REST API, Create API). */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
	'sign_key',
	'token',
	'encryptKey',
	'encryptKdfSalt',
]);

/**
 * A stream URL fit to be shown or logged: without user and password, and with `?…` in place of its query, since signatures stand
 * there. Of the path of an rtmp address only the first of several segments is left, the name of the application, since the stream
 * key stands behind it. What cannot be taken apart for certain is hidden but for its protocol.
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
	// Where a secret was hidden before, the parser has encoded what stands for it.
	return shown.replaceAll(encodeURIComponent(HIDDEN), HIDDEN);
}

/** Where the stream key begins in the path of an rtmp address: behind the first of its segments, or at the only one. */
function streamKeyStart({ protocol, pathname }: URL): number | undefined {
	if (protocol !== 'rtmp:' && protocol !== 'rtmps:') {
		return undefined;
	}
	const [before = ''] = /^\/+(?:[^/]+\/+)?/.exec(pathname) ?? [];
	return before.length < pathname.length ? before.length : undefined;
}

/**
 * Whether what looks like host, port and path may be a user and an unescaped password: in `rtmp://user:12/3@host/live` a
 * parser takes `user` for the host, 12 for the port and the rest for the path.
 */
function hidesPassword(text: string): boolean {
	const [, authority = '', rest = ''] = /^[^:]*:[\\/]*([^\\/?#]*)(.*)$/s.exec(text) ?? [];
	return rest.includes('@') && (authority.includes(':') || authority.includes('@'));
}

/** `text` without any of `secrets`, as `hideSecrets` does it, and with every URL in it redacted. */
export function redactText(text: string, secrets: readonly string[]): string {
	return hideSecrets(text, secrets).replaceAll(/[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]+/gi, redactStreamUrl);
}

/**
 * `text` without any of `secrets`, in the spellings in which a URL or JSON may hold them. Secrets under four characters are
 * left alone: hiding them would blot out ordinary words.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
	const spellings = secrets.filter((secret) => secret.length >= 4).flatMap(spellingsOf);
	// The longest first, lest a secret that contains another be hidden only in part.
	const sorted = spellings.toSorted((a, b) => b.length - a.length);
	return sorted.reduce((hiddenSoFar, spelling) => hiddenSoFar.replaceAll(spelling, HIDDEN), text);
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
 * The parts of a stream URL that must not be repeated: its user and password, its query as a whole and in parts, and the stream
 * key of an rtmp address.
 *
 * @param open what is no secret, such as the name of the channel: stream keys are often named like it.
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

const KEPT_AT_MOST = 500;

/**
 * Values that must be repeated nowhere, whoever says them: those of secrets and of answers that stand in the secret fields of
 * requests. In memory only, the newest 500.
 */
export class KnownSecrets {
	#known = new Set<string>();

	get values(): readonly string[] {
		return [...this.#known];
	}

	add(values: Iterable<string>): void {
		const added = [...values].filter((value) => value !== '');
		const others = [...this.#known].filter((value) => !added.includes(value));
		this.#known = new Set([...others, ...added].slice(-KEPT_AT_MOST));
	}

	/**
	 * The address of a source as it may be shown: as `redactStreamUrl`, and without any known secret. A segment of its path that is
	 * one is hidden however short it is.
	 *
	 * @param hidesPath whether some of its path is known to be secret, though not what.
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
		const segments = (path ?? '').split('/').map((segment) => (this.#isKnown(segment) ? HIDDEN : segment));
		return hideSecrets(`${origin}${segments.join('/')}${rest}`, this.values);
	}

	#isKnown(segment: string): boolean {
		return this.#known.has(segment) || this.#known.has(decoded(segment));
	}
}

/** An address as it may be stored for the next time: the host of an rtmp address; another address only where it shows no secret. */
export function storableStreamUrl(streamUrl: string): string | undefined {
	const shown = redactStreamUrl(streamUrl);
	const [, host] = /^(rtmps?:\/\/[^/?#]+)/i.exec(shown) ?? [];
	return host === undefined ? (shown === streamUrl ? streamUrl : undefined) : `${host}/`;
}
