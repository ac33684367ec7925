import { type EnvEntry, readEnv } from './envText';
import { appendLines, applyChanges, type TextChange } from './textChange';

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
