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

/**
 * What the package dotenv reads as an entry: `export` is optional, a colon may stand for the equals sign, a value
 * in quotation marks may span lines, and one without them ends before a `#`. Only blanks and tabs count as space,
 * so that the same rule holds for text whose characters are single bytes.
 */
const ENTRY =
	/[ \t]*(?:export[ \t]+)?([\w.-]+)(?:[ \t]*=|:(?=[ \t]))[ \t]*((?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`)(?=[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$))|[^#\r\n]*)[^\r\n]*/dy;

/** The entries of an env file's text, in its order. Comments and lines that are no entries are passed over. */
export function readEnv(text: string): EnvEntry[] {
	const entries: EnvEntry[] = [];
	for (let at = byteOrderMark(text).length; at < text.length; ) {
		const entry = entryAt(text, at);
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

function entryAt(text: string, start: number): EnvEntry | undefined {
	ENTRY.lastIndex = start;
	const match = ENTRY.exec(text);
	const [, key, written] = match ?? [];
	const [from] = match?.indices?.[2] ?? [];
	if (key === undefined || written === undefined || from === undefined) {
		return undefined;
	}
	const end = ENTRY.lastIndex;
	const whole = written.replace(/[ \t]+$/, '');
	const quote = /^(['"`])[\s\S]*\1$/.exec(whole)?.[1];
	const mark = quote?.length ?? 0;
	const [valueStart, valueEnd] = [from + mark, from + whole.length - mark];
	return { key, value: text.slice(valueStart, valueEnd), valueStart, valueEnd, start, end, quote };
}
