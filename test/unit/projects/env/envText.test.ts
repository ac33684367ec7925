import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, type EnvValues, envChanges, readEnv } from '../../../../src/projects/env/envText';
import { dotenvParse } from './referenceEnv';

const APP_ID = '0123456789abcdef0123456789abcdef';
const CERTIFICATE = 'fedcba9876543210fedcba9876543210';
const ONE: EnvValues = [['AGORA_APP_ID', APP_ID]];
const BOTH: EnvValues = [...ONE, ['AGORA_APP_CERTIFICATE', CERTIFICATE]];

function set(text: string, values: EnvValues = ONE): string | undefined {
	const changes = envChanges(text, values);
	return changes && applyChanges(text, changes);
}

describe('setting keys of an env file', () => {
	it.each([
		['the bare value', 'AGORA_APP_ID=old\nB=2\n', `AGORA_APP_ID=${APP_ID}\nB=2\n`],
		['double quotes', 'AGORA_APP_ID="old"\n', `AGORA_APP_ID="${APP_ID}"\n`],
		['single quotes', "AGORA_APP_ID='old'\n", `AGORA_APP_ID='${APP_ID}'\n`],
		['backticks', 'AGORA_APP_ID=`old`\n', `AGORA_APP_ID=\`${APP_ID}\`\n`],
		['export and blanks', '  export  AGORA_APP_ID =  old  \n', `  export  AGORA_APP_ID =  ${APP_ID}  \n`],
		['a comment', 'AGORA_APP_ID=old # mine\n', `AGORA_APP_ID=${APP_ID} # mine\n`],
		['a comment after quotes', 'AGORA_APP_ID="old" # mine\n', `AGORA_APP_ID="${APP_ID}" # mine\n`],
		['a colon', 'AGORA_APP_ID: old\n', `AGORA_APP_ID: ${APP_ID}\n`],
		['a missing line break at the end', 'A=1\nAGORA_APP_ID=old', `A=1\nAGORA_APP_ID=${APP_ID}`],
		['each line break', 'A=1\r\nAGORA_APP_ID=old\nB=2\r\n', `A=1\r\nAGORA_APP_ID=${APP_ID}\nB=2\r\n`],
		['a byte order mark', '\uFEFFAGORA_APP_ID=old\r\n', `\uFEFFAGORA_APP_ID=${APP_ID}\r\n`],
		['its three bytes', '\u00EF\u00BB\u00BFAGORA_APP_ID=old', `\u00EF\u00BB\u00BFAGORA_APP_ID=${APP_ID}`],
		['an empty value', 'AGORA_APP_ID=\nB=2', `AGORA_APP_ID=${APP_ID}\nB=2`],
		['an empty value in quotes', 'AGORA_APP_ID=""', `AGORA_APP_ID="${APP_ID}"`],
	])('keeps %s', (_, before, after) => {
		expect(set(before)).toBe(after);
	});

	it('adds a blank before a comment that could be read as part of an unquoted value', () => {
		expect(set('AGORA_APP_ID=old#mine\nB=2')).toBe(`AGORA_APP_ID=${APP_ID} #mine\nB=2`);
		expect(set('AGORA_APP_ID=#mine')).toBe(`AGORA_APP_ID=${APP_ID} #mine`);
	});

	it('replaces a value of several lines, and does not change other values of several lines', () => {
		const pem = 'KEY="-----BEGIN\nAGORA_APP_ID=inside\n-----END"\n';
		expect(set(`${pem}AGORA_APP_ID='a\nb'\n`)).toBe(`${pem}AGORA_APP_ID='${APP_ID}'\n`);
	});

	it('comments out all lines of every further entry of the key', () => {
		expect(set('AGORA_APP_ID=a\r\nB=2\r\nexport AGORA_APP_ID="b\r\nc"\r\nAGORA_APP_ID=d')).toBe(
			`AGORA_APP_ID=${APP_ID}\r\nB=2\r\n# export AGORA_APP_ID="b\r\n# c"\r\n# AGORA_APP_ID=d`,
		);
	});

	it.each([
		['', `AGORA_APP_ID=${APP_ID}\nAGORA_APP_CERTIFICATE=${CERTIFICATE}\n`],
		['\uFEFF', `\uFEFFAGORA_APP_ID=${APP_ID}\nAGORA_APP_CERTIFICATE=${CERTIFICATE}\n`],
		['A=1\n', `A=1\nAGORA_APP_ID=${APP_ID}\nAGORA_APP_CERTIFICATE=${CERTIFICATE}\n`],
		['A=1', `A=1\nAGORA_APP_ID=${APP_ID}\nAGORA_APP_CERTIFICATE=${CERTIFICATE}`],
		['A=1\nB=2\r\n', `A=1\nB=2\r\nAGORA_APP_ID=${APP_ID}\r\nAGORA_APP_CERTIFICATE=${CERTIFICATE}\r\n`],
		['A=1\r\nB=2', `A=1\r\nB=2\r\nAGORA_APP_ID=${APP_ID}\r\nAGORA_APP_CERTIFICATE=${CERTIFICATE}`],
		['AGORA_APP_CERTIFICATE=x', `AGORA_APP_CERTIFICATE=${CERTIFICATE}\nAGORA_APP_ID=${APP_ID}`],
		['#AGORA_APP_ID=x\n', `#AGORA_APP_ID=x\nAGORA_APP_ID=${APP_ID}\nAGORA_APP_CERTIFICATE=${CERTIFICATE}\n`],
	])('adds what is missing to %j', (before, after) => {
		expect(set(before, BOTH)).toBe(after);
	});

	it.each([
		['AGORA_APP_ID:\nB=2\n', `AGORA_APP_ID: ${APP_ID}\nB=2\n`],
		['AGORA_APP_ID:', `AGORA_APP_ID: ${APP_ID}`],
		['AGORA_APP_ID:\r\n\r\nB=2', `AGORA_APP_ID: ${APP_ID}\r\n\r\nB=2`],
		['AGORA_APP_ID=1\nAGORA_APP_ID:\nB=2\n', `AGORA_APP_ID=${APP_ID}\n# AGORA_APP_ID:\nB=2\n`],
		["AGORA_APP_ID=\n'x'", `AGORA_APP_ID=${APP_ID}\n'x'`],
	])('gives the key its value on its own line in %j', (before, after) => {
		expect(set(before)).toBe(after);
	});

	it.each([
		['KEY:\n', `KEY:\n\nAGORA_APP_ID=${APP_ID}\n`],
		['KEY:', `KEY:\n\nAGORA_APP_ID=${APP_ID}`],
		['A=1\r\nKEY:\r\n', `A=1\r\nKEY:\r\n\r\nAGORA_APP_ID=${APP_ID}\r\n`],
		['KEY: \n', `KEY: \nAGORA_APP_ID=${APP_ID}\n`],
		['KEY=\n', `KEY=\nAGORA_APP_ID=${APP_ID}\n`],
		['KEY:\nAGORA_APP_ID=old\n', `KEY:\nAGORA_APP_ID=old\nAGORA_APP_ID=${APP_ID}\n`],
	])('keeps an empty key from taking the added line as its value in %j', (before, after) => {
		expect(set(before)).toBe(after);
		expect(dotenvParse(after).AGORA_APP_ID).toBe(APP_ID);
	});

	it('does not change keys that only contain the key', () => {
		const others = 'MY_AGORA_APP_ID=a\nAGORA_APP_ID_2=b\nagora_app_id=c\n';
		expect(set(others)).toBe(`${others}AGORA_APP_ID=${APP_ID}\n`);
	});

	it('returns undefined where the removal of a quotation mark would join other lines', () => {
		expect(set('A="x\nAGORA_APP_ID=a" b\nB=c"')).toBeUndefined();
	});
});

const KEYS = ['AGORA_APP_ID', 'AGORA_APP_CERTIFICATE', 'OTHER', 'A.b-c'];
const lineBreak = fc.constantFrom('\n', '\r\n', '\r');
const space = fc.constantFrom('', ' ', '\t', '  ');
const word = fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n'"`#\\\p{Z}\p{C}]/gu, ''));
const inQuotes = fc
	.tuple(fc.constantFrom("'", '"', '`'), fc.array(fc.oneof(word, lineBreak, fc.constant('AGORA_APP_ID=x'))))
	.map(([quote, parts]) => quote + parts.join('') + quote);
const comment = fc.oneof(
	fc.constant(''),
	word.map((text) => ` # ${text}`),
);
const separator = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.tuple(space, space).map(([before, after]) => `${before}=${after}`),
	},
	{ weight: 1, arbitrary: fc.constantFrom(': ', ':\t', ':  ') },
);
const entry = fc
	.tuple(
		space,
		fc.constantFrom('', 'export '),
		fc.constantFrom(...KEYS),
		separator,
		fc.oneof(word, inQuotes),
		comment,
	)
	.map((parts) => parts.join(''));
/** Without a value and a space: for dotenv the next line is the value, unless it is empty or a comment. */
const emptyEntry = fc
	.tuple(space, fc.constantFrom('', 'export '), fc.constantFrom(...KEYS), fc.constantFrom(':', '='))
	.map((parts) => parts.join(''));
const line = fc.oneof(
	{ weight: 4, arbitrary: entry },
	{ weight: 1, arbitrary: emptyEntry },
	{ weight: 1, arbitrary: fc.constant('') },
	{ weight: 1, arbitrary: word.map((text) => `# ${text}`) },
);
/** Env files as people write them: every line well formed, line breaks mixed. */
const envFile = fc
	.tuple(fc.constantFrom('', '\uFEFF'), fc.array(fc.tuple(line, lineBreak)), fc.oneof(fc.constant(''), line))
	.map(([mark, lines, last]) => mark + lines.map((each) => each.join('')).join('') + last);
const values = fc.constantFrom(ONE, BOTH);

/** A colon at the very end stands for an empty value, as it does once anything follows it. */
function closed(text: string): string {
	return text.replace(/:$/, ': ');
}

/** A colon after a key that is set stands for an empty value too, whatever follows. */
function meant(text: string, wanted: EnvValues): string {
	const keys = wanted.map(([key]) => key).join('|');
	return closed(text).replace(
		new RegExp(`^(\\uFEFF?[ \\t]*(?:export )?(?:${keys})):(?=[\\r\\n])`, 'gm'),
		'$1: ',
	);
}

describe('any env file', () => {
	it('has the new values for dotenv, and the old values of all other keys', () => {
		fc.assert(
			fc.property(envFile, values, (before, wanted) => {
				const after = set(before, wanted) ?? '';
				const expected = { ...dotenvParse(meant(before, wanted)), ...Object.fromEntries(wanted) };
				expect(dotenvParse(closed(after))).toEqual(expected);
			}),
			{ numRuns: 20_000 },
		);
	});

	it('has each key once', () => {
		fc.assert(
			fc.property(envFile, values, (before, wanted) => {
				const keys = readEnv(set(before, wanted) ?? '').map(({ key }) => key);
				for (const [key] of wanted) {
					expect(keys.filter((each) => each === key)).toHaveLength(1);
				}
			}),
		);
	});

	it('keeps every character outside of the values, and adds only lines and comment marks', () => {
		fc.assert(
			fc.property(envFile, values, (before, wanted) => {
				const after = set(before, wanted) ?? '';
				const seen = new Set<string>();
				let [from, to] = [0, 0];
				const same = (upTo: number, newText: string) => {
					const kept = before.slice(from, upTo);
					expect(after.slice(to, to + kept.length + newText.length)).toBe(kept + newText);
					[from, to] = [upTo, to + kept.length + newText.length];
				};
				for (const { key, start, end, valueStart, valueEnd } of readEnv(before, new Map(wanted))) {
					const value = new Map(wanted).get(key);
					if (value !== undefined && seen.has(key)) {
						const lines = before.slice(start, end).replace(/(^|\r\n|\n|\r)/g, '$1# ');
						same(start, lines);
						from = end;
					} else if (value !== undefined) {
						same(valueStart, (before[valueStart - 1] === ':' ? ' ' : '') + value);
						from = valueEnd;
						to += before[from] === '#' ? 1 : 0;
					}
					seen.add(key);
				}
				same(before.length, '');
				const missing = wanted.filter(([key]) => !seen.has(key)).map(([key, value]) => `${key}=${value}`);
				expect(
					after
						.slice(to)
						.split(/[\r\n]+/)
						.filter((each) => each !== ''),
				).toEqual(missing);
			}),
			{ numRuns: 2000 },
		);
	});

	it('is not changed a second time', () => {
		fc.assert(
			fc.property(envFile, values, (before, wanted) => {
				expect(envChanges(set(before, wanted) ?? '', wanted)).toEqual([]);
			}),
		);
	});
});

describe('any text at all', () => {
	const sign = fc.constantFrom(
		...[
			'AGORA_APP_ID=',
			'AGORA_APP_ID:',
			'B=',
			'C:',
			'export ',
			'"',
			"'",
			'`',
			'\\',
			'#',
			' ',
			'\n',
			'\r\n',
			'\r',
			'x',
			'\u00A0',
		],
	);

	it('is read as dotenv reads it', () => {
		const ascii = sign.filter((each) => each !== '\u00A0');
		fc.assert(
			fc.property(fc.array(ascii, { maxLength: 20 }), (signs) => {
				const text = signs.join('').replaceAll('\r', '');
				const read = Object.fromEntries(readEnv(text).map(({ key, value }) => [key, value]));
				expect(read).toEqual(dotenvParse(closed(text)));
			}),
			{ numRuns: 20_000 },
		);
	});

	it('gets the requested values or is refused', () => {
		let refused = 0;
		fc.assert(
			fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
				const before = signs.join('');
				const after = set(before);
				refused += after === undefined ? 1 : 0;
				if (after !== undefined) {
					const given = readEnv(after).filter(({ key }) => key === 'AGORA_APP_ID');
					expect(given.map(({ value }) => value)).toEqual([APP_ID]);
					expect(envChanges(after, ONE)).toEqual([]);
				}
			}),
			{ numRuns: 5000 },
		);
		expect(refused).toBeLessThan(500);
	});
});
