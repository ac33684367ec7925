import { isObject } from '../../agora/parsing';

/** Matches definition files by their name. */
export const DEFINITION_FILES = '**/*.agora-player.{json,jsonc}';

/** Whether a file is a definition, by its name. The other version in a Git diff is not. */
export function isDefinitionFile({ scheme, path }: { scheme: string; path: string }): boolean {
	return scheme !== 'git' && /\.agora-player\.jsonc?$/.test(path);
}

/**
 * The fields of `player` that may hold `${secret:…}`, and that are kept in the secret storage. Everyone who may list the players
 * can read the other fields.
 */
export const SECRET_FIELDS: readonly string[] = ['streamUrl', 'token', 'encryptKey', 'encryptKdfSalt'];

/** Whether the field at a path of a definition may hold a secret. */
export function isSecretField(path: Path): boolean {
	return path[0] === 'player' && SECRET_FIELDS.includes(String(path[1]));
}

/** A variable of definition files, such as `${env:NAME}`. */
export interface Variable {
	readonly kind: 'env' | 'secret' | 'input';
	/** The name of an environment variable or secret, or the label of an input. */
	readonly name: string;
}

/** A place `${…}` in a text of a definition file. */
export interface VariableUse {
	readonly start: number;
	readonly end: number;
	/** Undefined if it is not a valid variable. */
	readonly variable: Variable | undefined;
}

/** A piece of a text: literal characters, which are never searched for variables, or a variable. */
export type TextPart = string | Variable;

export type Path = readonly (string | number)[];

const OPENING = /\$+\{/g;
const INSIDE = /([^{}]*)(?:\}|$)/y;
const VARIABLE = /^(?:(env|secret):([\w.-]+)|(input):([^:{}]*[^\s:{}][^:{}]*))$/;

interface Scanned {
	/** The literal text before each use, and after the last one. */
	readonly literals: readonly string[];
	readonly uses: readonly VariableUse[];
}

/**
 * Parses the variable syntax of definition files: `${…}` is a variable, and before a `{` two `$` mean one. So `$${` is a literal
 * `${`, and `$$${env:A}` is a literal `$` followed by a variable.
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

/** Every unescaped `${…}` in a text of a definition file, in order. One that is not closed extends to the end. */
export function variablesIn(text: string): VariableUse[] {
	return [...scan(text).uses];
}

/** Splits a text of a definition file and replaces its escapes. An unknown variable is literal text. */
export function partsOf(text: string): TextPart[] {
	const { literals, uses } = scan(text);
	return joinLiterals(
		literals.flatMap((literal, index) => {
			const use = uses[index];
			return use ? [literal, use.variable ?? text.slice(use.start, use.end)] : [literal];
		}),
	);
}

/** The text of a definition file for parts; the inverse of `partsOf`. */
export function writtenText(parts: readonly TextPart[]): string {
	const all = joinLiterals(parts);
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

/** The text of a definition file for a literal value. */
export function escapeText(literal: string): string {
	return literal.replace(OPENING, (opening) => `${opening.slice(0, -1).repeat(2)}{`);
}

/** The value of a text of a definition file; undefined if it contains variables. */
export function literalText(text: string): string | undefined {
	const parts = partsOf(text);
	return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
}

function joinLiterals(parts: readonly TextPart[]): TextPart[] {
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
	const [, named, name, input, label] = VARIABLE.exec(text) ?? [];
	if ((named === 'env' || named === 'secret') && name !== undefined) {
		return { kind: named, name };
	}
	return input === 'input' && label !== undefined ? { kind: 'input', name: label.trim() } : undefined;
}

/** Identifies a variable. */
export function variableKey({ kind, name }: Variable): string {
	return `${kind}:${name}`;
}

/** Whether a value of a definition file contains a valid variable. */
export function hasVariable(value: unknown): boolean {
	return typeof value === 'string' && variablesIn(value).some(({ variable }) => variable !== undefined);
}

/** Replaces each variable that has a value with literal text. */
export function substitute(
	parts: readonly TextPart[],
	valueFor: (variable: Variable) => string | undefined,
): TextPart[] {
	return joinLiterals(parts.map((part) => (typeof part === 'string' ? part : (valueFor(part) ?? part))));
}

/** Every string in a JSON value, with its path. */
export function textsIn(value: unknown, path: Path = []): { readonly path: Path; readonly text: string }[] {
	if (typeof value === 'string') {
		return [{ path, text: value }];
	}
	const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
	return entries.flatMap(([key, each]) => textsIn(each, [...path, key]));
}

/** Replaces every string in a JSON value; removes those for which `change` returns undefined. */
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

export function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** Replaces the value at a path of a JSON value; adds missing objects. */
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
