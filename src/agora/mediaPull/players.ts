import * as v from 'valibot';
import type { CallControl } from '../http/callOptions';
import type { AgoraClient } from '../http/client';
import { invalidRequest } from '../http/invalidRequest';
import { type AgoraReply, parseReply } from '../http/reply';
import { FieldRules } from './fieldRules';
import { listReplySchema, type Player, playerSchema } from './playerSchema';

export type { Player } from './playerSchema';

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
