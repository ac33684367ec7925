import {
	createScanner,
	findNodeAtLocation,
	getNodeValue,
	type Node,
	type ParseError,
	parseTree,
} from 'jsonc-parser';
import { isObject } from '../../agora/parsing';
import type { Path } from './variables';

/** A definition has three levels. The parser calls itself for each level, so the depth must be bounded before it runs. */
const MAX_DEPTH = 50;

/** A range of a text, counted as JavaScript counts. */
export interface Span {
	readonly offset: number;
	readonly length: number;
}

/** A definition file as it was read: JSON with comments and trailing commas. */
export interface DefinitionText {
	readonly text: string;
	readonly root: Node | undefined;
	/** What the text says, as far as it can be read. Its texts may have variables and escapes. */
	readonly value: unknown;
	readonly syntaxErrors: readonly Span[];
	/** The bracket from which on the text is nested too deeply to be read; nothing is read of such a text. */
	readonly tooDeepAt: Span | undefined;
}

/** What a user wrote in a definition file. Nothing else has variables that are replaced: text of a server is never made one. */
export class FileTemplate {
	readonly #value: unknown;

	constructor({ value }: DefinitionText) {
		this.#value = value;
	}

	get value(): unknown {
		return this.#value;
	}
}

export function readDefinitionText(text: string): DefinitionText {
	const tooDeepAt = findTooDeep(text);
	if (tooDeepAt) {
		return { text, root: undefined, value: undefined, syntaxErrors: [], tooDeepAt };
	}
	const errors: ParseError[] = [];
	const root = parseTree(text, errors, { allowTrailingComma: true });
	return {
		text,
		root,
		value: root && getNodeValue(root),
		syntaxErrors: errors.map(({ offset, length }) => ({ offset, length })),
		tooDeepAt: undefined,
	};
}

/** Only a bracket that fits closes one: the parser skips the others. */
function findTooDeep(text: string): Span | undefined {
	const scanner = createScanner(text, true);
	const open: string[] = [];
	scanner.scan();
	for (let offset = scanner.getTokenOffset(); offset < text.length; offset = scanner.getTokenOffset()) {
		const start = text[offset];
		if (start === '{' || start === '[') {
			open.push(start === '{' ? '}' : ']');
		} else if (start !== undefined && start === open.at(-1)) {
			open.pop();
		}
		if (open.length > MAX_DEPTH) {
			return { offset, length: 1 };
		}
		scanner.scan();
	}
	return undefined;
}

/** Where the value at a path stands; where there is none, the key of the nearest object that should hold it. */
export function valueSpan({ root, text }: Pick<DefinitionText, 'root' | 'text'>, path: Path): Span {
	const node = root && findNodeAtLocation(root, [...path]);
	if (node) {
		return node.type === 'object' || node.type === 'array' ? openingSpan(node) : spanOf(node);
	}
	return path.length > 0
		? valueSpan({ root, text }, path.slice(0, -1))
		: { offset: 0, length: Math.min(1, text.length) };
}

/** Where the key of the property at a path stands, or else its value. */
export function keySpan(document: DefinitionText, path: Path): Span {
	const node = document.root && findNodeAtLocation(document.root, [...path]);
	const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
	return key ? spanOf(key) : valueSpan(document, path);
}

/** Where a part of the text at a path stands, `start` and `end` counted in the text as it is meant, without its escapes. */
export function partSpan(document: DefinitionText, path: Path, start: number, end: number): Span {
	const whole = valueSpan(document, path);
	const node = document.root && findNodeAtLocation(document.root, [...path]);
	if (node?.type !== 'string') {
		return whole;
	}
	const offsets = writtenOffsets(document.text.slice(whole.offset, whole.offset + whole.length));
	const from = offsets[start] ?? 0;
	return { offset: whole.offset + from, length: (offsets[end] ?? whole.length) - from };
}

/** For each unit of a JSON string's meaning, and for its end, where it stands in the string as written, quotes included. */
export function writtenOffsets(written: string): number[] {
	const offsets: number[] = [];
	let at = 1;
	while (at < written.length && written[at] !== '"') {
		offsets.push(at);
		if (written[at] === '\\') {
			at += written[at + 1] === 'u' ? 6 : 2;
		} else {
			at += 1;
		}
	}
	return [...offsets, at];
}

/** An object is marked at its key, or else at its brace: marking all of it would hide what is wrong in it. */
function openingSpan(node: Node): Span {
	const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
	return key ? spanOf(key) : { offset: node.offset, length: 1 };
}

function spanOf({ offset, length }: Node): Span {
	return { offset, length };
}

/** Writes a definition file: JSON with tabs, and behind a field what there is to say of it, by its path with dots. */
export function writeDefinition(
	definition: Readonly<Record<string, unknown>>,
	comments: Readonly<Record<string, string | undefined>> = {},
): string {
	const head = comments['']?.split('\n').map((line) => `// ${line}\n`) ?? [];
	return `${head.join('')}${writeObject(definition, comments, '', '')}\n`;
}

function writeObject(
	object: Readonly<Record<string, unknown>>,
	comments: Readonly<Record<string, string | undefined>>,
	path: string,
	indent: string,
): string {
	const entries = Object.entries(object).filter(([, value]) => value !== undefined);
	const lines = entries.map(([key, value], index) => {
		const inner = path === '' ? key : `${path}.${key}`;
		const comment = comments[inner];
		const written = isObject(value)
			? writeObject(value, comments, inner, `${indent}\t`)
			: JSON.stringify(value);
		const comma = index < entries.length - 1 ? ',' : '';
		const behind = comment === undefined ? '' : ` // ${comment.replaceAll(/\s+/g, ' ')}`;
		return `${indent}\t${JSON.stringify(key)}: ${written}${comma}${behind}\n`;
	});
	return `{\n${lines.join('')}${indent}}`;
}
