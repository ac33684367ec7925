import { deletePlayer } from '../../agora/mediaPull/deletePlayer';
import type { AgoraSession } from '../../agora/session';
import type { PlayerParts } from '../commands/playerCommand';

/**
 * Deletes a player in the region it is known to be in, or else tries them in the likeliest order; where none of them knows it,
 * it is gone. What was remembered of it goes with it, and its row at once.
 *
 * @throws AgoraError as `deletePlayer`.
 */
export async function removePlayer(
	parts: PlayerParts,
	session: AgoraSession,
	{ appId, id }: { readonly appId: string; readonly id: string },
	signal?: AbortSignal,
): Promise<void> {
	for (const region of parts.regions.candidates(appId, id)) {
		if ((await deletePlayer(session.client, { region, appId, id }, signal)) === 'deleted') {
			break;
		}
	}
	if (parts.sessions.current === session) {
		parts.store.applyDeleted(appId, { id }, parts.clock.now());
	}
	const { memory } = await parts.definitions.room();
	await memory.forget({ accountId: session.accountId, appId, playerId: id });
}
