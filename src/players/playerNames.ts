import type { Player } from '../agora/mediaPull/player';
import { type ChannelUser, channelUserText, isUid, readChannelUser } from '../agora/session';
import type { ShownPlayer } from './store/playerConditions';

export { playerLabel } from '../agora/mediaPull/player';

/**
 * The name that Agora recommends: channel and user (Media Pull REST API, Create API, `name`). Replaces characters that are not
 * allowed, and has at most 64 characters.
 */
export function proposedName(channelName: string, user: string): string {
	const parts = user === '' ? [channelName] : [channelName, user];
	return parts
		.join('_')
		.replace(/[^A-Za-z0-9_-]+/g, '-')
		.slice(0, 64);
}

/** A user of a channel. Each user and player of a channel must be a different one (Create API, `uid` and `account`). */
export interface UserInChannel {
	readonly channelName: string;
	readonly user: ChannelUser;
}

/** The first uid that is suggested. */
const FIRST_UID = 101;

/** The player that is in the channel as this user. There is none for uid 0, with which Agora chooses the uid. */
export function playerWithUser(
	players: readonly ShownPlayer[],
	{ channelName, user }: UserInChannel,
): Player | undefined {
	if ('uid' in user && user.uid === 0) {
		return undefined;
	}
	const found = players.find(
		({ player, condition }) =>
			condition !== 'gone' &&
			player.channelName === channelName &&
			('uid' in user ? player.uid === user.uid : player.account === user.account),
	);
	return found?.player;
}

/** The channel in which a player plays, and as which user. A uid, an account, or both are known. */
export interface PlayerUser {
	readonly channelName: string;
	readonly uid: number | undefined;
	readonly account: string | undefined;
}

/** The user as which a player is in its channel; undefined if List did not return it. */
export function userOf({ channelName, uid, account }: Player): PlayerUser | undefined {
	const hasUser = (uid !== undefined && uid !== 0) || (account !== undefined && account !== '');
	return channelName === undefined || channelName === '' || !hasUser
		? undefined
		: { channelName, uid, account };
}

/**
 * A user that no player of the project has in the channel, as it is typed: `preferred`, or the next free uid, or the account with a
 * number.
 */
export function freeUser(
	players: readonly ShownPlayer[],
	channelName: string,
	preferred: string = String(FIRST_UID),
): string {
	const isFree = (text: string) => {
		const user = readChannelUser(text);
		return (!('uid' in user) || isUid(user.uid)) && !playerWithUser(players, { channelName, user });
	};
	const user = readChannelUser(preferred);
	const candidate = (number: number) =>
		'uid' in user ? String(user.uid + number) : `${channelUserText(user)}-${number + 1}`;
	let typed = preferred;
	// There is one more candidate than players, so one is free unless the uids reach their maximum.
	for (let number = 1; !isFree(typed) && number <= players.length + 1; number++) {
		typed = candidate(number);
	}
	return isFree(typed) ? typed : String(FIRST_UID);
}
