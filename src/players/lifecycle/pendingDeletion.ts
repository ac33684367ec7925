import type { Memento } from 'vscode';
import { isAgoraError } from '../../agora/errors';
import { deletePlayer } from '../../agora/mediaPull/deletePlayer';
import { type Player, REGIONS, type Region, unknownPlayer } from '../../agora/mediaPull/player';
import { isObject } from '../../agora/parsing';
import type { AgoraSession } from '../../agora/session';
import type { Clock } from '../../common/clock';
import type { Disposable } from '../../common/disposable';
import { BoundedMemento } from '../../ui/boundedMemento';
import type { RegionCache } from '../control/regionCache';
import type { PlayerKey } from '../definitions/storedRequests';
import { DELETE_LAG_MS, FAILOVER_MS, type PlayerReading } from '../store/playerConditions';
import type { PlayerStore } from '../store/playerStore';

/**
 * A deletion that is not proven yet: Agora answered 404, which proves nothing while it may be moving the player to another server,
 * or 2xx in a region that may not be the player's (docs/agora-api.md, Media Pull: List and Delete). Times are milliseconds of
 * the monotonic clock, except where it is stored: there they are times of day.
 */
export interface PendingDeletion extends PlayerKey {
	readonly name: string | undefined;
	readonly channelName: string | undefined;
	/** When the user started the deletion. */
	readonly since: number;
	/** When Delete was last sent. */
	readonly attemptedAt: number;
	/** When List last showed the player; undefined where the newest reading before the deletion did not. */
	readonly listedAt: number | undefined;
	/** The region that answered the last attempt with 2xx; undefined if none did. */
	readonly accepted: Region | undefined;
	/** The regions that answered 2xx although List showed the player afterwards. */
	readonly disproven: readonly Region[];
}

/**
 * How a deletion ended: the player is `gone`, or `alive` although it was deleted repeatedly; `cancelled` where the user left the
 * account first.
 */
export type DeletionEnd = 'gone' | 'alive' | 'cancelled';

/** How long before a Delete List must have shown the player for its absence afterwards to be a consequence of it. */
const SEEN_BEFORE_MS = 30_000;

/**
 * What a reading proves about a pending deletion:
 * - `gone`: the player no longer exists;
 * - `listed`: List shows it, too late to be an outdated state: it has to be deleted again;
 * - `alive`: the same, but it was deleted in every region for as long as Agora may need to move it;
 * - `unclear`: nothing.
 */
export type DeletionEvidence = 'gone' | 'listed' | 'alive' | 'unclear';

export function evaluateDeletion(
	{ playerId, since, attemptedAt, listedAt, accepted, disproven }: PendingDeletion,
	{ players, startedAt, complete }: Pick<PlayerReading, 'players' | 'startedAt' | 'complete'>,
): DeletionEvidence {
	if (players.some(({ id }) => id === playerId)) {
		if (startedAt < attemptedAt + DELETE_LAG_MS) {
			return 'unclear';
		}
		const isEveryRegionTried = accepted === undefined || disproven.length + 1 >= REGIONS.length;
		return startedAt >= since + FAILOVER_MS && isEveryRegionTried ? 'alive' : 'listed';
	}
	if (!complete || startedAt < attemptedAt) {
		return 'unclear';
	}
	// A region accepted the deletion, and List no longer shows the player that it showed just before.
	if (accepted !== undefined && listedAt !== undefined && listedAt >= attemptedAt - SEEN_BEFORE_MS) {
		return 'gone';
	}
	return startedAt >= Math.max(since, listedAt ?? since) + FAILOVER_MS ? 'gone' : 'unclear';
}

export function deletedPlayer({ playerId, name, channelName }: PendingDeletion): Player {
	return unknownPlayer(playerId, { name, channelName });
}

/** Converts the times of a deletion from one clock to another. */
export function shiftTimes(deletion: PendingDeletion, ms: number): PendingDeletion {
	const { since, attemptedAt, listedAt } = deletion;
	return {
		...deletion,
		since: since + ms,
		attemptedAt: attemptedAt + ms,
		listedAt: listedAt === undefined ? undefined : listedAt + ms,
	};
}

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
	store: Pick<PlayerStore, 'player' | 'loadable'>,
	appId: string,
	id: string,
): number | undefined {
	const shown = store.player(appId, id);
	const isListed = shown && !['justCreated', 'moving', 'gone'].includes(shown.condition);
	return isListed ? store.loadable(appId).loadedAt : undefined;
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

/** Stores pending deletions over reloads, with times of day. Contains no secrets. */
export class PendingDeletions {
	readonly #stored: BoundedMemento<PendingDeletion>;

	constructor(memento: Pick<Memento, 'get' | 'update'>) {
		this.#stored = new BoundedMemento(memento, 'agora.pendingDeletions', 500, readStored);
	}

	of(accountId: string): readonly PendingDeletion[] {
		return [...this.#stored.entries.values()].filter((each) => each.accountId === accountId);
	}

	async set(deletion: PendingDeletion): Promise<void> {
		await this.#stored.set(deletion.playerId, deletion);
	}

	async delete(playerId: string): Promise<void> {
		await this.#stored.delete(playerId);
	}
}

function readStored(value: unknown): PendingDeletion | undefined {
	if (!isObject(value)) {
		return undefined;
	}
	const { accountId, appId, playerId, name, channelName, since, attemptedAt, listedAt, accepted, disproven } =
		value;
	const isWhole =
		typeof accountId === 'string' &&
		typeof appId === 'string' &&
		typeof playerId === 'string' &&
		typeof since === 'number' &&
		typeof attemptedAt === 'number';
	return isWhole
		? {
				...{ accountId, appId, playerId, since, attemptedAt },
				name: typeof name === 'string' ? name : undefined,
				channelName: typeof channelName === 'string' ? channelName : undefined,
				listedAt: typeof listedAt === 'number' ? listedAt : undefined,
				accepted: readRegion(accepted),
				disproven: Array.isArray(disproven) ? disproven.flatMap((each) => readRegion(each) ?? []) : [],
			}
		: undefined;
}

function readRegion(value: unknown): Region | undefined {
	return REGIONS.find((region) => region === value);
}
