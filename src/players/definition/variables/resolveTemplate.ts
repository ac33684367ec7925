import { readChannelUser } from '../../../agora/channelUser';
import { SECRET_FIELDS } from '../schema/definition';
import { fieldKind } from '../schema/fieldKind';
import {
	mapTexts,
	type Path,
	substitute,
	textsIn,
	type Variable,
	variableKey,
	variablesIn,
} from './variables';

/** Where the values of variables come from. Each is asked for once; undefined ends it all. */
export interface VariableSource {
	env(name: string): string | undefined;
	secret(name: string): Promise<string | undefined>;
	input(label: string): Promise<string | undefined>;
}

export interface Resolved {
	/** What the definition says with every variable replaced. */
	readonly value: unknown;
	/** What it says with the answers to questions, but with the variables of secrets and of the environment. */
	readonly kept: unknown;
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

/**
 * Replaces the variables of a definition. A text that is nothing but variables becomes a number or true or false where the field
 * takes one. Undefined where somebody did not answer.
 */
export async function resolveTemplate(
	template: unknown,
	source: VariableSource,
): Promise<Resolved | { readonly missing: readonly MissingVariable[] } | undefined> {
	const uses = textsIn(template).flatMap(({ path, text }) =>
		variablesIn(text).flatMap(({ variable }) => (variable ? [{ path, variable }] : [])),
	);
	const missing = uses.filter(({ variable: { kind, name } }) => kind === 'env' && !source.env(name));
	if (missing.length > 0) {
		return { missing: missing.map(({ path, variable }) => ({ path, name: variable.name })) };
	}
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
	const hidden = uses.filter(({ path, variable }) => variable.kind === 'secret' || isSecretField(path));
	return {
		value: mapTexts(template, (text, path) => converted(text, substitute(text, read), path)),
		kept: mapTexts(template, (text, path) => keptText(text, path, read)),
		secrets: [...new Set(hidden.flatMap(({ variable }) => read(variable) ?? []))],
		secretNames: [
			...new Set(uses.flatMap(({ variable: { kind, name } }) => (kind === 'secret' ? [name] : []))),
		],
	};
}

/** What may be kept of a text: answers are put in, but for those that stand where secrets do. */
function keptText(text: string, path: Path, read: (variable: Variable) => string | undefined): unknown {
	const kept = substitute(text, (variable) =>
		variable.kind === 'input' && !isSecretField(path) ? read(variable) : undefined,
	);
	return converted(text, kept, path);
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

function converted(before: string, after: string, path: Path): unknown {
	if (before === after) {
		return after;
	}
	if (path.join('.') === 'player.uid') {
		const user = readChannelUser(after);
		return 'uid' in user ? user.uid : after;
	}
	const kind = fieldKind(path);
	if ((kind === 'number' || kind === 'numbers') && /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(after)) {
		return Number(after);
	}
	return kind === 'boolean' && /^(true|false)$/.test(after.trim()) ? after.trim() === 'true' : after;
}

function isSecretField(path: Path): boolean {
	return path[0] === 'player' && SECRET_FIELDS.includes(String(path[1]));
}
