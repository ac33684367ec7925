import { toJsonSchema } from '@valibot/to-json-schema';
import { definitionSchema } from './definition';
import { type FieldText, fieldTexts, type Language, rootText } from './fieldTexts';

export type JsonSchema = { [key: string]: unknown };

/** Any text with a variable in it, which stands for a value of any kind. */
const VARIABLE: JsonSchema = {
	type: 'string',
	pattern: '(^|[^$])(\\$\\$)*\\$\\{(env|secret|input):[^{}]+\\}',
	doNotSuggest: true,
};

/**
 * The JSON Schema of definition files, with completion and hover texts as VS Code takes them. Made of the schema that the
 * request itself is held against; what it cannot express, such as lengths in bytes, `checkDefinition` finds.
 */
export function definitionJsonSchema(language: Language): JsonSchema {
	const plain = { ...toJsonSchema(definitionSchema, { typeMode: 'input', errorMode: 'ignore' }) };
	return {
		...annotated(plain, '', language),
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: 'Agora.io cloud player',
		description: rootText[language].replaceAll('`', ''),
		allowComments: true,
		allowTrailingCommas: true,
	};
}

function annotated(schema: JsonSchema, path: string, language: Language): JsonSchema {
	const { properties } = schema;
	const text = fieldTexts[path];
	if (isRecord(properties)) {
		const entries = Object.entries(properties).map(([key, property]) => [
			key,
			annotated(isRecord(property) ? property : {}, path === '' ? key : `${path}.${key}`, language),
		]);
		return { ...schema, properties: Object.fromEntries(entries), ...annotations(text, language) };
	}
	if (path === '$schema') {
		return { ...schema, ...annotations(text, language) };
	}
	const alternatives = [value(schema, text, language), VARIABLE];
	return { ...completed(schema, text), anyOf: alternatives, ...annotations(text, language) };
}

/** What makes VS Code go on from a completed key to its value. */
function completed({ type, enum: words, minimum }: JsonSchema, text: FieldText | undefined): JsonSchema {
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

/** The schema of the value itself, with what belongs to its words. */
function value(schema: JsonSchema, text: FieldText | undefined, language: Language): JsonSchema {
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
