import { isObject } from '../../../agora/lenient';

export interface Variable {
	readonly kind: 'env' | 'secret' | 'input';
	/** The name of an environment variable or secret, or what to ask for. */
	readonly name: string;
}

/** A place `${…}` in a text. */
export interface VariableUse {
	readonly start: number;
	readonly end: number;
	/** Undefined where it is none of those that are known. */
	readonly variable: Variable | undefined;
}

export type Path = readonly (string | number)[];

const USE = /\$\{([^{}]*)(?:\}|$)/g;
const KNOWN = /^(?:(env|secret):([\w.-]+)|(input):([^:{}]*[^\s:{}][^:{}]*))$/;

/** Every `${…}` in a text, in order. One that is not closed reaches to the end. */
export function variablesIn(text: string): VariableUse[] {
	return [...text.matchAll(USE)].map((match) => {
		const [whole, inside = ''] = match;
		return {
			start: match.index,
			end: match.index + whole.length,
			variable: whole.endsWith('}') ? readVariable(inside) : undefined,
		};
	});
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

export function hasVariable(value: unknown): boolean {
	return typeof value === 'string' && variablesIn(value).some(({ variable }) => variable !== undefined);
}

/** The text with each known variable replaced; one for which there is no value stays as it is. */
export function substitute(text: string, valueFor: (variable: Variable) => string | undefined): string {
	let result = '';
	let at = 0;
	for (const { start, end, variable } of variablesIn(text)) {
		result += text.slice(at, start) + ((variable && valueFor(variable)) ?? text.slice(start, end));
		at = end;
	}
	return result + text.slice(at);
}

/** Every text in a JSON value, with the keys that lead to it. */
export function textsIn(value: unknown, path: Path = []): { readonly path: Path; readonly text: string }[] {
	if (typeof value === 'string') {
		return [{ path, text: value }];
	}
	const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
	return entries.flatMap(([key, each]) => textsIn(each, [...path, key]));
}

/** The JSON value with every text in it replaced. */
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
