import {
	createScanner,
	findNodeAtLocation,
	getNodeValue,
	type Node,
	type ParseError,
	parseTree,
} from 'jsonc-parser';
import { isObject } from '../../agora/parsing';
import type { Path } from './definitionSyntax';

/** A definition has three levels. The parser is recursive, so the depth is limited before it runs. */
const MAX_DEPTH = 50;

/** A range of a text, in UTF-16 code units. */
export interface Span {
	readonly offset: number;
	readonly length: number;
}

/** A parsed definition file: JSON with comments and trailing commas. */
export interface DefinitionText {
	readonly text: string;
	readonly root: Node | undefined;
	/** The parsed value, as far as the text is valid. Strings may contain variables and escapes. */
	readonly value: unknown;
	readonly syntaxErrors: readonly Span[];
	/** The bracket at which the text is nested too deeply; such a text is not parsed at all. */
	readonly tooDeepAt: Span | undefined;
}

/** The content that a user wrote in a definition file. Only here are variables replaced: a server's text is never a template. */
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

/** Only a matching bracket closes another: the parser skips the others. */
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

/** The place of the value at a path, or of the key of the nearest object that should contain it. */
export function valueSpan({ root, text }: Pick<DefinitionText, 'root' | 'text'>, path: Path): Span {
	const node = root && findNodeAtLocation(root, [...path]);
	if (node) {
		return node.type === 'object' || node.type === 'array' ? openingSpan(node) : spanOf(node);
	}
	return path.length > 0
		? valueSpan({ root, text }, path.slice(0, -1))
		: { offset: 0, length: Math.min(1, text.length) };
}

/** The place of the key of the property at a path, or else of its value. */
export function keySpan(document: DefinitionText, path: Path): Span {
	const node = document.root && findNodeAtLocation(document.root, [...path]);
	const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
	return key ? spanOf(key) : valueSpan(document, path);
}

/** The place of a part of the string at a path; `start` and `end` count in its value, without escapes. */
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

/** The offset of each code unit of a JSON string's value, and of its end, in the string as written, including quotes. */
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

/** Marks an object at its key, or else at its brace: a mark on all of it would hide the problems inside. */
function openingSpan(node: Node): Span {
	const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
	return key ? spanOf(key) : { offset: node.offset, length: 1 };
}

function spanOf({ offset, length }: Node): Span {
	return { offset, length };
}

/** Writes a definition file: JSON with tabs, and comments after fields, by their paths with dots. `''` is the comment at the top. */
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
		const suffix = comment === undefined ? '' : ` // ${comment.replaceAll(/\s+/g, ' ')}`;
		return `${indent}\t${JSON.stringify(key)}: ${written}${comma}${suffix}\n`;
	});
	return `{\n${lines.join('')}${indent}}`;
}
