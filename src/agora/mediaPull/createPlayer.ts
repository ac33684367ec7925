import type { AgoraClient } from '../client';
import { invalidRequestError } from '../errors';
import * as fields from '../fields';
import type { CallControl } from '../operations';
import { type LookupResult, type LostWrite, matchesRequest, reconcile } from '../reconcile';
import { secretsOfStreamUrl } from '../redact';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';
import { listAllPlayers, type PlayerList } from './listPlayers';
import { createResponseSchema, type Player, type Region, readPlayer } from './player';
import * as playerFields from './playerFields';
import { checkPlayer, type PlayerRequest } from './playerRequest';

export interface NewPlayer {
	/** The region where the source originates. */
	readonly region: Region;
	readonly appId: string;
	/** IPv4 address of the source's origin, for sources that can be reached from some regions only. */
	readonly streamIp?: string | undefined;
	readonly player: PlayerRequest;
	/** Secrets in other fields of `player` than those that are always secret. */
	readonly secrets?: readonly string[] | undefined;
}

/**
 * List shows a new player after about ten seconds (Media Pull REST API, Considerations), a slow replica after 20 or more. Only after 30
 * seconds is a missing player reported as not created, because the user then creates it again, and two players cost twice.
 */
const LOOKUP_WAITS_MS = [0, 10_000, 20_000];

/**
 * Creates a cloud player (Media Pull REST API, Create API). It is billed until it is destroyed. If the response is lost, the look-up
 * takes up to 30 seconds, since List lags behind.
 *
 * @returns the player in the response, with missing fields from the request.
 * @throws AgoraError `invalid` with every broken rule; `conflict` with the `resourceId` of the player that has the name;
 * `quota`; `unknownOutcome` if the response was lost and List does not determine the outcome.
 */
export async function createPlayer(
	client: AgoraClient,
	{ region, appId, streamIp, player, secrets = [] }: NewPlayer,
	control?: CallControl,
): Promise<Player> {
	const issues = [
		...fields.checkField('region', playerFields.region, region),
		...fields.checkField('streamIp', fields.ipv4, streamIp),
		...checkPlayer(player, client.serverNow() / 1000),
	];
	if (issues.length > 0) {
		throw invalidRequestError('createPlayer', issues);
	}
	const { token = '', encryptKey = '', encryptKdfSalt = '', streamUrl } = player;
	const request = {
		operation: 'createPlayer',
		params: { region, appId },
		query: { streamIp },
		body: { player },
		subject: {
			name: player.name ?? player.channelName,
			player: {
				name: player.name,
				channelName: player.channelName,
				uid: player.uid,
				account: player.account,
			},
		},
		secrets: [
			...[token, encryptKey, encryptKdfSalt, ...secrets],
			...secretsOfStreamUrl(streamUrl, [player.channelName, player.name, player.account]),
		],
	} as const;
	return reconcile(
		client,
		(send) => send(request, (response) => readCreated(response, player), control),
		{
			waitsMs: LOOKUP_WAITS_MS,
			lookUp: (lost, lookSignal) => lookUpPlayer(client, appId, player, lost, lookSignal),
		},
		control,
	);
}

async function lookUpPlayer(
	client: AgoraClient,
	appId: string,
	requested: PlayerRequest,
	lost: LostWrite,
	signal: AbortSignal,
): Promise<LookupResult<Player>> {
	const { status = 0, resourceId } = lost.error;
	// A header of a 2xx response contains the id of the player, so only the body was lost.
	if (resourceId !== undefined && status >= 200 && status <= 299) {
		return { done: withRequested(readPlayer({ id: resourceId }), requested) };
	}
	const list = await listAllPlayers(client, { appId, channelName: requested.channelName }, signal);
	const result = findCreatedPlayer(list, requested, lost);
	return typeof result === 'object' ? { done: withRequested(result.done, requested) } : result;
}

function readCreated(response: AgoraResponse, requested: PlayerRequest): Player {
	const { player } = parseResponse(response, createResponseSchema);
	const id = player.id || response.resourceId;
	if (id === undefined) {
		throw badResponseError(response, 'the response does not contain the id of the cloud player');
	}
	return withRequested({ ...player, id }, requested);
}

function withRequested(player: Player, requested: PlayerRequest): Player {
	return {
		...player,
		name: player.name ?? requested.name,
		channelName: player.channelName ?? requested.channelName,
		// 0 lets Agora choose the uid.
		uid: player.uid ?? (requested.uid || undefined),
		account: player.account ?? requested.account,
		streamUrl: player.streamUrl ?? requested.streamUrl,
	};
}

/**
 * Finds the player that a Create with a lost response may have created among the players of its channel. List may only return id,
 * name and time (Media Pull REST API, Considerations); then only a name identifies the player. An item that could not be read
 * may be the player.
 */
export function findCreatedPlayer(
	{ players, rejected }: PlayerList,
	requested: PlayerRequest,
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): LookupResult<Player> {
	const candidates = players.filter(
		(player) => mayMatch(player, requested) && matchesRequest(lost, player.createdAt) !== 'no',
	);
	const created = candidates.findLast(
		(player) => certainlyMatches(player, requested) && matchesRequest(lost, player.createdAt) === 'yes',
	);
	if (created) {
		return { done: created };
	}
	return candidates.length > 0 || rejected > 0 ? 'unknown' : 'notDone';
}

/** Whether no field of the player contradicts the request. */
function mayMatch(player: Player, requested: PlayerRequest): boolean {
	return (
		player.name === requested.name &&
		(player.channelName ?? requested.channelName) === requested.channelName &&
		hasUser(player, requested) !== false
	);
}

/** Names are unique in a project; without a name, user and source must be the same. */
function certainlyMatches(player: Player, requested: PlayerRequest): boolean {
	return (
		requested.name !== undefined ||
		(hasUser(player, requested) === true && player.streamUrl === requested.streamUrl)
	);
}

/** Undefined if List did not return the player's user. With uid 0, Agora chooses any uid. */
function hasUser({ uid, account }: Player, requested: PlayerRequest): boolean | undefined {
	if (requested.account !== undefined) {
		return account === undefined ? undefined : account === requested.account;
	}
	if (uid === undefined) {
		return account === undefined ? undefined : false;
	}
	return requested.uid === 0 || uid === requested.uid;
}
