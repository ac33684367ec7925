import { type AgoraError, isAgoraError } from '../../agora/errors';
import type { Region } from '../../agora/mediaPull/player';
import { type PlayerChanges, updatePlayer } from '../../agora/mediaPull/updatePlayer';
import type { AgoraSession } from '../../agora/session';
import type { PlayerStore } from '../store/playerStore';
import { inItsRegion, type RegionCache } from './regionCache';
import type { UpdateSequences } from './sentUpdates';

export interface ChangeDeps {
	readonly regions: RegionCache;
	readonly sequences: UpdateSequences;
}

export interface ChangedPlayer {
	readonly appId: string;
	readonly id: string;
	/** `''` if it has no name; undefined if that is unknown. */
	readonly name: string | undefined;
}

/**
 * Changes a player while it plays (docs/agora-api.md, Media Pull: Update). Tries one region after the other if its region is not stored.
 *
 * @throws AgoraError `notFound` if no region has it, or as `updatePlayer`.
 */
export async function changePlayer(
	deps: ChangeDeps,
	session: AgoraSession,
	player: ChangedPlayer,
	changes: PlayerChanges,
	signal?: AbortSignal,
): Promise<void> {
	let missing: AgoraError | undefined;
	const outcome = await inItsRegion(deps.regions, player, async ({ region }) => {
		try {
			await changeIn(region, deps, session, player, changes, signal);
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
	{ sequences }: ChangeDeps,
	{ client }: AgoraSession,
	{ appId, id, name }: ChangedPlayer,
	changes: PlayerChanges,
	signal: AbortSignal | undefined,
): Promise<void> {
	const source = {
		next: () => sequences.next(id, client.clock.now()),
		skipAhead: () => sequences.leap(id, client.clock.now()),
	};
	await updatePlayer(client, { region, appId, id, name, sequences: source, changes }, signal);
}

export interface PauseDeps extends ChangeDeps {
	readonly store: Pick<PlayerStore, 'beginPause' | 'endPause'>;
}

/**
 * Pauses or resumes a player (docs/agora-api.md, Media Pull: Update, `isPause`). The write is stored before it is sent: if no response
 * arrives, or the editor closes, the player is perhaps paused until a later pause or resume succeeds.
 *
 * @throws AgoraError as `changePlayer`.
 */
export async function pausePlayer(
	deps: PauseDeps,
	session: AgoraSession,
	player: ChangedPlayer,
	paused: boolean,
	signal?: AbortSignal,
): Promise<void> {
	const { store } = deps;
	const { clock } = session.client;
	const write = await store.beginPause(player.id, paused);
	try {
		await changePlayer(deps, session, player, { isPause: paused }, signal);
	} catch (error) {
		const isCertain = isAgoraError(error) && error.outcome !== 'unknown';
		await store.endPause(player.appId, write, isCertain ? 'notDone' : 'unknown', clock.monotonic());
		throw error;
	}
	await store.endPause(player.appId, write, 'done', clock.monotonic());
}
