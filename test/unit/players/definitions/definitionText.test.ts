import fc from 'fast-check';
import { type Node, parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import {
	keySpan,
	partSpan,
	readDefinitionText,
	valueSpan,
	writeDefinition,
	writtenOffsets,
} from '../../../../src/players/definitions/definitionText';

const SOURCE = `// a lesson
{
	"region": "na", /* here */
	"player": {
		"name": "a\\u0062\\tc\\"d",
		"videoOptions": { "width": 640, },
	},
}`;

const document = readDefinitionText(SOURCE);
const at = ({ offset, length }: { offset: number; length: number }) => SOURCE.slice(offset, offset + length);

describe('readDefinitionText', () => {
	it('parses JSON with comments and trailing commas', () => {
		expect(document.syntaxErrors).toEqual([]);
		expect(document.value).toEqual({
			region: 'na',
			player: { name: 'ab\tc"d', videoOptions: { width: 640 } },
		});
	});

	it('finds the places of values and keys, and of objects at their keys', () => {
		expect(at(valueSpan(document, ['region']))).toBe('"na"');
		expect(at(keySpan(document, ['region']))).toBe('"region"');
		expect(at(valueSpan(document, ['player', 'videoOptions', 'width']))).toBe('640');
		expect(at(valueSpan(document, ['player', 'videoOptions']))).toBe('"videoOptions"');
		expect(at(valueSpan(document, []))).toBe('{');
	});

	it('places a missing field at the nearest object that should contain it', () => {
		expect(at(valueSpan(document, ['player', 'streamUrl']))).toBe('"player"');
		expect(at(valueSpan(document, ['player', 'audioOptions', 'volume']))).toBe('"player"');
		expect(at(valueSpan(document, ['streamIp']))).toBe('{');
		expect(valueSpan(readDefinitionText(''), ['region'])).toEqual({ offset: 0, length: 0 });
	});

	it('finds a part of a text that contains escapes', () => {
		const part = (start: number, end: number) => at(partSpan(document, ['player', 'name'], start, end));
		expect(part(1, 2)).toBe('\\u0062');
		expect(part(2, 4)).toBe('\\tc');
		expect(part(4, 6)).toBe('\\"d');
	});

	it('parses incomplete text without an error', () => {
		fc.assert(
			fc.property(fc.nat({ max: SOURCE.length }), (length) => {
				const half = readDefinitionText(SOURCE.slice(0, length));
				const span = valueSpan(half, ['player', 'name']);
				expect(span.offset + span.length).toBeLessThanOrEqual(length);
			}),
		);
	});
});

describe('nesting', () => {
	const brackets = fc
		.array(fc.constantFrom('[', ']', '{', '}', '"a":', ',', '1', '"x"', '//\n', '/*'), { maxLength: 300 })
		.map((tokens) => tokens.join(''));

	it.each(['[', '{"a":', '{"player":[', '[},', '{"a":[},'])(
		'is refused without an error if it is too deep: %s',
		(opening) => {
			const document = readDefinitionText(opening.repeat(20_000));
			expect(document.root).toBeUndefined();
			expect(document.value).toBeUndefined();
			expect(document.tooDeepAt).toBeDefined();
		},
	);

	it('is limited before the parser runs', () => {
		fc.assert(
			fc.property(brackets, (text) => {
				const { root, tooDeepAt } = readDefinitionText(text);
				expect(depthOf(root)).toBeLessThanOrEqual(50);
				expect(tooDeepAt === undefined || root === undefined).toBe(true);
			}),
		);
	});

	it('is not confused with length', () => {
		expect(readDefinitionText(`[${'{"a":[]},'.repeat(20_000)}]`).tooDeepAt).toBeUndefined();
		expect(readDefinitionText(`${'['.repeat(50)}${']'.repeat(50)}`).tooDeepAt).toBeUndefined();
		expect(readDefinitionText(`${'['.repeat(51)}${']'.repeat(51)}`).tooDeepAt).toEqual({
			offset: 50,
			length: 1,
		});
	});
});

function depthOf(node: Node | undefined): number {
	const isContainer = node?.type === 'object' || node?.type === 'array';
	return (isContainer ? 1 : 0) + Math.max(0, ...(node?.children ?? []).map(depthOf));
}

describe('writtenOffsets', () => {
	it('maps each code unit of a value to its place in the written string', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.boolean(), (text, escaped) => {
				const written = escaped
					? `"${[...Array(text.length).keys()].map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`
					: JSON.stringify(text);
				const offsets = writtenOffsets(written);
				expect(offsets).toHaveLength(text.length + 1);
				for (let unit = 0; unit < text.length; unit += 1) {
					const part = `"${written.slice(offsets[unit], offsets[unit + 1])}"`;
					expect(JSON.parse(part)).toBe(text[unit]);
				}
				expect(offsets.at(-1)).toBe(written.length - 1);
			}),
		);
	});
});

describe('writeDefinition', () => {
	it('writes a definition that can be read back, with any comments', () => {
		const definition = {
			region: 'na',
			left: undefined,
			player: { uid: 1, videoOptions: { width: 640 }, empty: {} },
		};
		const text = writeDefinition(definition, {
			'': 'Above\nit all',
			region: 'a // comment\nin lines */',
			'player.videoOptions.width': 'pixels',
		});
		expect(parse(text, [], { allowTrailingComma: true })).toEqual({
			region: 'na',
			player: { uid: 1, videoOptions: { width: 640 }, empty: {} },
		});
		expect(text).toMatch(
			/^\/\/ Above\n\/\/ it all\n\{\n\t"region": "na", \/\/ a \/\/ comment in lines \*\/\n/,
		);
		expect(text).toContain('"width": 640 // pixels\n');
	});
});
