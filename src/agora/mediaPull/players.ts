import type { AgoraClient } from '../http/client';
import { isAgoraError } from '../http/error';
import { invalidRequest } from '../http/invalidRequest';
import { secretsOfStreamUrl } from '../http/redact';
import { type AgoraReply, parseReply, unreadableReply } from '../http/reply';
import { FieldRules } from './fieldRules';
import { checkChanges, type PlayerChanges } from './playerChanges';
import { checkPlayer, type PlayerRequest } from './playerRequest';
import { createReplySchema, type Player } from './playerSchema';
import type { Region } from './region';

export type { FieldIssue } from '../fieldIssue';
export type { PlayerChanges } from './playerChanges';
export { checkPlayer, type PlayerRequest } from './playerRequest';
export type { Player } from './playerSchema';

export interface NewPlayer {
	/** The region where the source originates. */
	readonly region: Region;
	readonly appId: string;
	/** IPv4 address of the source's origin, for sources that only some regions can reach. */
	readonly streamIp?: string | undefined;
	readonly player: PlayerRequest;
}

export interface PlayerAddress {
	/** The region in which the player was created. No reply tells it. */
	readonly region: Region;
	readonly appId: string;
	readonly id: string;
}

export interface PlayerUpdate extends PlayerAddress {
	/** Must be larger than in every earlier update of this player (api-facts §3). */
	readonly sequence: number;
	readonly changes: PlayerChanges;
}

/**
 * Creates a cloud player (Media Pull REST API, Create API). It is billed until it is destroyed.
 *
 * @returns what Agora says, completed with what was asked for.
 * @throws AgoraError `invalid` with every broken rule; `conflict` with the `resourceId` of the player that has the name;
 * `quota`; `unknownOutcome` when the answer was lost.
 */
export async function createPlayer(
	client: AgoraClient,
	{ region, appId, streamIp, player }: NewPlayer,
	signal?: AbortSignal,
): Promise<Player> {
	const rules = new FieldRules();
	rules.region('region', region);
	rules.ipv4('streamIp', streamIp);
	const issues = [...rules.issues, ...checkPlayer(player, Date.now() / 1000)];
	if (issues.length > 0) {
		throw invalidRequest('createPlayer', issues);
	}
	const { token = '', encryptKey = '', encryptKdfSalt = '', streamUrl } = player;
	const request = {
		operation: 'createPlayer',
		params: { region, appId },
		query: { streamIp },
		body: { player },
		secrets: [token, encryptKey, encryptKdfSalt, ...secretsOfStreamUrl(streamUrl)],
	} as const;
	return client.send(request, (reply) => readCreated(reply, player), signal);
}

/**
 * Destroys a cloud player (Media Pull REST API, Delete API).
 *
 * @returns `alreadyGone` where Agora knows no such player. In the wrong region it answers just the same, so only List tells
 * for certain that a player created elsewhere is gone.
 */
export async function deletePlayer(
	client: AgoraClient,
	{ region, appId, id }: PlayerAddress,
	signal?: AbortSignal,
): Promise<'deleted' | 'alreadyGone'> {
	const rules = new FieldRules();
	rules.region('region', region);
	if (rules.issues.length > 0) {
		throw invalidRequest('deletePlayer', rules.issues);
	}
	try {
		await client.send({ operation: 'deletePlayer', params: { region, appId, id } }, () => undefined, signal);
		return 'deleted';
	} catch (error) {
		// Other 404s speak of the project, the gateway's route or a proxy's page, and say nothing about the player.
		if (isAgoraError(error, 'notFound') && /\bresource\b/i.test(error.agoraMessage ?? '')) {
			return 'alreadyGone';
		}
		throw error;
	}
}

/**
 * Changes a cloud player while it plays (api-facts §3, Update).
 *
 * @throws AgoraError `invalid` with every broken rule; `unknownOutcome` when the answer was lost.
 */
export async function updatePlayer(
	client: AgoraClient,
	{ region, appId, id, sequence, changes }: PlayerUpdate,
	signal?: AbortSignal,
): Promise<void> {
	const rules = new FieldRules();
	rules.region('region', region);
	const issues = [...rules.issues, ...checkChanges(changes, sequence)];
	if (issues.length > 0) {
		throw invalidRequest('updatePlayer', issues);
	}
	const request = {
		operation: 'updatePlayer',
		params: { region, appId, id },
		query: { sequence: String(sequence) },
		body: { player: changes },
		secrets: secretsOfStreamUrl(changes.streamUrl ?? ''),
	} as const;
	await client.send(request, () => undefined, signal);
}

function readCreated(reply: AgoraReply, asked: PlayerRequest): Player {
	const { player: said } = parseReply(reply, createReplySchema);
	const id = said.id || reply.resourceId;
	if (id === undefined) {
		throw unreadableReply(reply, 'the answer does not name the cloud player');
	}
	return {
		...said,
		id,
		name: said.name ?? asked.name,
		channelName: said.channelName ?? asked.channelName,
		// 0 asks Agora to choose and is nobody's uid.
		uid: said.uid ?? (asked.uid || undefined),
		account: said.account ?? asked.account,
		streamUrl: said.streamUrl ?? asked.streamUrl,
	};
}
