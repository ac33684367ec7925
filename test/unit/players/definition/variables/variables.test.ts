import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	hasVariable,
	mapTexts,
	substitute,
	textsIn,
	variableKey,
	variablesIn,
} from '../../../../../src/players/definition/variables/variables';

const name = fc.stringMatching(/^[\w.-]{1,12}$/);
const label = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,10}[a-z]$/);
const variable = fc.oneof(
	fc.record({ kind: fc.constantFrom('env' as const, 'secret' as const), name }),
	fc.record({ kind: fc.constant('input' as const), name: label }),
);
/** Text in which no variable begins or ends. */
const plain = fc.string({ maxLength: 12 }).filter((text) => !/[${}]/.test(text));
const parts = fc.array(fc.oneof(plain, variable), { maxLength: 8 });

const written = (part: string | { kind: string; name: string }) =>
	typeof part === 'string' ? part : `\${${part.kind}:${part.name}}`;

describe('variables', () => {
	it.each([
		['${env:STREAM_KEY}', { kind: 'env', name: 'STREAM_KEY' }],
		['${secret:class32.key-1}', { kind: 'secret', name: 'class32.key-1' }],
		['${input:Volume (0–200)}', { kind: 'input', name: 'Volume (0–200)' }],
		['${}', undefined],
		['${env:}', undefined],
		['${env:A B}', undefined],
		['${secret:a/b}', undefined],
		['${input: }', undefined],
		['${workspaceFolder}', undefined],
		['${Env:HOME}', undefined],
		['${env:HOME', undefined],
	])('%s', (text, expected) => {
		expect(variablesIn(text)).toEqual([{ start: 0, end: text.length, variable: expected }]);
		expect(hasVariable(text)).toBe(expected !== undefined);
	});

	it('are found where they stand, in any text', () => {
		fc.assert(
			fc.property(parts, (all) => {
				const text = all.map(written).join('');
				const uses = variablesIn(text);
				expect(uses.map(({ variable: found }) => found)).toEqual(
					all.filter((part) => typeof part !== 'string'),
				);
				expect(uses.map(({ start, end }) => text.slice(start, end))).toEqual(
					all.filter((part) => typeof part !== 'string').map(written),
				);
			}),
		);
	});

	it('are replaced, and nothing else is', () => {
		fc.assert(
			fc.property(parts, (all) => {
				const text = all.map(written).join('');
				const value = (part: (typeof all)[number]) =>
					typeof part === 'string' ? part : `<${variableKey(part)}>`;
				expect(substitute(text, value)).toBe(all.map(value).join(''));
			}),
		);
	});

	it('are replaced once: what a value holds is taken as it is', () => {
		expect(substitute('a${env:A}b', () => '${env:B}')).toBe('a${env:B}b');
	});

	it('stay where there is no value', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(substitute(text, () => undefined)).toBe(text);
			}),
		);
	});
});

describe('the texts of a JSON value', () => {
	it('are found with their paths, and keep their places when they are changed', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const seen: unknown[] = [];
				const same = mapTexts(value, (text, path) => {
					seen.push({ path, text });
					return text;
				});
				expect(seen).toEqual(textsIn(value));
				expect(JSON.stringify(same)).toBe(JSON.stringify(value));
			}),
		);
	});
});
