import type { AgoraClient } from '../client';
import { invalidRequestError } from '../errors';
import type { CallControl } from '../operations';
import { logUnreadableItems } from '../requestLog';
import { type AgoraResponse, parseResponse } from '../response';
import { listResponseSchema, type Player, readPlayers } from './player';
import { FieldRules } from './playerRequest';

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
	/** How many items had no id and were left out. */
	readonly rejected: number;
}

export interface PlayerPage extends PlayerList {
	/** Players on all pages together. */
	readonly totalSize: number | undefined;
	/** Undefined on the last page. */
	readonly nextPageToken: string | undefined;
}

/** Players on a page where all of them are read: as many as List allows. */
export const BULK_PAGE_SIZE = 500;

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
		throw invalidRequestError('listPlayers', rules.issues);
	}
	const filter = channelName === undefined ? undefined : `channelName eq ${channelName}`;
	const query = { filter, pageSize: pageSize?.toString(), pageToken };
	return client.send(
		{ operation: 'listPlayers', params: { appId }, query },
		(reply) => {
			const page = readPage(client, reply);
			return page.nextPageToken === pageToken ? { ...page, nextPageToken: undefined } : page;
		},
		control,
	);
}

/**
 * A project's cloud players page after page, in pages as large as List allows; a page is read when it is asked for. Each
 * player comes once, also where it moved to a later page while reading. The pages end at any end sign, at an empty page, or
 * at a token seen before (docs/agora-api.md, Media Pull: List and Delete).
 *
 * @throws AgoraError as `listPlayers`; `cancelled` also between two pages.
 */
export async function* playerPages(
	client: AgoraClient,
	query: Pick<PlayerQuery, 'appId' | 'channelName'>,
	control?: CallControl,
): AsyncGenerator<PlayerPage, void, undefined> {
	const seen = new SeenPlayers();
	const tokens = new Set<string>();
	for (let pageToken: string | undefined; ; ) {
		const page = await listPlayers(client, { ...query, pageSize: BULK_PAGE_SIZE, pageToken }, control);
		const { nextPageToken } = page;
		const last = nextPageToken === undefined || tokens.has(nextPageToken);
		const players = page.players.filter((player) => seen.add(player));
		yield { ...page, players, nextPageToken: last ? undefined : nextPageToken };
		if (last) {
			return;
		}
		tokens.add(nextPageToken);
		pageToken = nextPageToken;
	}
}

/** All of a project's cloud players at once, as `playerPages` gives them. */
export async function listAllPlayers(
	client: AgoraClient,
	query: Pick<PlayerQuery, 'appId' | 'channelName'>,
	control?: CallControl,
): Promise<PlayerList> {
	const players: Player[] = [];
	let rejected = 0;
	for await (const page of playerPages(client, query, control)) {
		players.push(...page.players);
		rejected += page.rejected;
	}
	return { players, rejected };
}

function readPage(client: AgoraClient, reply: AgoraResponse): PlayerPage {
	const { totalSize, players: items, nextPageToken } = parseResponse(reply, listResponseSchema);
	const { players, ...losses } = readPlayers(items ?? []);
	logUnreadableItems(client.log, ['listPlayers', 'cloud players'], losses);
	const { rejected } = losses;
	return { players, totalSize, nextPageToken: items?.length ? nextPageToken : undefined, rejected };
}

/** Beyond so many players of the same second, looking them through one by one would take longer than a set. */
const LOOKED_THROUGH = 64;

/**
 * Tells players that came before from new ones. List gives them in ascending order of their creation (Media Pull REST API, List
 * API), and a player keeps its creation time: one that is younger than all before is new. Only where that order does not hold
 * are the ids compared, since a set of thousands of ids takes longer than all else that is done with a list.
 */
export class SeenPlayers {
	/** Of every player so far, until they are needed as a set. */
	readonly #order: string[] = [];
	#ids: Set<string> | undefined;
	#latest = Number.NEGATIVE_INFINITY;
	/** How many of the last ones were created at `latest`. */
	#tied = 0;

	/** Whether the player was not there before; it is from now on. */
	add({ id, createdAt }: Player): boolean {
		if (this.#ids) {
			return this.#addToSet(this.#ids, id);
		}
		const time = createdAt?.getTime() ?? Number.NaN;
		if (time > this.#latest) {
			this.#latest = time;
			this.#tied = 1;
			this.#order.push(id);
			return true;
		}
		if (time === this.#latest && this.#tied < LOOKED_THROUGH) {
			if (this.#order.includes(id, this.#order.length - this.#tied)) {
				return false;
			}
			this.#tied += 1;
			this.#order.push(id);
			return true;
		}
		this.#ids = new Set(this.#order);
		return this.#addToSet(this.#ids, id);
	}

	#addToSet(ids: Set<string>, id: string): boolean {
		const before = ids.size;
		return ids.add(id).size > before;
	}
}
