import { readToken } from '../../agora/tokenReader';

/** Why a text is no token that can be read. */
export type TokenProblem = 'empty' | 'oldVersion' | 'noToken' | 'characters' | 'damaged';

/** A token as copied from code, a log or a header: without the quotes, spaces and `token=` around it. */
export function trimToken(text: string): string {
	return text
		.trim()
		.replace(/^[\w-]*\s*[:=]\s*(?=['"`]?00\d)/, '')
		.replace(/^['"`]+|[;,]*['"`]*[;,]*$/g, '');
}

/** Undefined for a token that can be read. Never tells anything of the text. */
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
