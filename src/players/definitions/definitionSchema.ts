import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import * as v from 'valibot';
import { ipv4, text } from '../../agora/fields';
import { region } from '../../agora/mediaPull/playerFields';
import { playerRequestSchema } from '../../agora/mediaPull/playerRequest';
import { type FieldText, fieldTexts, type Language, ROOT_TEXT } from './fieldTexts';

/**
 * A definition with literal values: a request to create a cloud player. The content of a definition file before its variables are
 * replaced is a `FileTemplate`.
 */
export const definitionSchema = v.strictObject(
	{
		$schema: v.optional(v.string('must be a string')),
		region,
		/** App ID or name; the active project by default. */
		project: v.optional(text),
		streamIp: v.optional(ipv4),
		player: playerRequestSchema,
	},
	'must be an object',
);

export type Definition = Readonly<v.InferOutput<typeof definitionSchema>>;

/** The properties of valibot's schemas that `fieldKind` reads. */
interface AnySchema {
	readonly type: string;
	readonly wrapped?: AnySchema;
	readonly options?: readonly unknown[];
	readonly entries?: Readonly<Record<string, AnySchema>>;
}

/**
 * The type of the field at a path of a definition, as valibot names it: `number`, `boolean`, `string`, `picklist`, …; `numbers` for
 * a picklist of numbers.
 */
export function fieldKind(path: readonly (string | number)[]): string | undefined {
	let schema: AnySchema | undefined = definitionSchema satisfies GenericSchema;
	for (const key of path) {
		const inner: AnySchema | undefined = schema?.entries?.[key];
		schema = inner?.wrapped ?? inner;
	}
	return schema?.options?.every((option) => typeof option === 'number') ? 'numbers' : schema?.type;
}

type JsonSchema = { [key: string]: unknown };

/** A text with a variable, which is allowed for a value of any type. */
const VARIABLE: JsonSchema = {
	type: 'string',
	pattern: '(^|[^$])(\\$\\$)*\\$\\{(env|secret|input):[^{}]+\\}',
	doNotSuggest: true,
};

/**
 * The JSON Schema of definition files, with completions and hover texts for VS Code. It is derived from the schema of the request;
 * `checkDefinition` finds what a JSON Schema cannot express, such as lengths in bytes.
 */
export function definitionJsonSchema(language: Language): JsonSchema {
	const plain = { ...toJsonSchema(definitionSchema, { typeMode: 'input', errorMode: 'ignore' }) };
	return {
		...annotate(plain, '', language),
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: 'Agora.io cloud player',
		description: ROOT_TEXT[language].replaceAll('`', ''),
		allowComments: true,
		allowTrailingCommas: true,
	};
}

function annotate(schema: JsonSchema, path: string, language: Language): JsonSchema {
	const { properties } = schema;
	const text = fieldTexts[path];
	if (isRecord(properties)) {
		const entries = Object.entries(properties).map(([key, property]) => [
			key,
			annotate(isRecord(property) ? property : {}, path === '' ? key : `${path}.${key}`, language),
		]);
		return { ...schema, properties: Object.fromEntries(entries), ...annotations(text, language) };
	}
	if (path === '$schema') {
		return { ...schema, ...annotations(text, language) };
	}
	const alternatives = [valueSchema(schema, text, language), VARIABLE];
	return { ...completion(schema, text), anyOf: alternatives, ...annotations(text, language) };
}

/** Makes VS Code continue from a completed key to its value. */
function completion({ type, enum: words, minimum }: JsonSchema, text: FieldText | undefined): JsonSchema {
	if (Array.isArray(words)) {
		return { defaultSnippets: words.map((word) => ({ label: JSON.stringify(word), body: word })) };
	}
	if (type === 'string') {
		return { type };
	}
	return minimum === undefined || text?.default !== undefined
		? {}
		: { defaultSnippets: [{ label: String(minimum), body: minimum }] };
}

/** The schema of a literal value, with the descriptions of its words. */
function valueSchema(schema: JsonSchema, text: FieldText | undefined, language: Language): JsonSchema {
	const words = text?.words;
	const { enum: list } = schema;
	return {
		...schema,
		...(text?.pattern && { patternErrorMessage: text.pattern[language] }),
		...(words &&
			Array.isArray(list) && { enumDescriptions: list.map((word) => words[word]?.[language] ?? '') }),
	};
}

function annotations(text: FieldText | undefined, language: Language): JsonSchema {
	if (!text) {
		return {};
	}
	const { default: initial, snippets } = text;
	return {
		description: text[language].replaceAll('`', ''),
		markdownDescription: text[language],
		...(initial !== undefined && { default: initial }),
		...(snippets && { defaultSnippets: snippets }),
	};
}

function isRecord(value: unknown): value is JsonSchema {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
