import * as v from 'valibot';
import type { CallControl } from '../http/callOptions';
import type { AgoraClient } from '../http/client';
import { isAgoraError } from '../http/error';
import { invalidRequest } from '../http/invalidRequest';
import { secretsOfStreamUrl } from '../http/redact';
import { type AgoraReply, parseReply, unreadableReply } from '../http/reply';
import { FieldRules } from './fieldRules';
import { checkChanges, type PlayerChanges } from './playerChanges';
import { checkPlayer, type PlayerRequest } from './playerRequest';
import { createReplySchema, listReplySchema, type Player, playerOf, playerSchema } from './playerSchema';
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

export interface PlayerQuery {
	readonly appId: string;
	/** Only players of this channel. */
	readonly channelName?: string | undefined;
	/** Players on one page: 1–500, 200 by default. */
	readonly pageSize?: number | undefined;
	/** `nextPageToken` of the page before. */
	readonly pageToken?: string | undefined;
}

export interface PlayerList {
	/** In the order of their creation. */
	readonly players: Player[];
	/** How many items made no sense and were left out. */
	readonly rejected: number;
}

export interface PlayerPage extends PlayerList {
	/** Players on all pages together. */
	readonly totalSize: number | undefined;
	/** Undefined on the last page. */
	readonly nextPageToken: string | undefined;
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
 * One page of a project's cloud players (Media Pull REST API, List API). A new player may be missing for about ten seconds.
 *
 * @throws AgoraError `invalid` for a channel name or page size that cannot be.
 */
export async function listPlayers(
	client: AgoraClient,
	{ appId, channelName, pageSize, pageToken }: PlayerQuery,
	control?: CallControl,
): Promise<PlayerPage> {
	const rules = new FieldRules();
	rules.integer('pageSize', pageSize, 1, 500);
	if (channelName !== undefined) {
		rules.channelText('channelName', channelName, 64);
	}
	if (rules.issues.length > 0) {
		throw invalidRequest('listPlayers', rules.issues);
	}
	const filter = channelName === undefined ? undefined : `channelName eq ${channelName}`;
	const query = { filter, pageSize: pageSize?.toString(), pageToken };
	return client.send(
		{ operation: 'listPlayers', params: { appId }, query },
		(reply) => {
			const page = readPage(reply);
			if (page.rejected > 0) {
				client.log.warn(`listPlayers: ${page.rejected} cloud players made no sense and were left out`);
			}
			return page.nextPageToken === pageToken ? { ...page, nextPageToken: undefined } : page;
		},
		control,
	);
}

/**
 * All of a project's cloud players, page after page, each player once. The pages end at any end sign, at an empty page, or at
 * a token seen before (api-facts §3).
 */
export async function listAllPlayers(
	client: AgoraClient,
	{ appId, channelName }: Pick<PlayerQuery, 'appId' | 'channelName'>,
	control?: CallControl,
): Promise<PlayerList> {
	const players = new Map<string, Player>();
	const seen = new Set<string>();
	let rejected = 0;
	for (let pageToken: string | undefined; ; ) {
		const page = await listPlayers(client, { appId, channelName, pageSize: 500, pageToken }, control);
		for (const player of page.players) {
			players.set(player.id, player);
		}
		rejected += page.rejected;
		pageToken = page.nextPageToken;
		if (pageToken === undefined || seen.has(pageToken)) {
			return { players: [...players.values()], rejected };
		}
		seen.add(pageToken);
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
	const { player } = parseReply(reply, createReplySchema);
	const said = playerOf(player, player.id ?? reply.resourceId);
	if (said.id === '') {
		throw unreadableReply(reply, 'the answer does not name the cloud player');
	}
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

function readPage(reply: AgoraReply): PlayerPage {
	const { totalSize, players: items, nextPageToken } = parseReply(reply, listReplySchema);
	const parsed = (items ?? []).map((item) => v.safeParse(playerSchema, item));
	const players = parsed.filter((result) => result.success).map((result) => result.output);
	return {
		players,
		totalSize,
		nextPageToken: parsed.length > 0 ? nextPageToken : undefined,
		rejected: parsed.length - players.length,
	};
}
