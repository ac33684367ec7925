import * as vscode from 'vscode';
import { countText } from '../../ui/formats';
import type { PlayerStore } from '../playerStore';
import type { PlayerFilter } from './playerFilter';

/** How many of the players the filter shows: "3 of 40". */
export function filterCount(
	{ matches }: Pick<PlayerFilter, 'matches'>,
	store: Pick<PlayerStore, 'appIdsWithPlayers' | 'players'>,
): string {
	const all = [...store.appIdsWithPlayers].flatMap((appId) => store.players(appId));
	return vscode.l10n.t(
		'{0} of {1}',
		countText(matches ? all.filter(matches).length : all.length),
		countText(all.length),
	);
}
