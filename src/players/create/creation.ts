import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { Player } from '../../agora/mediaPull/player';
import type { AgoraSession } from '../../agora/session';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { RegionCache } from '../control/regionCache';
import type { Definitions } from '../definitions/definitions';
import type { LivePlayers } from '../livePlayers';
import { playerLabel } from '../playerNames';
import { type ConflictDeps, offerOnConflict } from './nameConflict';
import { type Creation, rememberCreated, sendCreation } from './sendCreation';

export interface CreationDeps extends ConflictDeps {
	readonly regions: RegionCache;
	readonly definitions: Pick<Definitions, 'memory'>;
	readonly live: Pick<LivePlayers, 'pollSoon' | 'lifecycle'>;
}

/**
 * Creates a cloud player and shows what became of it: the row, at once, or one message with what can be done. Every way to
 * create one ends here.
 *
 * @returns the player; undefined when there is none, or none that is known of.
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
		return await tellFailure(deps, session, creation, error);
	}
	// Where nobody is signed in any more the account was removed, and its secrets with it. A failure from here on is none of the
	// creation, and must not offer to create again.
	const remembering =
		deps.sessions.current &&
		(await rememberCreated(
			{ regions: deps.regions, definitionMemory: deps.definitions.memory },
			session,
			creation,
			player,
		).catch(asError));
	if (deps.sessions.current === session) {
		deps.store.applyCreated(creation.project.appId, player, deps.clock.monotonic());
		notifyDone(vscode.l10n.t('Cloud player {0} created', playerLabel(player)));
	}
	if (remembering) {
		const what = vscode.l10n.t('Remember what cloud player {0} was created from', playerLabel(player));
		await notifyFailure(what, remembering);
	}
	return player;
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

async function tellFailure(
	deps: CreationDeps,
	session: AgoraSession,
	creation: Creation,
	error: unknown,
): Promise<Player | undefined> {
	if (isAgoraError(error) && error.outcome === 'unknown') {
		deps.live.pollSoon(creation.project.appId);
	}
	if (isAgoraError(error, 'invalid') && creation.tellRefusal) {
		await creation.tellRefusal(error);
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

/** What was to be done, for the message where it fails. */
export function whatToCreate({ player: { channelName }, rescue }: Creation): string {
	return rescue
		? vscode.l10n.t('Create the cloud player for channel “{0}” again, after it was deleted', channelName)
		: vscode.l10n.t('Create the cloud player for channel “{0}”', channelName);
}
