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
