import type { NotificationSignatures } from './signature';

/** A notification in a text that somebody copied. */
export interface PastedNotification {
	readonly body: Uint8Array;
	/** As copied: they may be malformed. */
	readonly signatures: NotificationSignatures;
}

/**
 * Finds the body and the signatures of a notification. The bytes may be a body alone, which is returned as it is, an HTTP request, the
 * output of `curl -v`, a curl command, or a log with headers and a body. Never throws.
 *
 * @returns all bytes as the body, if there is no JSON object in them.
 */
export function readPastedNotification(bytes: Uint8Array): PastedNotification {
	// One character for each byte, so that the body keeps its bytes. JSON has the same form.
	const text = Buffer.from(bytes).toString('latin1');
	// Data of a body is not taken for a header.
	if (/^(?:\xEF\xBB\xBF)?\s*\{/.test(text)) {
		return { body: bytes, signatures: {} };
	}
	const found = [optionOfCurl(text), afterHeaders(text), objectIn(text)].find(
		(each) => each && isJson(each.body),
	);
	if (!found) {
		return { body: bytes, signatures: findSignatures(text) };
	}
	return { body: Buffer.from(found.body, 'latin1'), signatures: findSignatures(found.rest) };
}

/** Finds the headers of the signatures in an HTTP request, a curl command, JSON or a log. The first of each counts. */
export function findSignatures(text: string): NotificationSignatures {
	let sha1: string | undefined;
	let sha256: string | undefined;
	for (const [, version, value] of text.matchAll(HEADER)) {
		if (version === undefined) {
			sha1 ??= value;
		} else {
			sha256 ??= value;
		}
	}
	return { sha1, sha256 };
}

const HEADER = /agora-signature(-v2)?["']?[ \t]*[:=][ \t]*["']?([\w+/=-]+)/gi;

/** The number of hexadecimal digits of each signature. */
export const SIGNATURE_DIGITS = { sha1: 40, sha256: 64 } as const;

/**
 * Reads a signature that somebody typed: its hexadecimal digits, whose number says which of the two it is, or headers.
 *
 * @returns no signatures for an empty text, undefined for a text that is no signature.
 */
export function readTypedSignatures(typed: string): NotificationSignatures | undefined {
	const text = typed.trim();
	const inHeaders = findSignatures(text);
	if (text === '' || inHeaders.sha1 !== undefined || inHeaders.sha256 !== undefined) {
		return inHeaders;
	}
	if (isSignature('sha256', text)) {
		return { sha256: text };
	}
	return isSignature('sha1', text) ? { sha1: text } : undefined;
}

/** Whether a signature has the right number of hexadecimal digits. */
export function isSignature(algorithm: keyof typeof SIGNATURE_DIGITS, signature: string): boolean {
	return signature.length === SIGNATURE_DIGITS[algorithm] && /^[0-9a-f]+$/i.test(signature);
}

interface Found {
	readonly body: string;
	/** The text without the body. */
	readonly rest: string;
}

const DATA_OPTION = /(?:^|\s)(?:--data(?:-raw|-binary|-ascii)?|-d)[ \t=]*(\$?'|")/;

/** The quoted argument of `--data` or a similar option. */
function optionOfCurl(text: string): Found | undefined {
	const option = DATA_OPTION.exec(text);
	const quote = option?.[1];
	if (!option || quote === undefined) {
		return undefined;
	}
	const start = option.index + option[0].length;
	const read = quote === "'" ? readSingleQuoted(text, start) : readEscaped(text, start, quote === '"');
	return { body: read.value, rest: `${text.slice(0, option.index)}\n${text.slice(read.end)}` };
}

interface Quoted {
	readonly value: string;
	readonly end: number;
}

/** Up to the closing quotation mark. `'\''` stands for one. */
function readSingleQuoted(text: string, start: number): Quoted {
	let value = '';
	for (let at = start; ; ) {
		const found = text.indexOf("'", at);
		const end = found === -1 ? text.length : found;
		value += text.slice(at, end);
		if (!text.startsWith("'\\''", end)) {
			return { value, end };
		}
		value += "'";
		at = end + 4;
	}
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The inside of `"…"`, or of `$'…'`, where more escapes exist. */
function readEscaped(text: string, start: number, isDouble: boolean): Quoted {
	let value = '';
	let at = start;
	for (; at < text.length && text[at] !== (isDouble ? '"' : "'"); at += 1) {
		const next = text[at] === '\\' ? text[at + 1] : undefined;
		if (next === undefined || (isDouble && !'"\\$`'.includes(next))) {
			value += text.charAt(at);
			continue;
		}
		const point = isDouble ? undefined : /^u([0-9a-f]{4})/i.exec(text.slice(at + 1, at + 6))?.[1];
		const character = point && String.fromCharCode(Number.parseInt(point, 16));
		value += character ? Buffer.from(character).toString('latin1') : (!isDouble && ESCAPES[next]) || next;
		at += point ? 5 : 1;
	}
	return { value, end: at };
}

/** What follows the headers of an HTTP request after an empty line. */
function afterHeaders(text: string): Found | undefined {
	const emptyLine = /\n[<>]?[ \t]*\r?\n/.exec(text);
	if (!emptyLine || !/^[<>]?[ \t]*[\w-]+:/m.test(text.slice(0, emptyLine.index))) {
		return undefined;
	}
	const start = emptyLine.index + emptyLine[0].length;
	return { body: text.slice(start), rest: text.slice(0, start) };
}

/** The first object with matching braces. */
function objectIn(text: string): Found | undefined {
	const start = text.indexOf('{');
	const end = start === -1 ? undefined : endOfObject(text, start);
	return end === undefined
		? undefined
		: { body: text.slice(start, end), rest: `${text.slice(0, start)}\n${text.slice(end)}` };
}

const OBJECT_PARTS = /"(?:[^"\\]|\\.)*"|[{}]/gs;

function endOfObject(text: string, start: number): number | undefined {
	let depth = 0;
	for (const part of text.slice(start).matchAll(OBJECT_PARTS)) {
		depth += part[0] === '{' ? 1 : part[0] === '}' ? -1 : 0;
		if (depth === 0) {
			return start + part.index + 1;
		}
	}
	return undefined;
}

function isJson(text: string): boolean {
	try {
		return JSON.parse(text) !== undefined;
	} catch {
		return false;
	}
}
