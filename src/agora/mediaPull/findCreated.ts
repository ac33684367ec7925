import { createdBy } from '../http/doubt/createdBy';
import type { Finding, LostWrite } from '../http/doubt/settle';
import type { PlayerList } from './listPlayers';
import type { PlayerRequest } from './playerRequest';
import type { Player } from './playerSchema';

/**
 * Looks among the players of a channel for the one that a create without an answer may have made. List may tell no more of a
 * player than id, name and time (Media Pull REST API, Considerations): then only a name can settle it, and an item that made no
 * sense may be it.
 */
export function findCreated(
	{ players, rejected }: PlayerList,
	asked: PlayerRequest,
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): Finding<Player> {
	const candidates = players.filter(
		(player) => isLike(player, asked) && createdBy(lost, player.createdAt) !== 'no',
	);
	const made = candidates.findLast(
		(player) => isCertainlyLike(player, asked) && createdBy(lost, player.createdAt) === 'yes',
	);
	if (made) {
		return { done: made };
	}
	return candidates.length > 0 || rejected > 0 ? 'unknown' : 'notDone';
}

/** Whether nothing that is told of the player contradicts what was asked for. */
function isLike(player: Player, asked: PlayerRequest): boolean {
	return (
		player.name === asked.name &&
		(player.channelName ?? asked.channelName) === asked.channelName &&
		hasUser(player, asked) !== false
	);
}

/** No two players of a project share a name; without one, user and source must be the same. */
function isCertainlyLike(player: Player, asked: PlayerRequest): boolean {
	return (
		asked.name !== undefined || (hasUser(player, asked) === true && player.streamUrl === asked.streamUrl)
	);
}

/** Undefined where the player's user is not told. A uid of 0 asks Agora to choose any. */
function hasUser({ uid, account }: Player, asked: PlayerRequest): boolean | undefined {
	if (asked.account !== undefined) {
		return account === undefined ? undefined : account === asked.account;
	}
	if (uid === undefined) {
		return account === undefined ? undefined : false;
	}
	return asked.uid === 0 || uid === asked.uid;
}
