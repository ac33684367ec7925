import { HIDDEN, hideSecrets, redactStreamUrl } from './redact';

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
	shownSource(streamUrl: string, hidesPath = false): string {
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

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
