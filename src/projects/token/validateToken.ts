import type { Project } from '../../agora/console/projects';
import { isSignedWith, readToken, type TokenContent } from '../../agora/token/readToken';
import { tokenMismatches } from '../../agora/token/tokenMismatches';

/** What a token holds, and what can be said about it with the projects at hand. Holds no secret. */
export interface TokenValidation {
	readonly content: TokenContent;
	/** The project of its App ID; undefined where it is none of those at hand. */
	readonly project: Project | undefined;
	readonly time: 'valid' | 'notYetValid' | 'expired';
	/** Whether the project's certificate signed it, or why this cannot be told. */
	readonly signature: 'fits' | 'differs' | 'unknownProject' | 'noCertificate';
}

/**
 * Explains a token with the projects at hand. Undefined for what is no token.
 * @param now Milliseconds since 1970.
 */
export function validateToken(
	token: string,
	projects: readonly Project[],
	now: number,
): TokenValidation | undefined {
	const content = readToken(token);
	if (!content) {
		return undefined;
	}
	const project = projects.find(({ appId }) => appId !== '' && appId === content.appId);
	const misfits = tokenMismatches(content, { at: now });
	const late = misfits.includes('expired') ? 'expired' : 'valid';
	return {
		content,
		project,
		time: misfits.includes('notYetValid') ? 'notYetValid' : late,
		signature: signatureOf(token, project),
	};
}

function signatureOf(token: string, project: Project | undefined): TokenValidation['signature'] {
	if (!project) {
		return 'unknownProject';
	}
	if (project.appCertificate === undefined) {
		return 'noCertificate';
	}
	return isSignedWith(token, project.appCertificate) ? 'fits' : 'differs';
}

/** Why a text is no token that can be read. */
export type TokenProblem = 'empty' | 'oldVersion' | 'noToken' | 'characters' | 'damaged';

/**
 * What may belong to a token: base64, in which an address writes `+`, `/` and `=` as `%2B`, `%2F` and `%3D`, and JSON may
 * write `\/`. No token is longer: its channel has 64 bytes at most, its user 255.
 */
const RUN = /007(?:[A-Za-z0-9+/]|\\\/|%2[BbFf]){20,4096}(?:=|%3[Dd]){0,2}/y;

/** Attempts to read a token in one text: no text that a person selects holds more that look like one. */
const ATTEMPTS = 500;

/**
 * The first token in what was copied or selected, be it a line of code, a log or an address. Without one that can be read,
 * what looks like a token of any version, else the text itself.
 */
export function tokenIn(text: string): string {
	return readableToken(text) ?? /(?<![A-Za-z0-9+/])00\d[^\s'"`;,()<>]*/.exec(text)?.[0] ?? text.trim();
}

/** A token may begin in the middle of a word and end before a `/` of the address it is part of. */
function readableToken(text: string): string | undefined {
	let attempts = 0;
	for (let at = text.indexOf('007'); at >= 0; at = text.indexOf('007', at + 1)) {
		RUN.lastIndex = at;
		const run = RUN.exec(text)?.[0] ?? '';
		const whole = run
			.replace(/\\\/|%2[Ff]/g, '/')
			.replace(/%2[Bb]/g, '+')
			.replace(/%3[Dd]/g, '=');
		for (const { index = 0 } of [...whole.matchAll(/\/|$/g)].filter(() => whole !== '')) {
			attempts += 1;
			if (attempts > ATTEMPTS) {
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
