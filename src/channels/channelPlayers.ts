import type * as vscode from 'vscode';
import type { ChannelUser } from '../agora/session';
import type { Event } from '../common/emitter';
import { userKey } from './channelMerge';

/** A cloud player as a user of its channel. */
export interface ChannelPlayer {
	readonly id: string;
	readonly name: string;
	readonly user: ChannelUser;
	/** Its state in words. */
	readonly state: string;
	readonly icon: vscode.ThemeIcon;
}

/** The cloud players of the account, as far as channels need them. */
export interface ChannelPlayers {
	/** Those that play in a channel, whether they have joined it or not. */
	inChannel(appId: string, channelName: string): readonly ChannelPlayer[];
	readonly onDidChange: Event<unknown>;
	/** Shows the row of a player in the Cloud Players view. */
	reveal(appId: string, playerId: string): Promise<void>;
}

/** The cloud player that a user of a channel is; undefined if it is none. */
export function playerOf(
	players: Pick<ChannelPlayers, 'inChannel'>,
	appId: string,
	channelName: string,
	user: ChannelUser,
): ChannelPlayer | undefined {
	const key = userKey(user);
	return players.inChannel(appId, channelName).find((player) => userKey(player.user) === key);
}
