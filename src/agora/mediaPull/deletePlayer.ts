import type { AgoraClient } from '../client';
import { invalidRequestError, isAgoraError } from '../errors';
import type { CallControl } from '../operations';
import { type LookupResult, reconcile } from '../reconcile';
import { readEmptyResponse } from '../response';
import { listAllPlayers } from './listPlayers';
import type { PlayerAddress } from './player';
import { FieldRules } from './playerRequest';

/**
 * List is asked only after its lag of about ten seconds (Media Pull REST API, Considerations): until then a player that was
 * created just before is missing though it lives.
 */
const WAITS = [10_000, 5_000];

/**
 * Destroys a cloud player (Media Pull REST API, Delete API).
 *
 * @returns `deleted` for a 2xx, which may also come from a region that the player is not in (docs/agora-api.md, Media Pull: List and Delete); `alreadyGone` where
 * Agora knows no such player there; `unlisted` where the answer was lost and List does not show the player. The last two prove
 * nothing while Agora may be moving the player to another server.
 * @throws AgoraError `unknownOutcome` when the answer was lost and List does not settle it.
 */
export async function deletePlayer(
	client: AgoraClient,
	{ region, appId, id }: PlayerAddress,
	control?: CallControl,
): Promise<'deleted' | 'alreadyGone' | 'unlisted'> {
	const rules = new FieldRules();
	rules.region('region', region);
	if (rules.issues.length > 0) {
		throw invalidRequestError('deletePlayer', rules.issues);
	}
	return reconcile<'deleted' | 'alreadyGone' | 'unlisted'>(
		client,
		(send) => sendDelete(send, { region, appId, id }, control),
		{ waitsMs: WAITS, lookUp: (_, lookSignal) => lookFor(client, appId, id, lookSignal) },
		control,
	);
}

async function sendDelete(
	send: AgoraClient['send'],
	{ region, appId, id }: PlayerAddress,
	control: CallControl,
): Promise<'deleted' | 'alreadyGone'> {
	try {
		await send({ operation: 'deletePlayer', params: { region, appId, id } }, readEmptyResponse, control);
		return 'deleted';
	} catch (error) {
		// Other 404s speak of the project, the gateway's route or a proxy's page, and say nothing about the player.
		if (isAgoraError(error, 'notFound') && /\bresource\b/i.test(error.agoraMessage ?? '')) {
			return 'alreadyGone';
		}
		throw error;
	}
}

async function lookFor(
	client: AgoraClient,
	appId: string,
	id: string,
	signal: AbortSignal,
): Promise<LookupResult<'unlisted'>> {
	const { players, rejected } = await listAllPlayers(client, { appId }, signal);
	if (players.some((player) => player.id === id)) {
		return 'notDone';
	}
	// An item that made no sense may be the player.
	return rejected > 0 ? 'unknown' : { done: 'unlisted' };
}
