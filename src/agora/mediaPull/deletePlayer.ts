import type { AgoraClient } from '../client';
import { invalidRequestError, isAgoraError } from '../errors';
import * as fields from '../fields';
import type { CallControl } from '../operations';
import { type LookupResult, reconcile } from '../reconcile';
import { readEmptyResponse } from '../response';
import { listAllPlayers } from './listPlayers';
import type { PlayerAddress } from './player';
import * as playerFields from './playerFields';

/**
 * List is read after its lag of about ten seconds (Media Pull REST API, Considerations): before, a player that was just created may
 * be missing although it exists.
 */
const LOOKUP_WAITS_MS = [10_000, 5_000];

/**
 * Destroys a cloud player (Media Pull REST API, Delete API).
 *
 * @returns `deleted` for a 2xx, which a region without the player may also return (docs/agora-api.md, Media Pull: List and Delete);
 * `alreadyGone` if the region has no such player; `unlisted` if the response was lost and List does not show the player. The last
 * two are no proof while Agora may be moving the player to another server.
 * @throws AgoraError `unknownOutcome` if the response was lost and List does not determine the outcome.
 */
export async function deletePlayer(
	client: AgoraClient,
	{ region, appId, id }: PlayerAddress,
	control?: CallControl,
): Promise<'deleted' | 'alreadyGone' | 'unlisted'> {
	const issues = fields.checkField('region', playerFields.region, region);
	if (issues.length > 0) {
		throw invalidRequestError('deletePlayer', issues);
	}
	return reconcile<'deleted' | 'alreadyGone' | 'unlisted'>(
		client,
		(send) => sendDelete(send, { region, appId, id }, control),
		{ waitsMs: LOOKUP_WAITS_MS, lookUp: (_, lookSignal) => lookUpPlayer(client, appId, id, lookSignal) },
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
		// Other 404s concern the project, the gateway's route or a proxy.
		if (isAgoraError(error, 'notFound') && /\bresource\b/i.test(error.agoraMessage ?? '')) {
			return 'alreadyGone';
		}
		throw error;
	}
}

async function lookUpPlayer(
	client: AgoraClient,
	appId: string,
	id: string,
	signal: AbortSignal,
): Promise<LookupResult<'unlisted'>> {
	const { players, rejected } = await listAllPlayers(client, { appId }, signal);
	if (players.some((player) => player.id === id)) {
		return 'notDone';
	}
	// An item that could not be read may be the player.
	return rejected > 0 ? 'unknown' : { done: 'unlisted' };
}
