import { deletePlayer } from '../../agora/mediaPull/deletePlayer';
import type { AgoraSession } from '../../agora/session';
import type { PlayerParts } from '../commands/playerCommand';
import { inItsRegion } from '../region/inItsRegion';

/**
 * Deletes a player in whichever region it is; where none knows it, it is gone, which is what was asked for. What was remembered of it goes with it, and its row at once.
 *
 * @throws AgoraError as `deletePlayer`.
 */
export async function removePlayer(
	parts: PlayerParts,
	session: AgoraSession,
	{ appId, id }: { readonly appId: string; readonly id: string },
	signal?: AbortSignal,
): Promise<void> {
	await inItsRegion(parts.regions, { appId, id }, async (address) =>
		(await deletePlayer(session.client, address, signal)) === 'deleted' ? 'found' : 'notFound',
	);
	if (parts.sessions.current === session) {
		parts.store.applyDeleted(appId, { id }, parts.clock.monotonic());
	}
	const { memory } = await parts.definitions.room();
	await memory.forget({ accountId: session.accountId, appId, playerId: id });
}
