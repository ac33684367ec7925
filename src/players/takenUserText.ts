import * as vscode from 'vscode';
import { channelUserText } from '../agora/channelUser';
import { playerWithUser, type UserInChannel } from './channelUsers';
import { playerLabel } from './playerName';
import type { ShownPlayer } from './watch/shownPlayer';

/** Warns of a player that is in the channel as this user already; undefined where none is known. */
export function takenUserText(players: readonly ShownPlayer[], wanted: UserInChannel): string | undefined {
	const player = playerWithUser(players, wanted);
	return (
		player &&
		vscode.l10n.t(
			'Cloud player “{0}” is in this channel as user {1} already. Two with the same user cannot both play: take another one.',
			playerLabel(player),
			channelUserText(wanted.user),
		)
	);
}
