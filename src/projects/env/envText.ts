/** A key with its value in an env file: one line, or several with a quoted value. Offsets start at 0. */
export interface EnvEntry {
	readonly key: string;
	/** Without quotation marks; escapes are not resolved. */
	readonly value: string;
	/** The offsets of the value without its quotation marks. */
	readonly valueStart: number;
	readonly valueEnd: number;
	/** The start of its first line. */
	readonly start: number;
	/** The end of its last line, before the line break. */
	readonly end: number;
	/** Undefined for a value without quotation marks. */
	readonly quote: string | undefined;
}

/** A file may mix the three kinds of line breaks. */
const LINE_BREAK = /\r\n|\n|\r/g;

/** Only ASCII, so that the expression also works for text whose characters are single bytes. */
const BLANKS = /[ \t\f\v]*/.source;

/** One blank or one whole line break. */
const SPACE = /(?:\r\n|\r(?!\n)|[ \t\f\v\n])/.source;

const QUOTED = /(?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)/.source;

/** The rest of the line after a quoted value. */
const REST = /(?:#[^\r\n]*)?(?:[\r\n]|$)/.source;

/**
 * An entry as the package dotenv reads it: `export` is optional, a colon and a space can replace the equals sign, a quoted value can span
 * lines, and an unquoted value ends before a `#`. The space after a colon can be a line break; the next line is the value then. A colon
 * at the end of the text becomes an entry for dotenv once text follows it.
 */
const ENTRY = new RegExp(
	`${BLANKS}(?:export${SPACE}+)?([\\w.-]+)(?:${SPACE}*=|:(?=${SPACE}|$))` +
		`((?<=:)${SPACE}?|)(${SPACE}*${QUOTED}(?=${BLANKS}${REST})|[^#\\r\\n]*)[^\\r\\n]*`,
	'dy',
);

type Keys = Pick<ReadonlySet<string>, 'has'>;

/**
 * The entries of the text of an env file, as dotenv reads them. Comments and other lines are skipped.
 *
 * @param ownLine keys whose value must begin on the line of the key; the lines after it are read as entries.
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

/** The byte order mark of a text, as one character or as three bytes; empty without one. */
export function byteOrderMark(text: string): string {
	return /^(?:\uFEFF|\u00EF\u00BB\u00BF)?/.exec(text)?.[0] ?? '';
}

/** The value of a key. Where the key occurs several times, the last one counts. */
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

/** An entry without a value. The position of the value is after the blanks that follow the separator. */
function emptyEntry(text: string, key: string, start: number, separatorEnd: number): EnvEntry {
	const [line = ''] = /^[^\r\n]*/.exec(text.slice(separatorEnd)) ?? [];
	const at = separatorEnd + (/^[ \t\f\v]*/.exec(line)?.[0].length ?? 0);
	const end = separatorEnd + line.length;
	return { key, value: '', valueStart: at, valueEnd: at, start, end, quote: undefined };
}

function trimmed(text: string): string {
	return text.replace(/^[ \t\f\v\r\n]+|[ \t\f\v\r\n]+$/g, '');
}

/** Missing keys are added in this order. The values are letters and digits, so they need no quotation marks. */
export type EnvValues = readonly (readonly [key: string, value: string])[];

/**
 * The changes of the text of an env file after which each key occurs once, with its value. Changes the first entry of a key in place,
 * comments out further ones, and adds a missing key at the end with the line break in use there. Nothing else changes.
 *
 * The value of a line `KEY:` is on the next line. If that would be an added line, an empty line is added before it. If `KEY` is one of
 * the keys, it gets its value on its own line, so that the next line becomes an entry.
 *
 * @returns the changes in order and without overlaps; undefined where an unclosed quotation mark makes the result ambiguous.
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
			changes.push(replaceValue(text, first, value));
		}
		changes.push(...duplicates.flatMap((entry) => commentOut(text, entry)));
	}
	changes.sort((a, b) => a.start - b.start);
	const attempts = [added, ...(added.length > 0 ? [['', ...added]] : [])];
	return attempts
		.map((lines) => [...changes, ...appendLines(text, lines)])
		.find((attempt) => isExpected(entries, readEnv(applyChanges(text, attempt)), values));
}

function replaceValue(text: string, { valueStart, valueEnd, quote }: EnvEntry, value: string): TextChange {
	// Not all readers accept a comment right after an unquoted value.
	const gap = quote === undefined && text[valueEnd] === '#' ? ' ' : '';
	// A colon requires a space after it.
	const space = text[valueStart - 1] === ':' ? ' ' : '';
	return { start: valueStart, end: valueEnd, text: space + value + gap };
}

/** A quoted value can span lines, which are all commented out. */
function commentOut(text: string, { start, end }: EnvEntry): TextChange[] {
	const lines = [...text.slice(start, end).matchAll(/(?:^|\r\n|\n|\r)/g)];
	return lines.map(({ index, 0: lineBreak }) => {
		const at = start + index + lineBreak.length;
		return { start: at, end: at, text: '# ' };
	});
}

/** Whether each key occurs once with its value, and all other entries are unchanged. */
function isExpected(before: readonly EnvEntry[], after: readonly EnvEntry[], values: EnvValues): boolean {
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

/** Applies changes that are in order and do not overlap. */
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
 * Adds lines at the end, with the last line break of the text. A text that does not end with a line break still does not.
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
