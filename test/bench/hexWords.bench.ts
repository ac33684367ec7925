// The search for the account's App IDs and App Certificates in a text, compared with a plain regular expression.
import { createHash } from 'node:crypto';
import { findValues } from '../../src/projects/editorHints/hexValues';
import { compare } from './compare';

const CHARACTERS = 5_000_000;
const VALUE_COUNT = 40;

/** 32 pseudorandom hex digits, the same in every run. */
const hex = (index: number) => createHash('md5').update(`value ${index}`).digest('hex');
const values = new Map(Array.from({ length: VALUE_COUNT }, (_, index) => [hex(index), index]));

/** A text like a lock file: code, hashes of other lengths, and some of the values. */
function largeText(): string {
	const lines: string[] = [];
	for (let length = 0, index = 0; length < CHARACTERS; index++) {
		const hash = createHash('sha512')
			.update(String(index))
			.digest(index % 2 === 0 ? 'hex' : 'base64');
		const value = index % 200 === 0 ? hex(index % VALUE_COUNT) : hash.slice(0, 32);
		const line = `\t"package-${index}": { "integrity": "sha512-${hash}", "id": "${value}", "dev": true },\n`;
		lines.push(line);
		length += line.length;
	}
	return lines.join('').slice(0, CHARACTERS);
}

const text = largeText();
const pattern = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/gi;

void compare(
	`${CHARACTERS / 1e6} million characters searched for ${VALUE_COUNT} values`,
	{ name: 'scan', run: async () => findValues(text, values) },
	{
		name: 'plain regular expression',
		run: async () =>
			[...text.matchAll(pattern)].flatMap(({ 0: word, index }) => {
				const value = values.get(word.toLowerCase());
				return value === undefined ? [] : [{ start: index, value }];
			}),
	},
);
