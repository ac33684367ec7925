/** One line, or several with a quoted value, of an env file that gives a key a value. Offsets count from 0. */
export interface EnvEntry {
	readonly key: string;
	/** As written between the quotation marks, where it has some; escapes are not resolved. */
	readonly value: string;
	/** Where the value stands, without its quotation marks. */
	readonly valueStart: number;
	readonly valueEnd: number;
	/** Where its first line begins. */
	readonly start: number;
	/** The end of its last line, before the line break. */
	readonly end: number;
	/** Undefined for a value without quotation marks. */
	readonly quote: string | undefined;
}

/** The line break may be any of three, mixed in one file. */
const LINE_BREAK = /\r\n|\n|\r/g;

/** Only ASCII counts as space, so that the same rule holds for text whose characters are single bytes. */
const BLANKS = /[ \t\f\v]*/.source;

/** One blank or one line break, never half of one. */
const SPACE = /(?:\r\n|\r(?!\n)|[ \t\f\v\n])/.source;

const QUOTED = /(?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)/.source;

/** What may follow a value in quotation marks. */
const REST = /(?:#[^\r\n]*)?(?:[\r\n]|$)/.source;

/**
 * What the package dotenv reads as an entry: `export` is optional, a colon and a space may stand for the equals sign, a value
 * in quotation marks may span lines, and one without them ends before a `#`. The space after a colon may be a line break, and
 * then the next line is the value. A colon at the very end is an entry for dotenv once anything follows it.
 */
const ENTRY = new RegExp(
	`${BLANKS}(?:export${SPACE}+)?([\\w.-]+)(?:${SPACE}*=|:(?=${SPACE}|$))` +
		`((?<=:)${SPACE}?|)(${SPACE}*${QUOTED}(?=${BLANKS}${REST})|[^#\\r\\n]*)[^\\r\\n]*`,
	'dy',
);

/** A set of keys, or a map by keys. */
type Keys = Pick<ReadonlySet<string>, 'has'>;

/**
 * The entries of an env file's text as dotenv reads them, in its order. Comments and lines that are no entries are passed over.
 *
 * @param ownLine Keys whose value must begin on the line of the key: what follows on later lines is read for itself.
 */
export function readEnv(text: string, ownLine: Keys = new Set()): EnvEntry[] {
	const entries: EnvEntry[] = [];
	for (let at = byteOrderMark(text).length; at < text.length; ) {
		const entry = entryAt(text, at, ownLine);
		if (entry) {
			entries.push(entry);
		}
		LINE_BREAK.lastIndex = entry?.end ?? at;
		at = LINE_BREAK.exec(text) ? LINE_BREAK.lastIndex : text.length;
	}
	return entries;
}

/** The mark an editor may have put before everything, as one character or as its three bytes; empty without one. */
export function byteOrderMark(text: string): string {
	return /^(?:\uFEFF|\u00EF\u00BB\u00BF)?/.exec(text)?.[0] ?? '';
}

/** The value a reader takes for a key: the last one where it is given several times. */
export function envValue(entries: readonly EnvEntry[], key: string): string | undefined {
	return entries.findLast((entry) => entry.key === key)?.value;
}

function entryAt(text: string, start: number, ownLine: Keys): EnvEntry | undefined {
	ENTRY.lastIndex = start;
	const match = ENTRY.exec(text);
	const [, key, , written] = match ?? [];
	const [separatorEnd] = match?.indices?.[2] ?? [];
	const [from] = match?.indices?.[3] ?? [];
	if (key === undefined || written === undefined || from === undefined || separatorEnd === undefined) {
		return undefined;
	}
	const whole = trimmed(written);
	const at = from + written.indexOf(whole);
	const isBelow = /[\r\n]/.test(text.slice(separatorEnd, at));
	if (whole === '' || (isBelow && ownLine.has(key))) {
		return emptyEntry(text, key, start, separatorEnd);
	}
	const end = ENTRY.lastIndex;
	const quote = /^(['"`])[\s\S]*\1$/.exec(whole)?.[1];
	const mark = quote?.length ?? 0;
	const [valueStart, valueEnd] = [at + mark, at + whole.length - mark];
	return { key, value: text.slice(valueStart, valueEnd), valueStart, valueEnd, start, end, quote };
}

/** An entry without a value, which would stand after the blanks on the line of its separator. */
function emptyEntry(text: string, key: string, start: number, separatorEnd: number): EnvEntry {
	const [line = ''] = /^[^\r\n]*/.exec(text.slice(separatorEnd)) ?? [];
	const at = separatorEnd + (/^[ \t\f\v]*/.exec(line)?.[0].length ?? 0);
	const end = separatorEnd + line.length;
	return { key, value: '', valueStart: at, valueEnd: at, start, end, quote: undefined };
}

function trimmed(text: string): string {
	return text.replace(/^[ \t\f\v\r\n]+|[ \t\f\v\r\n]+$/g, '');
}

/** Keys in the order in which missing ones are added. Values are of letters and digits, so need no quotation marks. */
export type EnvValues = readonly (readonly [key: string, value: string])[];

/**
 * What to change in an env file's text so that each key has its value and is given once: the first entry is changed
 * in place, further ones of the same key are commented out, and a missing key is added at the end with the line
 * break in use there. Nothing else changes, and a text that is right already is left as it is.
 *
 * A line `KEY:` without a value takes the line after it as its value. Where that would be an added line, an empty line goes
 * between; where it is one of the keys itself, it gets its value on its own line, and the next line is an entry again.
 *
 * @returns The changes in order, none overlapping another; undefined where a quotation mark that is not closed makes
 * it impossible to tell what the file would mean afterwards.
 */
export function envChanges(text: string, values: EnvValues): TextChange[] | undefined {
	const entries = readEnv(text, new Map(values));
	const changes: TextChange[] = [];
	const added: string[] = [];
	for (const [key, value] of values) {
		const [first, ...duplicates] = entries.filter((entry) => entry.key === key);
		if (!first) {
			added.push(`${key}=${value}`);
		} else if (first.value !== value) {
			changes.push(newValue(text, first, value));
		}
		changes.push(...duplicates.flatMap((entry) => commentOut(text, entry)));
	}
	changes.sort((a, b) => a.start - b.start);
	const attempts = [added, ...(added.length > 0 ? [['', ...added]] : [])];
	return attempts
		.map((lines) => [...changes, ...appendLines(text, lines)])
		.find((attempt) => meansTheSame(entries, readEnv(applyChanges(text, attempt)), values));
}

function newValue(text: string, { valueStart, valueEnd, quote }: EnvEntry, value: string): TextChange {
	// Readers disagree whether a comment may follow a bare value without a blank between.
	const gap = quote === undefined && text[valueEnd] === '#' ? ' ' : '';
	// A colon needs a space after it.
	const space = text[valueStart - 1] === ':' ? ' ' : '';
	return { start: valueStart, end: valueEnd, text: space + value + gap };
}

/** A value in quotation marks may span lines: each one needs its own mark. */
function commentOut(text: string, { start, end }: EnvEntry): TextChange[] {
	const lines = [...text.slice(start, end).matchAll(/(?:^|\r\n|\n|\r)/g)];
	return lines.map(({ index, 0: lineBreak }) => {
		const at = start + index + lineBreak.length;
		return { start: at, end: at, text: '# ' };
	});
}

/** Whether each key is given once with its value, and every other entry is as it was. */
function meansTheSame(before: readonly EnvEntry[], after: readonly EnvEntry[], values: EnvValues): boolean {
	const wanted = new Map(values);
	const seen = (entries: readonly EnvEntry[]) =>
		JSON.stringify(entries.filter(({ key }) => !wanted.has(key)).map(({ key, value }) => [key, value]));
	const given = after.filter(({ key }) => wanted.has(key));
	return (
		seen(before) === seen(after) &&
		given.length === wanted.size &&
		given.every(({ key, value }) => wanted.get(key) === value)
	);
}

/** A replacement of the characters from `start` up to `end`. */
export interface TextChange {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** The text with the changes made, which are in order and do not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
	let result = '';
	let at = 0;
	for (const change of changes) {
		result += text.slice(at, change.start) + change.text;
		at = change.end;
	}
	return result + text.slice(at);
}

/**
 * Adds lines at the end, with the line break that ends the last line there. A text that ends without one, and is not
 * empty, goes on doing so.
 */
export function appendLines(text: string, lines: readonly string[]): TextChange[] {
	if (lines.length === 0) {
		return [];
	}
	const at = text.length;
	const lineBreak = text.match(/\r\n|\n|\r/g)?.at(-1) ?? '\n';
	const endsLine = /(?:^|[\r\n])$/.test(text.slice(byteOrderMark(text).length));
	const added = lines.join(lineBreak);
	return [{ start: at, end: at, text: endsLine ? added + lineBreak : lineBreak + added }];
}
