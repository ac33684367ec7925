import { getLanguageService, type JSONSchema, TextDocument } from 'vscode-json-languageservice';
import {
	type CheckContext,
	checkDefinition,
	type DefinitionProblem,
} from '../../../../src/players/definitions/checkDefinition';
import { definitionJsonSchema } from '../../../../src/players/definitions/definitionSchema';
import { readDefinitionText } from '../../../../src/players/definitions/definitionText';

export const NOW = 1_800_000_000;

export const PROJECTS = [
	{ name: 'Class', appId: 'a'.repeat(32), enabled: true },
	{ name: 'Old', appId: 'b'.repeat(32), enabled: false },
	{ name: 'Twin', appId: 'c'.repeat(32), enabled: true },
	{ name: 'Twin', appId: 'd'.repeat(32), enabled: true },
];

/** The language service of VS Code's JSON support, with the schema of the extension. */
const service = getLanguageService({});
const schema: JSONSchema = JSON.parse(JSON.stringify(definitionJsonSchema('en')));
service.configure({ schemas: [{ uri: 'schema://definition', fileMatch: ['*.agora-player.json'], schema }] });

export function documentOf(text: string) {
	const document = TextDocument.create('file:///a.agora-player.json', 'jsonc', 1, text);
	return { document, json: service.parseJSONDocument(document) };
}

export { service };

export interface Validation {
	/** The errors of the JSON Schema, as `place: message`. */
	readonly bySchema: readonly string[];
	/** All problems that the extension found. */
	readonly problems: readonly DefinitionProblem[];
}

export async function validateDefinition(
	definition: unknown,
	context: Partial<CheckContext> = {},
): Promise<Validation> {
	const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
	const { document, json } = documentOf(text);
	const marks = await service.doValidation(document, json, { comments: 'ignore', trailingCommas: 'warning' });
	return {
		bySchema: marks.map(({ range, message }) => `${document.getText(range)}: ${message}`),
		problems: checkDefinition(readDefinitionText(text), {
			nowSeconds: NOW,
			projects: PROJECTS,
			...context,
		}),
	};
}

export function errorsOf({ problems }: Validation): string[] {
	return problems.filter(({ severity }) => severity === 'error').map(({ field, code }) => `${field} ${code}`);
}

/** A valid definition with some fields changed; undefined fields are omitted. */
export function definitionWith(player: object, outer: object = {}): object {
	return {
		region: 'na',
		player: { streamUrl: 'rtmp://example.com/live/class32', channelName: 'class32', uid: 101, ...player },
		...outer,
	};
}
