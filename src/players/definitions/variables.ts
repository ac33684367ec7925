import { isObject } from '../../agora/parsing';

export interface Variable {
	readonly kind: 'env' | 'secret' | 'input';
	/** The name of an environment variable or secret, or what to ask for. */
	readonly name: string;
}

/** A place `${…}` in a text of a definition file. */
export interface VariableUse {
	readonly start: number;
	readonly end: number;
	/** Undefined where it is none of those that are known. */
	readonly variable: Variable | undefined;
}

/** A piece of a text: literal characters, which are never searched for variables, or a variable. */
export type TextPart = string | Variable;

export type Path = readonly (string | number)[];

const OPENING = /\$+\{/g;
const INSIDE = /([^{}]*)(?:\}|$)/y;
const KNOWN = /^(?:(env|secret):([\w.-]+)|(input):([^:{}]*[^\s:{}][^:{}]*))$/;

/** What `scan` finds in a text, from left to right. */
interface Scanned {
	/** The literal text before each use, and that after the last. */
	readonly literals: readonly string[];
	readonly uses: readonly VariableUse[];
}

/**
 * Reads the syntax of definition files: `${…}` is a variable, and before a `{` every two `$` stand for one. So `$${` is a literal
 * `${`, and `$$${env:A}` a literal `$` and then a variable.
 */
function scan(text: string): Scanned {
	const literals: string[] = [];
	const uses: VariableUse[] = [];
	let literal = '';
	let at = 0;
	for (const opening of text.matchAll(OPENING)) {
		if (opening.index < at) {
			continue;
		}
		const dollars = opening[0].length - 1;
		const inside = opening.index + opening[0].length;
		literal += text.slice(at, opening.index) + '$'.repeat(Math.floor(dollars / 2));
		at = inside;
		INSIDE.lastIndex = inside;
		const match = dollars % 2 === 1 ? INSIDE.exec(text) : null;
		if (match) {
			const end = inside + match[0].length;
			const variable = match[0].endsWith('}') ? readVariable(match[1] ?? '') : undefined;
			literals.push(literal);
			literal = '';
			uses.push({ start: inside - 2, end, variable });
			at = end;
		} else {
			literal += dollars % 2 === 1 ? '${' : '{';
		}
	}
	literals.push(literal + text.slice(at));
	return { literals, uses };
}

/** Every `${…}` in a text of a definition file, in order, without those that are escaped. One that is not closed reaches to the end. */
export function variablesIn(text: string): VariableUse[] {
	return [...scan(text).uses];
}

/** A text of a definition file in parts, its escapes replaced. An unknown variable is literal text. */
export function partsOf(text: string): TextPart[] {
	const { literals, uses } = scan(text);
	return joined(
		literals.flatMap((literal, index) => {
			const use = uses[index];
			return use ? [literal, use.variable ?? text.slice(use.start, use.end)] : [literal];
		}),
	);
}

/** Parts as a definition file spells them: `partsOf` reads the same parts from it. */
export function writtenText(parts: readonly TextPart[]): string {
	const all = joined(parts);
	return all
		.map((part, index) => {
			if (typeof part !== 'string') {
				return `\${${part.kind}:${part.name}}`;
			}
			const written = escapeText(part);
			return index < all.length - 1 ? written.replace(/\$+$/, '$&$&') : written;
		})
		.join('');
}

/** A literal text as a definition file spells it. */
export function escapeText(literal: string): string {
	return literal.replace(OPENING, (opening) => `${opening.slice(0, -1).repeat(2)}{`);
}

/** What a text of a definition file says; undefined where that depends on variables. */
export function literalText(text: string): string | undefined {
	const parts = partsOf(text);
	return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
}

function joined(parts: readonly TextPart[]): TextPart[] {
	const result: TextPart[] = [];
	for (const part of parts) {
		const last = result.at(-1);
		if (typeof part === 'string' && typeof last === 'string') {
			result[result.length - 1] = last + part;
		} else if (part !== '') {
			result.push(part);
		}
	}
	return result;
}

function readVariable(text: string): Variable | undefined {
	const [, named, name, input, label] = KNOWN.exec(text) ?? [];
	if ((named === 'env' || named === 'secret') && name !== undefined) {
		return { kind: named, name };
	}
	return input === 'input' && label !== undefined ? { kind: 'input', name: label.trim() } : undefined;
}

/** The same variable has the same key wherever it stands. */
export function variableKey({ kind, name }: Variable): string {
	return `${kind}:${name}`;
}

/** Whether a value of a definition file has a known variable in it. */
export function hasVariable(value: unknown): boolean {
	return typeof value === 'string' && variablesIn(value).some(({ variable }) => variable !== undefined);
}

/** The parts with literal text in place of each variable that has a value. */
export function substitute(
	parts: readonly TextPart[],
	valueFor: (variable: Variable) => string | undefined,
): TextPart[] {
	return joined(parts.map((part) => (typeof part === 'string' ? part : (valueFor(part) ?? part))));
}

/** Every text in a JSON value, with the keys that lead to it. */
export function textsIn(value: unknown, path: Path = []): { readonly path: Path; readonly text: string }[] {
	if (typeof value === 'string') {
		return [{ path, text: value }];
	}
	const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
	return entries.flatMap(([key, each]) => textsIn(each, [...path, key]));
}

/** The JSON value with every text in it replaced; without those that are replaced by undefined. */
export function mapTexts(
	value: unknown,
	change: (text: string, path: Path) => unknown,
	path: Path = [],
): unknown {
	if (typeof value === 'string') {
		return change(value, path);
	}
	if (Array.isArray(value)) {
		return value.map((each, index) => mapTexts(each, change, [...path, index]));
	}
	return isObject(value)
		? Object.fromEntries(
				Object.entries(value).map(([key, each]) => [key, mapTexts(each, change, [...path, key])]),
			)
		: value;
}

/** The JSON value with another value at a path, whose objects are added where they are missing. */
export function setValueAt(value: unknown, path: Path, replacement: unknown): unknown {
	const [key, ...rest] = path;
	if (key === undefined) {
		return replacement;
	}
	if (Array.isArray(value) && typeof key === 'number') {
		return value.with(key, setValueAt(value[key], rest, replacement));
	}
	const object = isObject(value) ? value : {};
	return { ...object, [key]: setValueAt(object[key], rest, replacement) };
}
