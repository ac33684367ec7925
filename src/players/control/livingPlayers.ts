import * as vscode from 'vscode';
import type { Project } from '../../agora/console/projects';
import { isAgoraError } from '../../agora/errors';
import type { AgoraSession } from '../../agora/session';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import type { PlayerStore } from '../store/playerStore';
import { runForEachPlayer, TargetPlayer } from '../targetPlayers';

/** How long to wait until List proves that players are deleted. It takes some seconds, or minutes during a failover. */
const PROOF_MS = 4000;

export interface LivingPlayersDeps {
	readonly store: Pick<PlayerStore, 'players' | 'loadable'>;
	readonly live: Pick<LivePlayers, 'readProject' | 'pollSoon' | 'lifecycle'>;
}

/** Reads the players of a project, and returns the names of those that exist or may exist. */
export async function livingPlayers({ store, live }: LivingPlayersDeps, { appId }: Project) {
	if (appId === '') {
		return { names: [], error: undefined };
	}
	await live.readProject(appId);
	const names = livingIn(store, appId).map(({ player }) => playerLabel(player));
	const { error } = store.loadable(appId);
	// Without Media Pull there are no players.
	return { names, error: names.length === 0 && isAgoraError(error, 'forbidden') ? undefined : error };
}

/**
 * Deletes the players of projects that exist or may exist.
 *
 * @returns the first error, if a player could not be deleted.
 */
export async function deleteLivingPlayers(
	{ store, live }: LivingPlayersDeps,
	session: AgoraSession,
	projects: readonly Project[],
): Promise<unknown> {
	const { deletions } = await live.lifecycle();
	const targets = projects.flatMap((project) =>
		livingIn(store, project.appId).map((shown) => new TargetPlayer(project, shown)),
	);
	const title = vscode.l10n.t('Deleting cloud players');
	const { done, failures, left } = await runForEachPlayer(
		title,
		targets,
		async ({ appId, player }, signal) => {
			await deletions.delete(session, { appId, player }, { signal });
		},
	);
	await Promise.all(done.map(({ player }) => deletions.whenEndedWithin(player.id, PROOF_MS)));
	for (const { appId } of [...failures.map(({ target }) => target), ...left]) {
		live.pollSoon(appId);
	}
	return failures[0]?.error;
}

function livingIn(store: Pick<PlayerStore, 'players'>, appId: string) {
	return store.players(appId).filter(({ condition }) => condition !== 'gone');
}
