import { isObject } from '../../../agora/lenient';
import type { PlayerChanges } from '../../../agora/mediaPull/playerChanges';
import type { Region } from '../../../agora/mediaPull/region';
import type { DefinitionMemory, PlayerKey } from './definitionMemory';
import type { PlayedFrom } from './rememberedRequest';

export interface ChangedPlayer {
	readonly key: PlayerKey;
	/** The region that a definition of it would name. */
	readonly region: Region;
	/** Where in its file it was when it was changed. */
	readonly played: PlayedFrom;
}

/**
 * Takes an update that was made from here into what is remembered of a player, so that Restart and Save as Definition do not bring
 * back what was before. Of a player that was created elsewhere only the changes are remembered: List tells the rest.
 */
export async function rememberChange(
	memory: Pick<DefinitionMemory, 'read' | 'remember'>,
	{ key, region, played }: ChangedPlayer,
	changes: PlayerChanges,
): Promise<void> {
	const { streamUrl, audioOptions, tempo } = changes;
	const remembered = await memory.read(key);
	const audio = remembered?.player.audioOptions;
	const player = {
		...remembered?.player,
		...(streamUrl !== undefined && { streamUrl }),
		...(audioOptions && { audioOptions: { ...(isObject(audio) ? audio : {}), ...audioOptions } }),
		...(tempo !== undefined && { tempo }),
	};
	const isChanged = ([, field = '', part = '']: readonly (string | number)[]) =>
		(field === 'streamUrl' && streamUrl !== undefined) ||
		(field === 'tempo' && tempo !== undefined) ||
		(field === 'audioOptions' && audioOptions !== undefined && part in audioOptions);
	await memory.remember(key, {
		region: remembered?.region ?? region,
		project: key.appId,
		streamIp: remembered?.streamIp,
		player,
		// A value that was sent takes the place of a variable.
		fields: (remembered?.fields ?? []).filter(({ path }) => !isChanged(path)),
		file: remembered?.file,
		fromList: remembered?.fromList ?? true,
		playedFrom: playedFromAfter(changes, played) ?? remembered?.playedFrom,
	});
}

/** Another source begins at its start. With another tempo, what was played until now counts as it was. */
function playedFromAfter(
	{ streamUrl, tempo, seekPosition }: PlayerChanges,
	{ seconds, at }: PlayedFrom,
): PlayedFrom | undefined {
	if (seekPosition !== undefined) {
		return { seconds: seekPosition, at };
	}
	if (streamUrl !== undefined) {
		return { seconds: 0, at };
	}
	return tempo === undefined ? undefined : { seconds, at };
}
