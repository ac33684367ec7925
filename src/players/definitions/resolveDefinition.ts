import { readChannelUser } from '../../agora/session';
import { fieldKind } from './definitionSchema';
import {
	isSecretField,
	mapTexts,
	type Path,
	partsOf,
	setValueAt,
	substitute,
	type TextPart,
	textsIn,
	type Variable,
	variableKey,
} from './definitionSyntax';
import type { FileTemplate } from './definitionText';

/** The source of the values of variables. Each variable is requested once; undefined cancels. */
export interface VariableSource {
	env(name: string): string | undefined;
	secret(name: string): Promise<string | undefined>;
	input(label: string): Promise<string | undefined>;
}

/** A field that contains variables, in parts. Its literal parts are never searched for variables. */
export interface VariableField {
	readonly path: Path;
	readonly parts: readonly TextPart[];
}

/** A definition whose variables are found but not replaced. `literal` does not contain the fields that have variables. */
export interface OpenDefinition {
	readonly literal: unknown;
	readonly fields: readonly VariableField[];
}

export interface Resolved {
	/** The definition with every variable replaced: literal values. */
	readonly value: unknown;
	/** The definition to store: with the user's answers, but with the variables of secrets and of the environment. */
	readonly kept: OpenDefinition;
	/** The values that must not be shown: of secrets, and of all variables in fields that may contain secrets. */
	readonly secrets: readonly string[];
	/** The names of the secrets that were used. */
	readonly secretNames: readonly string[];
}

/** An environment variable that is not set. */
export interface MissingVariable {
	readonly path: Path;
	readonly name: string;
}

type Resolution = Resolved | { readonly missing: readonly MissingVariable[] } | undefined;

/** Finds the variables and replaces the escapes in a template. This is the only place where text is searched for variables. */
export function openDefinition({ value }: FileTemplate): OpenDefinition {
	const fields = textsIn(value)
		.map(({ path, text }) => ({ path, parts: partsOf(text) }))
		.filter(({ parts }) => parts.some((part) => typeof part !== 'string'));
	const literal = mapTexts(value, (text) => {
		const parts = partsOf(text);
		return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
	});
	return { literal, fields };
}

/**
 * Replaces the variables of a definition. A text with variables becomes a number or a boolean if the field requires one. Undefined
 * if the user cancelled.
 */
export async function resolveDefinition(
	{ literal, fields }: OpenDefinition,
	source: VariableSource,
): Promise<Resolution> {
	const missing = missingVariables({ fields }, source.env);
	if (missing.length > 0) {
		return { missing };
	}
	const uses = usesIn({ fields });
	const values = new Map<string, string>();
	for (const { variable } of uses) {
		if (!values.has(variableKey(variable))) {
			const value = await ask(variable, source);
			if (value === undefined) {
				return undefined;
			}
			values.set(variableKey(variable), value);
		}
	}
	const valueFor = (variable: Variable) => values.get(variableKey(variable));
	// An answer that is also used in a visible field, such as the channel name, is not a secret.
	const shown = new Set(
		uses.flatMap(({ path, variable }) =>
			variable.kind === 'input' && !isSecretField(path) ? [variableKey(variable)] : [],
		),
	);
	const hidden = uses.filter(
		({ path, variable }) =>
			variable.kind === 'secret' || (isSecretField(path) && !shown.has(variableKey(variable))),
	);
	return {
		value: withFields(literal, fields, valueFor),
		kept: definitionToStore({ literal, fields }, valueFor),
		secrets: [...new Set(hidden.flatMap(({ variable }) => valueFor(variable) ?? []))],
		secretNames: [
			...new Set(uses.flatMap(({ variable: { kind, name } }) => (kind === 'secret' ? [name] : []))),
		],
	};
}

/** The environment variables of a definition that are not set. */
export function missingVariables(
	open: Pick<OpenDefinition, 'fields'>,
	env: VariableSource['env'],
): readonly MissingVariable[] {
	return usesIn(open)
		.filter(({ variable: { kind, name } }) => kind === 'env' && !env(name))
		.map(({ path, variable }) => ({ path, name: variable.name }));
}

/** The variables of a definition, each once. */
export function variablesOf(open: Pick<OpenDefinition, 'fields'>): readonly Variable[] {
	return [...new Map(usesIn(open).map(({ variable }) => [variableKey(variable), variable])).values()];
}

function usesIn({
	fields,
}: Pick<OpenDefinition, 'fields'>): { readonly path: Path; readonly variable: Variable }[] {
	return fields.flatMap(({ path, parts }) =>
		parts.flatMap((part) => (typeof part === 'string' ? [] : [{ path, variable: part }])),
	);
}

/** Replaces the user's answers, except in fields that may contain secrets. */
function definitionToStore(
	{ literal, fields }: OpenDefinition,
	valueFor: (variable: Variable) => string | undefined,
): OpenDefinition {
	const answered = fields.map(({ path, parts }) => ({
		path,
		parts: substitute(parts, (variable) =>
			variable.kind === 'input' && !isSecretField(path) ? valueFor(variable) : undefined,
		),
	}));
	const isOpen = ({ parts }: VariableField) => parts.some((part) => typeof part !== 'string');
	const closed = answered.filter((field) => !isOpen(field));
	return { literal: withFields(literal, closed, () => undefined), fields: answered.filter(isOpen) };
}

function withFields(
	literal: unknown,
	fields: readonly VariableField[],
	valueFor: (variable: Variable) => string | undefined,
): unknown {
	let value = literal;
	for (const { path, parts } of fields) {
		const text = substitute(parts, valueFor)
			.filter((part) => typeof part === 'string')
			.join('');
		value = setValueAt(value, path, convert(text, path));
	}
	return value;
}

async function ask({ kind, name }: Variable, source: VariableSource): Promise<string | undefined> {
	switch (kind) {
		case 'env':
			return source.env(name);
		case 'secret':
			return await source.secret(name);
		case 'input':
			return await source.input(name);
	}
}

function convert(text: string, path: Path): unknown {
	if (path.join('.') === 'player.uid') {
		const user = readChannelUser(text);
		return 'uid' in user ? user.uid : text;
	}
	const kind = fieldKind(path);
	if ((kind === 'number' || kind === 'numbers') && /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text)) {
		return Number(text);
	}
	return kind === 'boolean' && /^(true|false)$/.test(text.trim()) ? text.trim() === 'true' : text;
}
