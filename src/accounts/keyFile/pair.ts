import type { Credentials } from '../../agora/http/credentials';
import { labelledPairs } from './labelledPairs';

/** Why a text is not taken for one Customer ID and one Customer Secret. */
export type KeyFileProblem = 'empty' | 'noId' | 'noSecret' | 'several' | 'unclear';

/** The shortest word that is taken for an ID or a secret though nothing says so: Agora's have 32 letters. */
const BARE_AT_LEAST = 16;

/**
 * Reads the pair from the text of `key_and_secret.txt`, whose layout no document tells (api-facts §1): labels in English
 * or Chinese before, above or in front of the values, CSV, JSON, or nothing but the two, the ID first. Anything that is
 * not exactly one ID and one secret is refused rather than guessed at.
 */
export function pairOf(text: string): Credentials | KeyFileProblem {
	const lines = text
		.replace(/^\uFEFF/, '')
		.split(/[\r\n]+/)
		.map((line) => line.trim())
		.filter((line) => line !== '' && !/^(?:#|\/\/\s)/.test(line));
	if (lines.length === 0) {
		return 'empty';
	}
	const pairs = labelledPairs(lines);
	if (pairs.length === 0) {
		return barePair(lines);
	}
	const ids = valuesOf(pairs, 'id');
	const secrets = valuesOf(pairs, 'secret');
	const [customerId] = ids;
	const [customerSecret] = secrets;
	if (ids.length > 1 || secrets.length > 1) {
		return 'several';
	}
	if (customerId === undefined) {
		return 'noId';
	}
	if (customerSecret === undefined) {
		return 'noSecret';
	}
	return isPair(customerId, customerSecret) ? { customerId, customerSecret } : 'unclear';
}

function valuesOf(pairs: ReturnType<typeof labelledPairs>, kind: 'id' | 'secret'): string[] {
	return [...new Set(pairs.filter((pair) => pair.kind === kind).map(({ value }) => value))];
}

function barePair(lines: readonly string[]): Credentials | KeyFileProblem {
	const words = lines.join(' ').split(/[\s,;:|]+/);
	const [customerId = '', customerSecret = ''] = words;
	const long = words.every((word) => word.length >= BARE_AT_LEAST);
	return words.length === 2 && long && isPair(customerId, customerSecret)
		? { customerId, customerSecret }
		: 'unclear';
}

/** What HTTP Basic can carry: no spaces, no letters beyond ASCII, and no colon in the ID. */
function isPair(customerId: string, customerSecret: string): boolean {
	return /^[\x21-\x39\x3b-\x7e]+$/.test(customerId) && /^[\x21-\x7e]+$/.test(customerSecret);
}
