import { isAgoraError } from '../../agora/errors';
import { findCreatedPlayer } from '../../agora/mediaPull/createPlayer';
import { listAllPlayers } from '../../agora/mediaPull/listPlayers';
import type { Player } from '../../agora/mediaPull/player';
import type { LookupResult } from '../../agora/reconcile';
import type { AgoraSession } from '../../agora/session';
import { type Creation, sendCreation } from '../create/sendCreation';
import type { PlayerStore } from '../store/playerStore';
import { LEASE_MS, type RestartNotes } from './lifecycleMemory';

/** Everything that a restart needs, collected before anything is deleted. */
export interface RestartPlan {
	readonly appId: string;
	/** The player to replace. */
	readonly player: Player;
	readonly knownGone: boolean;
	/** When the user started the command, by the monotonic clock, where it restarts several players. */
	readonly asOf?: number | undefined;
	/** Its `origin` is what is stored for the new player, with its secrets. */
	readonly creation: Creation;
	/** Where in a file the new player starts, in seconds. Where Agora refuses it, it starts at the beginning. */
	readonly position?: number | undefined;
}

/** The new player, and where in a file it started although its definition does not say so, in seconds. */
export interface Replacement {
	readonly player: Player;
	readonly position: number | undefined;
}

/**
 * Creates the new player at the position of the plan, or at the beginning where Agora refuses that: the file is shorter.
 *
 * @throws AgoraError as `sendCreation`.
 */
export async function createReplacement(
	session: AgoraSession,
	{ creation, position }: RestartPlan,
): Promise<Replacement> {
	if (position === undefined) {
		return { player: await sendCreation(session, creation), position };
	}
	const atPosition = { ...creation, player: { ...creation.player, seekPosition: position } };
	try {
		return { player: await sendCreation(session, atPosition), position };
	} catch (error) {
		if (isAgoraError(error, 'invalid') && /seekPosition/i.test(error.agoraMessage ?? '')) {
			return { player: await sendCreation(session, creation), position: undefined };
		}
		throw error;
	}
}

interface LookUpDeps {
	readonly store: Pick<PlayerStore, 'players'>;
	readonly notes: Pick<RestartNotes, 'of'>;
}

/** Looks up whether a request to create the new player, whose response was lost, arrived. */
export async function lookUpReplacement(
	{ store, notes }: LookUpDeps,
	{ accountId, client }: AgoraSession,
	{ appId, player: { id }, creation }: RestartPlan,
	sentAt: number,
): Promise<LookupResult<Player>> {
	const { channelName } = creation.player;
	// Another interrupted restart in the channel may have deleted the player that was created. List then shows neither.
	const isRestartedToo = notes
		.of(accountId)
		.some((note) => note.playerId !== id && note.channelName === channelName);
	if (isRestartedToo) {
		return 'unknown';
	}
	const lost = { startedAt: sentAt, lostAt: sentAt + LEASE_MS };
	// After this time List shows what was created.
	const listIsBehindMs = sentAt + LEASE_MS - client.serverNow();
	if (listIsBehindMs > 0) {
		await client.clock.sleep(Math.min(listIsBehindMs, LEASE_MS));
	}
	try {
		const { players, rejected } = await listAllPlayers(client, { appId, channelName });
		const listed = new Set([...players.map((player) => player.id), id]);
		// Agora may be moving the player. List showed it before then.
		const missing = store
			.players(appId)
			.filter(({ player, condition }) => condition !== 'gone' && !listed.has(player.id));
		const all = [...players, ...missing.map(({ player }) => player)];
		return findCreatedPlayer({ players: all, rejected }, creation.player, lost);
	} catch {
		return 'unknown';
	}
}
