import { readToken } from '../../agora/tokenReader';

/** Why a text is no token that can be read. */
export type TokenProblem = 'empty' | 'oldVersion' | 'noToken' | 'characters' | 'damaged';

/** The first token, of any version, in what was copied or selected, be it a line of code or a log; else the text itself. */
export function tokenIn(text: string): string {
	return /(?<![A-Za-z0-9+/])00\d[^\s'"`;,]*/.exec(text)?.[0] ?? text.trim();
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
