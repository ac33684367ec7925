import { isAgoraError } from '../../agora/http/error';
import type { AgoraSession } from '../../agora/session';
import type { PlayerStore } from '../playerStore';
import { type ChangedPlayer, type ChangeParts, changePlayer } from './changePlayer';

interface PauseParts extends ChangeParts {
	readonly store: Pick<PlayerStore, 'beginPause' | 'endPause'>;
}

/**
 * Pauses or resumes a player (api-facts §3, Update, `isPause`). That it is about to be done is stored before it is sent: where no
 * response comes, or the editor closes, the player is perhaps paused, and stays so until a pause or resume of it succeeds.
 *
 * @throws everything that `changePlayer` throws.
 */
export async function pausePlayer(
	parts: PauseParts,
	session: AgoraSession,
	player: ChangedPlayer,
	paused: boolean,
	signal?: AbortSignal,
): Promise<void> {
	const { store, clock } = parts;
	const write = await store.beginPause(player.id, paused);
	try {
		await changePlayer(parts, session, player, { isPause: paused }, signal);
	} catch (error) {
		const isCertain = isAgoraError(error) && error.outcome !== 'unknown';
		await store.endPause(player.appId, write, isCertain ? 'notDone' : 'unknown', clock.monotonic());
		throw error;
	}
	await store.endPause(player.appId, write, 'done', clock.monotonic());
}
