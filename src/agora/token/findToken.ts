import { readToken } from './readToken';

/** Why a text cannot be read as a token. */
export type TokenProblem = 'empty' | 'oldVersion' | 'noToken' | 'characters' | 'damaged';

/**
 * The characters of a token: base64, possibly with the escapes `%2B`, `%2F` and `%3D` of a URL or `\/` of JSON. No token is longer: its
 * channel has at most 64 bytes, its user 255.
 */
const TOKEN_TEXT = /007(?:[A-Za-z0-9+/]|\\\/|%2[BbFf]){20,4096}(?:=|%3[Dd]){0,2}/y;

/** The limit of attempts to read a token in one text. */
const MAX_ATTEMPTS = 500;

/**
 * Finds the first readable token in a text, such as a line of code, a log or a URL. Without one, returns a part that looks like a token
 * of any version, otherwise the text.
 */
export function findToken(text: string): string {
	return readableToken(text) ?? /(?<![A-Za-z0-9+/])00\d[^\s'"`;,()<>]*/.exec(text)?.[0] ?? text.trim();
}

/** A token can begin inside a word, and end before a `/` of a URL. */
function readableToken(text: string): string | undefined {
	let attempts = 0;
	for (let at = text.indexOf('007'); at >= 0; at = text.indexOf('007', at + 1)) {
		TOKEN_TEXT.lastIndex = at;
		const run = TOKEN_TEXT.exec(text)?.[0] ?? '';
		const whole = run
			.replace(/\\\/|%2[Ff]/g, '/')
			.replace(/%2[Bb]/g, '+')
			.replace(/%3[Dd]/g, '=');
		for (const { index = 0 } of [...whole.matchAll(/\/|$/g)].filter(() => whole !== '')) {
			attempts += 1;
			if (attempts > MAX_ATTEMPTS) {
				return undefined;
			}
			const token = whole.slice(0, index);
			if (readToken(token)) {
				return token;
			}
		}
	}
	return undefined;
}

/** Undefined for a readable token. The result contains nothing of the text. */
export function tokenProblem(token: string): TokenProblem | undefined {
	if (token === '') {
		return 'empty';
	}
	if (/^00[1-6]/.test(token)) {
		return 'oldVersion';
	}
	if (!token.startsWith('007')) {
		return 'noToken';
	}
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(token)) {
		return 'characters';
	}
	return readToken(token) ? undefined : 'damaged';
}
