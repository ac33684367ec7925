import { isObject } from '../../../agora/lenient';
import type { ShownPlayer } from '../../watch/shownPlayer';
import { hasVariable } from '../variables/variables';

/**
 * The players of a project that are of a definition: the one that has its name, which nobody else can have, or else those that
 * were created from its file.
 */
export function livePlayers(
	players: readonly ShownPlayer[],
	definition: Readonly<Record<string, unknown>>,
	createdFromFile: readonly string[],
): readonly ShownPlayer[] {
	const name = isObject(definition.player) ? definition.player.name : undefined;
	return typeof name === 'string' && !hasVariable(name)
		? players.filter(({ player }) => player.name === name)
		: players.filter(({ player }) => createdFromFile.includes(player.id));
}
