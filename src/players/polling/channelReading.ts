import { isAgoraError } from '../../agora/errors';
import { BULK_PAGE_SIZE, listAllPlayers } from '../../agora/mediaPull/listPlayers';
import type { AgoraSession, SessionSource } from '../../agora/session';
import type { Clock } from '../../common/clock';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerStore } from '../store/playerStore';

interface ReadChannelDeps {
	readonly sessions: SessionSource;
	readonly projects: ProjectSource;
	readonly store: PlayerStore;
	readonly clock: Clock;
}

/** Polling reads the other projects in their turn. */
const MAX_PROJECTS = 50;

/**
 * Reads the players of one channel into the store where that pays: in projects with more players than a page holds, which take
 * several calls to read as a whole, and in those that were never read. A text that cannot be a channel's name is not asked for.
 *
 * @throws AgoraError as `listPlayers`, after which the other projects are left as they are.
 */
export async function readChannel(
	{ sessions, projects, store, clock }: ReadChannelDeps,
	session: AgoraSession,
	channelName: string,
): Promise<void> {
	const pays = ({ appId }: { readonly appId: string }) => {
		const { value, error } = store.known(appId);
		return value === undefined ? error === undefined : value.length > BULK_PAGE_SIZE;
	};
	for (const { appId } of watchedProjects(projects).filter(pays).slice(0, MAX_PROJECTS)) {
		const startedAt = clock.monotonic();
		try {
			const query = { appId, channelName };
			const { players, rejected } = await listAllPlayers(session.client, query, { priority: 'interactive' });
			if (sessions.current !== session) {
				return;
			}
			store.applyPart(appId, { players, startedAt, readAt: clock.monotonic(), complete: rejected === 0 });
		} catch (error) {
			if (isAgoraError(error, 'invalid', 'cancelled')) {
				return;
			}
			throw error;
		}
	}
}
