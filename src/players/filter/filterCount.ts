import * as vscode from 'vscode';
import type { PlayerStore } from '../playerStore';
import { type ProjectSource, watchedProjects } from '../projectSource';
import type { PlayerFilter } from './playerFilter';

/** How many of the watched players the filter shows: "3 of 40". */
export function filterCount(
	{ matches }: Pick<PlayerFilter, 'matches'>,
	projects: ProjectSource,
	store: Pick<PlayerStore, 'players'>,
): string {
	const all = watchedProjects(projects).flatMap(({ appId }) => store.players(appId));
	const count = (value: number) => value.toLocaleString(vscode.env.language);
	return vscode.l10n.t(
		'{0} of {1}',
		count(matches ? all.filter(matches).length : all.length),
		count(all.length),
	);
}
