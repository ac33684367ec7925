import { byteOrderMark } from './envText';

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
