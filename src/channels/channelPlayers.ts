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

/** Where a cloud player is to play. */
export interface PlayerOfRow {
	readonly appId: string;
	/** Undefined if Agora’s list does not contain it. */
	readonly channelName: string | undefined;
	/** Undefined while Agora has not chosen a uid. */
	readonly user: ChannelUser | undefined;
}

/** The cloud players of the account, as far as channels need them. */
export interface ChannelPlayers {
	/** Those that play in a channel, whether they have joined it or not. */
	inChannel(appId: string, channelName: string): readonly ChannelPlayer[];
	/** The stored player that a command was called on; undefined for other arguments. */
	ofRow(argument: unknown): PlayerOfRow | undefined;
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
