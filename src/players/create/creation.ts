import * as vscode from 'vscode';
import { isAgoraError } from '../../agora/errors';
import type { Player } from '../../agora/mediaPull/player';
import type { AgoraSession } from '../../agora/session';
import { notifyDone, notifyFailure } from '../../ui/notify';
import { withViewProgress } from '../../ui/progress';
import type { PlayerCommandDeps } from '../commands/playerCommand';
import { playerLabel } from '../playerNames';
import { offerOnConflict } from './nameConflict';
import { type Creation, type RememberDeps, rememberCreated, sendCreation } from './sendCreation';

/**
 * Creates a cloud player and shows what became of it: the row, at once, or one message with what can be done. Every way to
 * create one ends here.
 *
 * @returns the player; undefined when there is none, or none that is known of.
 */
export async function createAndShow(
	parts: PlayerCommandDeps,
	session: AgoraSession,
	creation: Creation,
): Promise<Player | undefined> {
	let player: Player;
	try {
		player = await withViewProgress('agora.players', () => sendCreation(parts, session, creation));
	} catch (error) {
		return await tellFailure(parts, session, creation, error);
	}
	// Where nobody is signed in any more the account was removed, and its secrets with it. A failure from here on is none of the
	// creation, and must not offer to create again.
	const remembering =
		parts.sessions.current &&
		(await rememberCreated(rememberDeps(parts), session, creation, player).catch(asError));
	if (parts.sessions.current === session) {
		parts.store.applyCreated(creation.project.appId, player, parts.clock.monotonic());
		notifyDone(vscode.l10n.t('Cloud player {0} created', playerLabel(player)));
	}
	if (remembering) {
		const what = vscode.l10n.t('Remember what cloud player {0} was created from', playerLabel(player));
		await notifyFailure(what, remembering);
	}
	return player;
}

function rememberDeps({ regions, definitions }: PlayerCommandDeps): RememberDeps {
	return { regions, definitions: async () => definitions.memory };
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}

async function tellFailure(
	parts: PlayerCommandDeps,
	session: AgoraSession,
	creation: Creation,
	error: unknown,
): Promise<Player | undefined> {
	if (isAgoraError(error) && error.outcome === 'unknown') {
		parts.watch.pollSoon(creation.project.appId);
	}
	if (isAgoraError(error, 'invalid') && creation.tellRefusal) {
		await creation.tellRefusal(error);
		return undefined;
	}
	if (isAgoraError(error, 'conflict')) {
		return await offerOnConflict(parts, session, creation, error, createAndShow);
	}
	let player: Player | undefined;
	const again = async () => {
		if (parts.sessions.current === session) {
			player = await createAndShow(parts, session, creation);
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
