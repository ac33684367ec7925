import * as v from 'valibot';
import {
	type AnyObject,
	anyItems,
	anyObject,
	isObject,
	isUnreadable,
	lenient,
	readInteger,
	readLabel,
	readText,
	readTime,
} from '../parsing';
import type { UnreadableItems } from '../requestLog';

/** A cloud player as Agora returns it. A list may only contain its id, name and time (Considerations). */
export interface Player {
	readonly id: string;
	readonly name: string | undefined;
	readonly channelName: string | undefined;
	readonly uid: number | undefined;
	readonly account: string | undefined;
	/** May contain user and password; must only be shown through `redactStreamUrl`. */
	readonly streamUrl: string | undefined;
	readonly createdAt: Date | undefined;
	/** `idle`, `connecting`, `running`, `failed`, or a value that is not documented. */
	readonly status: string | undefined;
}

/** A player of which only the id, and possibly name and channel, are known. */
export function unknownPlayer(id: string, known: Partial<Pick<Player, 'name' | 'channelName'>> = {}): Player {
	return {
		...{ id, name: known.name, channelName: known.channelName },
		...{ uid: undefined, account: undefined, streamUrl: undefined, createdAt: undefined, status: undefined },
	};
}

/** The name of a player in messages and rows: its name, or its channel and user, or its id. */
export function playerLabel({ id, name, channelName, uid, account }: Player): string {
	if (name !== undefined && name !== '') {
		return name;
	}
	return channelName === undefined ? id : `${channelName} · ${account ?? uid ?? '?'}`;
}

/** The response of Create. It may leave out requested fields, and the id, which is also in a header. */
export const createResponseSchema = v.object({ player: v.pipe(anyObject, v.transform(readPlayer)) });

/** After the last page, the token is `""`, `"0"`, `0`, null or absent (docs/agora-api.md, Media Pull: List and Delete). */
function readPageToken(value: unknown): string | undefined {
	const token = readLabel(value);
	return token === '0' ? undefined : token;
}

/**
 * A page of List. `players` may be null or absent if there are none and `totalSize` does not count any: rows must not disappear
 * because of an incomplete response, or of one of another shape.
 */
export const listResponseSchema = v.pipe(
	anyObject,
	v.check((body) => !Array.isArray(body)),
	v.check((body) => body.players !== undefined || isEmptyPage(body)),
	v.object({
		totalSize: lenient(readInteger),
		players: v.nullish(anyItems, null),
		nextPageToken: lenient(readPageToken),
	}),
	v.check(({ players, totalSize }) => players !== null || !totalSize),
);

const PAGE_FIELDS = ['totalSize', 'fields', 'nextPageToken'];

function isEmptyPage(body: AnyObject): boolean {
	return readInteger(body.totalSize) === 0 || Object.keys(body).every((field) => PAGE_FIELDS.includes(field));
}

/** Reads the players of a list. An item without an id is left out. */
export function readPlayers(items: readonly unknown[]): UnreadableItems & { players: Player[] } {
	const players: Player[] = [];
	let partial = 0;
	for (const item of items) {
		const player = isObject(item) ? readPlayer(item) : undefined;
		if (isObject(item) && player?.id) {
			players.push(player);
			partial += isPartial(item, player) ? 1 : 0;
		}
	}
	return { players, partial, rejected: items.length - players.length };
}

/** Accepts both spellings of `createTs` (docs/agora-api.md, Media Pull: List and Delete). A missing `id` is an empty string. */
export function readPlayer(item: AnyObject): Player {
	return {
		id: readText(item.id) ?? '',
		name: readText(item.name),
		channelName: readText(item.channelName),
		uid: readInteger(item.uid),
		account: readLabel(item.account),
		streamUrl: readText(item.streamUrl),
		createdAt: readTime(item.createTs) ?? readTime(item.CreateTs),
		status: readText(item.status),
	};
}

function isPartial(item: AnyObject, player: Player): boolean {
	return (
		isUnreadable(item.name, player.name) ||
		isUnreadable(item.channelName, player.channelName) ||
		isUnreadable(item.uid, player.uid) ||
		isUnreadable(item.account, player.account) ||
		isUnreadable(item.streamUrl, player.streamUrl) ||
		isUnreadable(item.createTs ?? item.CreateTs, player.createdAt) ||
		isUnreadable(item.status, player.status)
	);
}

/** Where a cloud player runs (Media Pull REST API, Create API): North America, Europe, Asia Pacific, Chinese mainland. */
export const REGIONS = ['na', 'eu', 'ap', 'cn'] as const;
export type Region = (typeof REGIONS)[number];

export interface PlayerAddress {
	/** The region in which the player was created. No response contains it. */
	readonly region: Region;
	readonly appId: string;
	readonly id: string;
}
