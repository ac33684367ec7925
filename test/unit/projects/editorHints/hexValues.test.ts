import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { findValues, projectValues, valueAt } from '../../../../src/projects/editorHints/hexValues';

const PROJECT: Project = {
	id: 'p1',
	name: 'Classroom',
	appId: 'EB00CD2B222A4EEAA24FC6046D90B227',
	appCertificate: '2c01da6d6f6741df88ec47005f08572b',
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};

test('each project is indexed by its App ID and certificate in lower case', () => {
	const open = { ...PROJECT, id: 'p2', appId: '0'.repeat(32), appCertificate: undefined };
	const { byAppId, byCertificate } = projectValues([PROJECT, open, { ...open, id: 'p3', appId: '' }]);
	expect([...byAppId]).toEqual([
		[PROJECT.appId.toLowerCase(), PROJECT],
		[open.appId, open],
	]);
	expect([...byCertificate]).toEqual([[PROJECT.appCertificate, PROJECT]]);
});

const APP_ID = 'eb00cd2b222a4eeaa24fc6046d90b227';
const OTHER = '2c01da6d6f6741df88ec47005f08572b';
const known = new Map([
	[APP_ID, 'app'],
	[OTHER, 'other'],
]);

const hex = fc.stringMatching(/^[0-9a-f]+$/);
const hexWord = fc.stringMatching(/^[0-9a-f]{32}$/);
/** Pieces of any text that cannot lengthen a run of digits. */
const separator = fc
	.tuple(fc.constantFrom(' ', '"', "'", '_', 'x', '\n', '=', '—'), fc.string({ unit: 'grapheme' }))
	.map(([mark, text]) => `${mark}${text}${mark}`);

/** What the scan must find, in the plainest words. */
function plainly(text: string, values: ReadonlyMap<string, string>) {
	return [...text.matchAll(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/gi)].flatMap(({ 0: word, index }) => {
		const value = values.get(word.toLowerCase());
		return value === undefined ? [] : [{ start: index, value }];
	});
}

test('the same values are found as with a regular expression', () => {
	const piece = fc.oneof(separator, hex, hexWord, fc.constantFrom(APP_ID, OTHER, APP_ID.toUpperCase()));
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
			const text = pieces.join('');
			expect(findValues(text, known)).toEqual(plainly(text, known));
		}),
		{ numRuns: 2000 },
	);
});

test('exactly the planted values are found', () => {
	const planted = fc.array(fc.tuple(separator, fc.constantFrom(APP_ID, OTHER)), { maxLength: 20 });
	fc.assert(
		fc.property(planted, separator, hexWord, (pieces, end, stranger) => {
			fc.pre(!known.has(stranger));
			const text = `${stranger}${pieces.map((each) => each.join('')).join('')}${end}`;
			const values = findValues(text, known).map(({ value }) => value);
			expect(values).toEqual(pieces.map(([, word]) => known.get(word)));
		}),
		{ numRuns: 1000 },
	);
});

describe('a value', () => {
	test.each([
		['alone', APP_ID],
		['in quotes', `"${APP_ID}"`],
		['after 0x', `0x${APP_ID}`],
		['after an underscore', `KEY_${APP_ID}_`],
		['in capitals', APP_ID.toUpperCase()],
		['at the end of a long hash’s neighbour', `${'0'.repeat(64)} ${APP_ID}`],
	])('%s is found', (_, text) => {
		expect(findValues(text, known).map(({ value }) => value)).toEqual(['app']);
	});

	test.each([
		['as a part of a longer hash', `${APP_ID}0`],
		['after another digit', `f${APP_ID}`],
		['twice in a row', `${APP_ID}${APP_ID}`],
		['cut short', APP_ID.slice(1)],
		['with a dash in it, as UUIDs have', `${APP_ID.slice(0, 8)}-${APP_ID.slice(8)}`],
	])('%s is not', (_, text) => {
		expect(findValues(text, known)).toEqual([]);
	});
});

test('the value under the pointer is found from each of its columns, anywhere in the line', () => {
	fc.assert(
		fc.property(separator, fc.integer({ min: 0, max: 32 }), separator, (before, within, after) => {
			const line = `${before}${APP_ID}${after}`;
			const start = before.length;
			expect(valueAt(line, start + within, known)).toEqual({ start, value: 'app' });
		}),
	);
});

test('no value is found next to a value or inside a longer hash', () => {
	expect(valueAt(`  ${APP_ID}`, 1, known)).toBeUndefined();
	expect(valueAt(`${APP_ID}  `, 34, known)).toBeUndefined();
	for (let column = 0; column <= 33; column++) {
		expect(valueAt(`${APP_ID}0`, column, known)).toBeUndefined();
		expect(valueAt(`0${APP_ID}`, column, known)).toBeUndefined();
	}
});
