const HEX = '0123456789abcdef';
const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** Repeatable ids: a seed gives the same ids in every run, so that pins and bookmarks survive a restart. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** 32 hex digits, the form of App IDs, App Certificates and player ids. */
	hexId(): string {
		return this.#text(32, HEX);
	}

	/** The form of a project id, such as `7sdnf3xRH`. */
	projectId(): string {
		return this.#text(9, ID_LETTERS);
	}

	/** A user id that an Agora server might assign: 1 to 2^32 - 1. */
	uid(): number {
		return 1 + Math.floor(this.#next() * 0xffff_ffff);
	}

	#text(length: number, letters: string): string {
		return Array.from({ length }, () => letters.charAt(Math.floor(this.#next() * letters.length))).join('');
	}

	/** A number in [0, 1). */
	#next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		return toFraction(this.#state);
	}
}

/** A number in [0, 1) that depends on the seed and the words only. */
export function fractionOf(seed: number, ...words: readonly string[]): number {
	let hash = (0x811c9dc5 ^ seed) >>> 0;
	for (const character of words.join('\n')) {
		hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	}
	return toFraction(hash);
}

/** Mixes the bits so that neighbouring inputs give unrelated results (mulberry32). */
function toFraction(input: number): number {
	let mixed = Math.imul(input ^ (input >>> 15), input | 1);
	mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
	return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
}
