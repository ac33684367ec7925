import type { Player } from '../agora/mediaPull/player';
import { type ChannelUser, channelUserText, isUid, readChannelUser } from '../agora/session';
import type { ShownPlayer } from './store/playerConditions';

/** What a player is called on the screen: its name, else its channel and user, else its id. */
export function playerLabel({ id, name, channelName, uid, account }: Player): string {
	if (name !== undefined && name !== '') {
		return name;
	}
	return channelName === undefined ? id : `${channelName} · ${account ?? uid ?? '?'}`;
}

/**
 * The name Agora recommends, channel and user joined (Media Pull REST API, Create API, `name`), with what a
 * name may not hold replaced and cut to 64 characters.
 */
export function proposedName(channelName: string, user: string): string {
	return `${channelName}_${user}`.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 64);
}

/** A user of a channel of a project. Every user and player of a channel needs one of its own (Create API, `uid` and `account`). */
export interface UserInChannel {
	readonly channelName: string;
	readonly user: ChannelUser;
}

/** The first uid that is suggested. */
const FIRST_UID = 101;

/** A known player of the project that is in the channel as this user already. uid 0, which lets Agora choose, is nobody's. */
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

/**
 * A user, as one types it, that no known player of the project has in the channel: `preferred`, or else the next uid, or the
 * account with a number.
 */
export function freeUser(
	players: readonly ShownPlayer[],
	channelName: string,
	preferred: string = String(FIRST_UID),
): string {
	const isFree = (typed: string) => {
		const user = readChannelUser(typed);
		return (!('uid' in user) || isUid(user.uid)) && !playerWithUser(players, { channelName, user });
	};
	const user = readChannelUser(preferred);
	const candidate = (number: number) =>
		'uid' in user ? String(user.uid + number) : `${channelUserText(user)}-${number + 1}`;
	let typed = preferred;
	// There are at least as many candidates as players, and one more is free, unless the uids end.
	for (let number = 1; !isFree(typed) && number <= players.length + 1; number++) {
		typed = candidate(number);
	}
	return isFree(typed) ? typed : String(FIRST_UID);
}
