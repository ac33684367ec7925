import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	escapeText,
	hasVariable,
	isDefinitionFile,
	literalText,
	mapTexts,
	partsOf,
	setValueAt,
	substitute,
	textsIn,
	variableKey,
	variablesIn,
	writtenText,
} from '../../../../src/players/definitions/definitionSyntax';

describe('isDefinitionFile', () => {
	it.each([
		['/ws/class.agora-player.json', 'file', true],
		['/ws/class.agora-player.jsonc', 'file', true],
		['class.agora-player.json', 'untitled', true],
		['/ws/class.agora-player.json', 'git', false],
		['/ws/agora-player.json', 'file', false],
		['/ws/class.agora-player.json.bak', 'file', false],
	])('is for %s of scheme %s: %s', (path, scheme, expected) => {
		expect(isDefinitionFile({ scheme, path })).toBe(expected);
	});
});

const name = fc.stringMatching(/^[\w.-]{1,12}$/);
const label = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,10}[a-z]$/);
const variable = fc.oneof(
	fc.record({ kind: fc.constantFrom('env' as const, 'secret' as const), name }),
	fc.record({ kind: fc.constant('input' as const), name: label }),
);
/** Text without the characters of variables. */
const plain = fc.string({ maxLength: 12 }).filter((text) => !/[${}]/.test(text));
const parts = fc.array(fc.oneof(plain, variable), { maxLength: 8 });

const written = (part: string | { kind: string; name: string }) =>
	typeof part === 'string' ? part : `\${${part.kind}:${part.name}}`;

describe('variablesIn', () => {
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
	])('parses %s', (text, expected) => {
		expect(variablesIn(text)).toEqual([{ start: 0, end: text.length, variable: expected }]);
		expect(hasVariable(text)).toBe(expected !== undefined);
	});

	it('finds variables at their places in any text', () => {
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
});

describe('substitute', () => {
	it('replaces variables and nothing else', () => {
		fc.assert(
			fc.property(parts, (all) => {
				const text = all.map(written).join('');
				const value = (part: (typeof all)[number]) =>
					typeof part === 'string' ? part : `<${variableKey(part)}>`;
				expect(substitute(partsOf(text), value).join('')).toBe(all.map(value).join(''));
			}),
		);
	});

	it('does not replace variables in values', () => {
		expect(substitute(partsOf('a${env:A}b'), () => '${env:B}')).toEqual(['a${env:B}b']);
	});

	it('keeps variables without a value', () => {
		fc.assert(
			fc.property(parts, (all) => {
				expect(substitute(all, () => undefined)).toEqual(
					substitute(partsOf(writtenText(all)), () => undefined),
				);
			}),
		);
	});
});

describe('escapes', () => {
	it.each([
		['$${env:HOME}', '${env:HOME}'],
		['a$${b', 'a${b'],
		['$$', '$$'],
		['costs $5 {each}', 'costs $5 {each}'],
		['$$$${', '$${'],
	])('reads %s as %s', (text, expected) => {
		expect(variablesIn(text)).toEqual([]);
		expect(hasVariable(text)).toBe(false);
		expect(literalText(text)).toBe(expected);
	});

	it('allow a dollar sign before a variable', () => {
		expect(partsOf('$$${env:A}')).toEqual(['$', { kind: 'env', name: 'A' }]);
		expect(variablesIn('$$${env:A}').map(({ start, end }) => [start, end])).toEqual([[2, 10]]);
		expect(literalText('$$${env:A}')).toBeUndefined();
	});

	const tricky = fc
		.array(fc.constantFrom('$', '{', '}', '${', '$${', 'env:A', 'secret:b', '${env:HOME}', 'x', ' '), {
			maxLength: 12,
		})
		.map((pieces) => pieces.join(''));

	it('preserve every literal text', () => {
		fc.assert(
			fc.property(fc.oneof(tricky, fc.string()), (text) => {
				expect(variablesIn(escapeText(text))).toEqual([]);
				expect(literalText(escapeText(text))).toBe(text);
			}),
		);
	});

	it('distinguish literal text from adjacent variables', () => {
		const all = fc.array(fc.oneof(tricky, variable), { maxLength: 8 });
		fc.assert(
			fc.property(all, (some) => {
				expect(partsOf(writtenText(some))).toEqual(substitute(some, () => undefined));
			}),
		);
	});
});

describe('texts of a JSON value', () => {
	it('are found with their paths and keep their places when they are replaced', () => {
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

	it('can be replaced one by one at their paths', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const changed = textsIn(value).reduce<unknown>(
					(before, { path, text }) => setValueAt(before, path, `<${text}>`),
					value,
				);
				expect(JSON.stringify(changed)).toBe(JSON.stringify(mapTexts(value, (text) => `<${text}>`)));
			}),
		);
	});

	it('can be added below missing objects', () => {
		expect(setValueAt({ a: 1 }, ['player', 'videoOptions', 'width'], 2)).toEqual({
			a: 1,
			player: { videoOptions: { width: 2 } },
		});
	});
});
