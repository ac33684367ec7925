import { isAgoraError } from '../../agora/errors';
import { deletePlayer } from '../../agora/mediaPull/deletePlayer';
import type { Region } from '../../agora/mediaPull/player';
import type { AgoraSession } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import type { RegionCache } from '../control/regionCache';
import type { PlayerStore } from '../store/playerStore';
import type { PendingDeletion } from './pendingDeletion';

/**
 * Sends Delete to one region after the other until one answers with 2xx.
 *
 * @returns that region; undefined where none did. A lost response counts as none, since List is read in any case.
 * @throws AgoraError as `deletePlayer`.
 */
export async function deleteInFirstRegion(
	{ client }: AgoraSession,
	{ appId, id }: { readonly appId: string; readonly id: string },
	regions: readonly Region[],
	signal?: AbortSignal,
): Promise<Region | undefined> {
	for (const region of regions) {
		try {
			if ((await deletePlayer(client, { region, appId, id }, signal)) === 'deleted') {
				return region;
			}
		} catch (error) {
			if (!isAgoraError(error, 'unknownOutcome')) {
				throw error;
			}
		}
	}
	return undefined;
}

/**
 * The regions where a player may be, the likeliest first. Where its region is unknown, those that just accepted other deletions of
 * its project come first.
 */
export function likelyRegions(
	regions: RegionCache,
	{ appId, id }: { readonly appId: string; readonly id: string },
	pending: Iterable<PendingDeletion>,
): readonly Region[] {
	const accepted = [...pending]
		.filter((deletion) => deletion.appId === appId)
		.map((deletion) => deletion.accepted);
	return regions
		.candidates(appId, id)
		.toSorted((a, b) => Number(accepted.includes(b)) - Number(accepted.includes(a)));
}

/** When the last reading was made, if it listed the player; undefined otherwise. */
export function listedAt(
	store: Pick<PlayerStore, 'players' | 'known'>,
	appId: string,
	id: string,
): number | undefined {
	const shown = store.players(appId).find(({ player }) => player.id === id);
	const isListed = shown && !['justCreated', 'moving', 'gone'].includes(shown.condition);
	return isListed ? store.known(appId).loadedAt : undefined;
}

/** The result, or `pending` where it takes longer than `ms` milliseconds. */
export async function orPending<T>(clock: Clock, result: Promise<T>, ms: number): Promise<T | 'pending'> {
	let timer: Disposable | undefined;
	const timeout = new Promise<'pending'>((resolve) => {
		timer = clock.setTimeout(() => resolve('pending'), ms);
	});
	try {
		return await Promise.race([result, timeout]);
	} finally {
		timer?.dispose();
	}
}
