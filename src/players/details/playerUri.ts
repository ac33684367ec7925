import * as vscode from 'vscode';
import type { AgoraSession } from '../../agora/session';
import { playerLabel } from '../playerNames';
import type { TargetPlayer } from '../targetPlayers';

/** The scheme of the documents about players. */
export const PLAYER_SCHEME = 'agora-player';

export interface PlayerIds {
	readonly accountId: string;
	readonly appId: string;
	readonly playerId: string;
}

/** The URI of a player's document. Its file name is the title of the tab; the query identifies the player. */
export function playerUri({ accountId }: AgoraSession, { appId, player }: TargetPlayer): vscode.Uri {
	return vscode.Uri.from({
		scheme: PLAYER_SCHEME,
		path: `/${playerLabel(player).replaceAll(/[\\/]/g, '-')}.md`,
		query: new URLSearchParams({ account: accountId, app: appId, player: player.id }).toString(),
	});
}

/** The ids in the URI of a document. */
export function idsOf({ query }: vscode.Uri): PlayerIds {
	const ids = new URLSearchParams(query);
	const read = (name: string) => ids.get(name) ?? '';
	return { accountId: read('account'), appId: read('app'), playerId: read('player') };
}
