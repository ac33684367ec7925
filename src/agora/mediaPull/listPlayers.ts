import type { AgoraClient } from '../client';
import { invalidRequestError } from '../errors';
import * as fields from '../fields';
import type { CallControl } from '../operations';
import { logUnreadableItems } from '../requestLog';
import { type AgoraResponse, parseResponse } from '../response';
import { listResponseSchema, type Player, readPlayers } from './player';

export interface PlayerQuery {
	readonly appId: string;
	/** Only returns players of this channel. */
	readonly channelName?: string | undefined;
	/** Players on one page: 1–500, 200 by default. */
	readonly pageSize?: number | undefined;
	/** `nextPageToken` of the previous page. */
	readonly pageToken?: string | undefined;
}

export interface PlayerList {
	/** In order of creation. */
	readonly players: Player[];
	/** The number of items without an id, which are left out. */
	readonly rejected: number;
}

export interface PlayerPage extends PlayerList {
	/** The number of players on all pages. */
	readonly totalSize: number | undefined;
	/** Undefined on the last page. */
	readonly nextPageToken: string | undefined;
}

/** The largest page that List allows. */
export const BULK_PAGE_SIZE = 500;

/**
 * One page of a project's cloud players (Media Pull REST API, List API). A new player may be missing for about ten seconds.
 *
 * @throws AgoraError `invalid` for an invalid channel name or page size.
 */
export async function listPlayers(
	client: AgoraClient,
	{ appId, channelName, pageSize, pageToken }: PlayerQuery,
	control?: CallControl,
): Promise<PlayerPage> {
	const issues = [
		...fields.checkField('pageSize', fields.whole(1, BULK_PAGE_SIZE), pageSize),
		...fields.checkField('channelName', fields.channelText(64), channelName),
	];
	if (issues.length > 0) {
		throw invalidRequestError('listPlayers', issues);
	}
	const filter = channelName === undefined ? undefined : `channelName eq ${channelName}`;
	const query = { filter, pageSize: pageSize?.toString(), pageToken };
	return client.send(
		{ operation: 'listPlayers', params: { appId }, query },
		(response) => {
			const page = readPage(client, response);
			return page.nextPageToken === pageToken ? { ...page, nextPageToken: undefined } : page;
		},
		control,
	);
}

/**
 * Yields a project's cloud players page by page, in pages as large as List allows; a page is read when the caller requests it. Each
 * player appears once, also if it moves to a later page meanwhile. The pages end at any end marker, at an empty page, or at a
 * repeated token (docs/agora-api.md, Media Pull: List and Delete).
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

/** Reads all pages of a project's cloud players. */
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

function readPage(client: AgoraClient, response: AgoraResponse): PlayerPage {
	const { totalSize, players: items, nextPageToken } = parseResponse(response, listResponseSchema);
	const { players, ...losses } = readPlayers(items ?? []);
	logUnreadableItems(client.log, ['listPlayers', 'cloud players'], losses);
	const { rejected } = losses;
	return { players, totalSize, nextPageToken: items?.length ? nextPageToken : undefined, rejected };
}

/** With more players of the same second, comparing them one by one takes longer than a set. */
const MAX_COMPARED = 64;

/**
 * Detects players that appear on two pages. List returns players in ascending order of creation (Media Pull REST API, List API), so a
 * player that is younger than all previous ones is new. Ids are only compared where the order does not hold, because a set of
 * thousands of ids takes longer than everything else that is done with a list.
 */
export class SeenPlayers {
	/** The ids of all players, until a set is needed. */
	readonly #order: string[] = [];
	#ids: Set<string> | undefined;
	#latest = Number.NEGATIVE_INFINITY;
	/** How many of the last players were created at `#latest`. */
	#tied = 0;

	/** Adds a player. Returns whether it is new. */
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
		if (time === this.#latest && this.#tied < MAX_COMPARED) {
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
