import { isAgoraError } from '../../agora/errors';
import { playerPages } from '../../agora/mediaPull/listPlayers';
import type { Player } from '../../agora/mediaPull/player';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { ShownPlayer } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';

interface NameHolderDeps {
	readonly sessions: Pick<SessionSource, 'current'>;
	readonly store: Pick<PlayerStore, 'players' | 'applyPart'>;
	readonly clock: Pick<Clock, 'monotonic'>;
}

interface TakenName {
	readonly appId: string;
	readonly name: string;
	/** The id of the player with this name, from `X-Resource-ID` of the 409. */
	readonly resourceId: string | undefined;
}

/**
 * Looks up the player with a name in one project, page by page until it is found, and adds it to the store.
 *
 * @returns the stored player; undefined if List does not return it yet, or if the look-up failed or was cancelled.
 */
export async function findNameHolder(
	{ sessions, store, clock }: NameHolderDeps,
	session: AgoraSession,
	{ appId, name, resourceId }: TakenName,
	signal: AbortSignal,
): Promise<ShownPlayer | undefined> {
	const isHolder = (player: Player) =>
		resourceId === undefined ? player.name === name : player.id === resourceId;
	const startedAt = clock.monotonic();
	try {
		for await (const { players } of playerPages(session.client, { appId }, { signal })) {
			const holder = players.find(isHolder);
			if (holder && sessions.current === session) {
				const reading = { startedAt, readAt: clock.monotonic(), complete: true };
				store.applyPart(appId, { players: [holder], ...reading });
			}
			if (holder) {
				break;
			}
		}
	} catch (error) {
		if (!isAgoraError(error)) {
			throw error;
		}
	}
	return store.players(appId).find(({ player }) => isHolder(player));
}
