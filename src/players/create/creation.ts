import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { Player } from '../../agora/mediaPull/player';
import type { AgoraSession } from '../../agora/session';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { RegionCache } from '../control/regionCache';
import type { DefinitionsFeature } from '../definitions/definitionsFeature';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import { type ConflictDeps, offerOnConflict } from './nameConflict';
import { type Creation, rememberCreated, sendCreation } from './sendCreation';

export interface CreationDeps extends ConflictDeps {
	readonly regions: RegionCache;
	readonly definitions: Pick<DefinitionsFeature, 'requests'>;
	readonly live: Pick<LivePlayers, 'pollSoon' | 'lifecycle'>;
}

/**
 * Creates a cloud player and shows its row, or a message with the possible actions. Every command that creates a player uses this
 * function.
 *
 * @returns the player; undefined if none was created, or if that is unknown.
 */
export async function createAndShow(
	deps: CreationDeps,
	session: AgoraSession,
	creation: Creation,
): Promise<Player | undefined> {
	let player: Player;
	try {
		player = await withViewProgress('agora.players', () => sendCreation(session, creation));
	} catch (error) {
		return await notifyCreationFailure(deps, session, creation, error);
	}
	// Without a session, the account and its secrets were removed, so nothing is stored. An error from here on is not an error of the
	// creation, which must not be offered again.
	const storageError =
		deps.sessions.current &&
		(await rememberCreated(
			{ regions: deps.regions, requests: deps.definitions.requests },
			session,
			creation,
			player,
		).catch(asError));
	if (deps.sessions.current === session) {
		deps.store.applyCreated(creation.project.appId, player, session.client.clock.monotonic());
		notifyDone(vscode.l10n.t('Cloud player {0} created', playerLabel(player)));
		void deps.view.reveal(creation.project.appId, player.id, false);
	}
	if (storageError) {
		const what = vscode.l10n.t('Remember what cloud player {0} was created from', playerLabel(player));
		await notifyFailure(what, storageError);
	}
	return player;
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

async function notifyCreationFailure(
	deps: CreationDeps,
	session: AgoraSession,
	creation: Creation,
	error: unknown,
): Promise<Player | undefined> {
	if (isAgoraError(error) && error.outcome === 'unknown') {
		deps.live.pollSoon(creation.project.appId);
	}
	if (isAgoraError(error, 'invalid') && creation.onRefused) {
		await creation.onRefused(error);
		return undefined;
	}
	if (isAgoraError(error, 'conflict')) {
		return await offerOnConflict(deps, session, creation, error, (changed) =>
			createAndShow(deps, session, changed),
		);
	}
	let player: Player | undefined;
	const again = async () => {
		if (deps.sessions.current === session) {
			player = await createAndShow(deps, session, creation);
		}
	};
	await notifyFailure(whatToCreate(creation), error, again, creation.rescue);
	return player;
}

/** Describes the creation in the message about its failure. */
export function whatToCreate({ player: { channelName }, rescue }: Creation): string {
	return rescue
		? vscode.l10n.t('Create the cloud player for channel “{0}” again, after it was deleted', channelName)
		: vscode.l10n.t('Create the cloud player for channel “{0}”', channelName);
}
