import { playerRequestSchema } from '../../../agora/mediaPull/playerRequest';
import { type DefinitionText, type Span, valueSpan } from '../file/definitionText';

/** Where a refusal in Agora's words belongs: at the field that they name, else at the player as a whole. */
export function refusedField(
	message: string,
	document: DefinitionText,
): { readonly field: string; readonly span: Span } {
	const words = new Set(message.toLowerCase().match(/[a-z]+/g) ?? []);
	const named = (field: string) => words.has(field.toLowerCase());
	const { audioOptions, videoOptions } = playerRequestSchema.entries;
	const paths = [
		...Object.keys(audioOptions.wrapped.entries).map((key) => ['player', 'audioOptions', key]),
		...Object.keys(videoOptions.wrapped.entries).map((key) => ['player', 'videoOptions', key]),
		// The name of a player goes last: it is an ordinary word, too.
		...Object.keys(playerRequestSchema.entries)
			.toSorted((a, b) => Number(a === 'name') - Number(b === 'name'))
			.map((key) => ['player', key]),
		['streamIp'],
		['region'],
	];
	const path = paths.find((each) => named(each.at(-1) ?? '')) ?? ['player'];
	return { field: path.filter((key) => key !== 'player').join('.'), span: valueSpan(document, path) };
}
