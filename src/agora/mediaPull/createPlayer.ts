import type { AgoraClient } from '../client';
import { invalidRequestError } from '../errors';
import type { CallControl } from '../operations';
import { type LookupResult, type LostWrite, matchesRequest, reconcile } from '../reconcile';
import { secretsOfStreamUrl } from '../redact';
import { type AgoraResponse, badResponseError, parseResponse } from '../response';
import { listAllPlayers, type PlayerList } from './listPlayers';
import { createResponseSchema, type Player, type Region, readPlayer } from './player';
import { checkPlayer, FieldRules, type PlayerRequest } from './playerRequest';

export interface NewPlayer {
	/** The region where the source originates. */
	readonly region: Region;
	readonly appId: string;
	/** IPv4 address of the source's origin, for sources that only some regions can reach. */
	readonly streamIp?: string | undefined;
	readonly player: PlayerRequest;
	/** Parts of `player` that must not be repeated either, besides the fields that are secret anyway. */
	readonly secrets?: readonly string[] | undefined;
}

/**
 * List shows a new player only after about ten seconds (Media Pull REST API, Considerations), and a slow copy of it after twice as
 * long and more. That nothing was created is said only after three times as long: whoever reads it creates again, and two
 * players cost twice.
 */
const WAITS = [0, 10_000, 20_000];

/**
 * Creates a cloud player (Media Pull REST API, Create API). It is billed until it is destroyed. Where the answer was lost it may
 * take 30 seconds more to find out what became of it, since List lags behind.
 *
 * @returns what Agora says, completed with what was asked for.
 * @throws AgoraError `invalid` with every broken rule; `conflict` with the `resourceId` of the player that has the name;
 * `quota`; `unknownOutcome` when the answer was lost and List does not settle it.
 */
export async function createPlayer(
	client: AgoraClient,
	{ region, appId, streamIp, player, secrets = [] }: NewPlayer,
	control?: CallControl,
): Promise<Player> {
	const rules = new FieldRules();
	rules.region('region', region);
	rules.ipv4('streamIp', streamIp);
	const issues = [...rules.issues, ...checkPlayer(player, client.serverNow() / 1000)];
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
		(send) => send(request, (reply) => readCreated(reply, player), control),
		{
			waitsMs: WAITS,
			lookUp: (lost, lookSignal) => lookFor(client, appId, player, lost, lookSignal),
		},
		control,
	);
}

async function lookFor(
	client: AgoraClient,
	appId: string,
	asked: PlayerRequest,
	lost: LostWrite,
	signal: AbortSignal,
): Promise<LookupResult<Player>> {
	const { status = 0, resourceId } = lost.error;
	// With 2xx the header names the player that was created, so only the rest of the answer was lost.
	if (resourceId !== undefined && status >= 200 && status <= 299) {
		return { done: completed(readPlayer({ id: resourceId }), asked) };
	}
	const list = await listAllPlayers(client, { appId, channelName: asked.channelName }, signal);
	const finding = findCreatedPlayer(list, asked, lost);
	return typeof finding === 'object' ? { done: completed(finding.done, asked) } : finding;
}

function readCreated(reply: AgoraResponse, asked: PlayerRequest): Player {
	const { player } = parseResponse(reply, createResponseSchema);
	const id = player.id || reply.resourceId;
	if (id === undefined) {
		throw badResponseError(reply, 'the answer does not name the cloud player');
	}
	return completed({ ...player, id }, asked);
}

function completed(said: Player, asked: PlayerRequest): Player {
	return {
		...said,
		name: said.name ?? asked.name,
		channelName: said.channelName ?? asked.channelName,
		// 0 asks Agora to choose and is nobody's uid.
		uid: said.uid ?? (asked.uid || undefined),
		account: said.account ?? asked.account,
		streamUrl: said.streamUrl ?? asked.streamUrl,
	};
}

/**
 * Looks among the players of a channel for the one that a create without an answer may have made. List may tell no more of a
 * player than id, name and time (Media Pull REST API, Considerations): then only a name can settle it, and an item that made no
 * sense may be it.
 */
export function findCreatedPlayer(
	{ players, rejected }: PlayerList,
	asked: PlayerRequest,
	lost: Pick<LostWrite, 'startedAt' | 'lostAt'>,
): LookupResult<Player> {
	const candidates = players.filter(
		(player) => isLike(player, asked) && matchesRequest(lost, player.createdAt) !== 'no',
	);
	const made = candidates.findLast(
		(player) => isCertainlyLike(player, asked) && matchesRequest(lost, player.createdAt) === 'yes',
	);
	if (made) {
		return { done: made };
	}
	return candidates.length > 0 || rejected > 0 ? 'unknown' : 'notDone';
}

/** Whether nothing that is told of the player contradicts what was asked for. */
function isLike(player: Player, asked: PlayerRequest): boolean {
	return (
		player.name === asked.name &&
		(player.channelName ?? asked.channelName) === asked.channelName &&
		hasUser(player, asked) !== false
	);
}

/** No two players of a project share a name; without one, user and source must be the same. */
function isCertainlyLike(player: Player, asked: PlayerRequest): boolean {
	return (
		asked.name !== undefined || (hasUser(player, asked) === true && player.streamUrl === asked.streamUrl)
	);
}

/** Undefined where the player's user is not told. A uid of 0 asks Agora to choose any. */
function hasUser({ uid, account }: Player, asked: PlayerRequest): boolean | undefined {
	if (asked.account !== undefined) {
		return account === undefined ? undefined : account === asked.account;
	}
	if (uid === undefined) {
		return account === undefined ? undefined : false;
	}
	return asked.uid === 0 || uid === asked.uid;
}
