import { isObject } from '../../../agora/lenient';
import type { DefinitionTemplate } from '../schema/definition';
import { mapTexts, substitute, textsIn, variablesIn } from '../variables/variables';

/** The names of the secrets that a definition has variables of. */
export function secretNames({ player }: DefinitionTemplate): ReadonlySet<string> {
	const uses = textsIn(player).flatMap(({ text }) => variablesIn(text));
	return new Set(uses.flatMap(({ variable }) => (variable?.kind === 'secret' ? [variable.name] : [])));
}

/** A definition with texts in place of variables of secrets, by their names; the others stay. */
export function replaceSecrets(
	template: DefinitionTemplate,
	texts: ReadonlyMap<string, string>,
): DefinitionTemplate {
	const player = mapTexts(template.player, (text) =>
		substitute(text, ({ kind, name }) => (kind === 'secret' ? texts.get(name) : undefined)),
	);
	return isObject(player) ? { ...template, player } : template;
}
