import { type AgoraError, isAgoraError } from '../../agora/http/error';
import type { PlayerChanges } from '../../agora/mediaPull/playerChanges';
import type { Region } from '../../agora/mediaPull/region';
import { updatePlayer } from '../../agora/mediaPull/updatePlayer';
import type { AgoraSession } from '../../agora/session';
import type { Clock } from '../../platform/clock';
import { inItsRegion } from '../region/inItsRegion';
import type { RegionMemory } from '../region/regionMemory';
import type { SequenceMemory } from './sequenceMemory';

export interface ChangeParts {
	readonly regions: RegionMemory;
	readonly sequences: SequenceMemory;
	readonly clock: Clock;
}

export interface ChangedPlayer {
	readonly appId: string;
	readonly id: string;
	/** `''` where it has none; undefined where that is not known. */
	readonly name: string | undefined;
}

/**
 * Changes a player while it plays, in whichever region it is (api-facts §3, Update).
 *
 * @throws AgoraError `notFound` where no region knows it; everything `updatePlayer` throws.
 */
export async function changePlayer(
	parts: ChangeParts,
	session: AgoraSession,
	player: ChangedPlayer,
	changes: PlayerChanges,
	signal?: AbortSignal,
): Promise<void> {
	let missing: AgoraError | undefined;
	const outcome = await inItsRegion(parts.regions, player, async ({ region }) => {
		try {
			await changeIn(region, parts, session, player, changes, signal);
			return 'found';
		} catch (error) {
			if (!isAgoraError(error, 'notFound')) {
				throw error;
			}
			missing = error;
			return 'notFound';
		}
	});
	if (outcome === 'gone') {
		throw missing;
	}
}

async function changeIn(
	region: Region,
	{ sequences, clock }: ChangeParts,
	{ client }: AgoraSession,
	{ appId, id, name }: ChangedPlayer,
	changes: PlayerChanges,
	signal: AbortSignal | undefined,
): Promise<void> {
	const source = {
		next: () => sequences.next(id, clock.now()),
		leap: () => sequences.leap(id, clock.now()),
	};
	await updatePlayer(client, { region, appId, id, name, sequences: source, changes }, signal);
}
