import { readChannelUser } from '../../agora/session';
import { isSecretField } from './definitionFile';
import { fieldKind } from './definitionSchema';
import type { FileTemplate } from './definitionText';
import {
	mapTexts,
	type Path,
	partsOf,
	setValueAt,
	substitute,
	type TextPart,
	textsIn,
	type Variable,
	variableKey,
} from './variables';

/** Where the values of variables come from. Each is asked for once; undefined ends it all. */
export interface VariableSource {
	env(name: string): string | undefined;
	secret(name: string): Promise<string | undefined>;
	input(label: string): Promise<string | undefined>;
}

/** A field with variables in it, in parts. Its literal parts are never searched for variables. */
export interface VariableField {
	readonly path: Path;
	readonly parts: readonly TextPart[];
}

/** A definition in literal values, but for the fields with variables, which it does not hold. */
export interface OpenDefinition {
	readonly literal: unknown;
	readonly fields: readonly VariableField[];
}

export interface Resolved {
	/** The definition with every variable replaced: literal values. */
	readonly value: unknown;
	/** The definition with the answers to questions, but with the variables of secrets and of the environment. */
	readonly kept: OpenDefinition;
	/** The values that must not be repeated: of secrets, and of all that stands where secrets stand. */
	readonly secrets: readonly string[];
	/** The secrets that were used. */
	readonly secretNames: readonly string[];
}

/** A variable of the environment that is not set. */
export interface MissingVariable {
	readonly path: Path;
	readonly name: string;
}

export type Resolution = Resolved | { readonly missing: readonly MissingVariable[] } | undefined;

/** Reads the variables and escapes in a template; in nothing else are they read. */
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
 * Replaces the variables of a definition. A text that has variables becomes a number or true or false where the field takes one.
 * Undefined where somebody did not answer.
 */
export async function resolveTemplate(template: FileTemplate, source: VariableSource): Promise<Resolution> {
	return await resolveDefinition(openDefinition(template), source);
}

/** Replaces the variables of a definition that was read from a file before. */
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
	const read = (variable: Variable) => values.get(variableKey(variable));
	// An answer that also stands where everybody sees it, such as in the name of the channel, is no secret.
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
		value: withFields(literal, fields, read),
		kept: keptDefinition({ literal, fields }, read),
		secrets: [...new Set(hidden.flatMap(({ variable }) => read(variable) ?? []))],
		secretNames: [
			...new Set(uses.flatMap(({ variable: { kind, name } }) => (kind === 'secret' ? [name] : []))),
		],
	};
}

/** The variables of the environment that are used and not set. */
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

/** Answers are put in, but for those that stand where secrets do. */
function keptDefinition(
	{ literal, fields }: OpenDefinition,
	read: (variable: Variable) => string | undefined,
): OpenDefinition {
	const answered = fields.map(({ path, parts }) => ({
		path,
		parts: substitute(parts, (variable) =>
			variable.kind === 'input' && !isSecretField(path) ? read(variable) : undefined,
		),
	}));
	const isOpen = ({ parts }: VariableField) => parts.some((part) => typeof part !== 'string');
	const closed = answered.filter((field) => !isOpen(field));
	return { literal: withFields(literal, closed, () => undefined), fields: answered.filter(isOpen) };
}

function withFields(
	literal: unknown,
	fields: readonly VariableField[],
	read: (variable: Variable) => string | undefined,
): unknown {
	let value = literal;
	for (const { path, parts } of fields) {
		const text = substitute(parts, read)
			.filter((part) => typeof part === 'string')
			.join('');
		value = setValueAt(value, path, converted(text, path));
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

function converted(text: string, path: Path): unknown {
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
