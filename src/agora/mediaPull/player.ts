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

/** A cloud player as Agora tells of it. A list may hold no more of it than id, name and time (Considerations). */
export interface Player {
	readonly id: string;
	readonly name: string | undefined;
	readonly channelName: string | undefined;
	readonly uid: number | undefined;
	readonly account: string | undefined;
	/** May hold user and password: to be shown through `redactStreamUrl` only. */
	readonly streamUrl: string | undefined;
	readonly createdAt: Date | undefined;
	/** `idle`, `connecting`, `running`, `failed`, or a word not known yet. */
	readonly status: string | undefined;
}

/** A player of which nothing but its id, and perhaps its name and channel, is known. */
export function unknownPlayer(id: string, known: Partial<Pick<Player, 'name' | 'channelName'>> = {}): Player {
	return {
		...{ id, name: known.name, channelName: known.channelName },
		...{ uid: undefined, account: undefined, streamUrl: undefined, createdAt: undefined, status: undefined },
	};
}

/** Create's answer. Its player may leave out what was asked for, and its id, which also stands in a header. */
export const createResponseSchema = v.object({ player: v.pipe(anyObject, v.transform(readPlayer)) });

/** The end of the pages is told by `""`, `"0"`, `0`, null, or nothing at all (docs/agora-api.md, Media Pull: List and Delete). */
function readPageToken(value: unknown): string | undefined {
	const token = readLabel(value);
	return token === '0' ? undefined : token;
}

/**
 * A page of List. Its players may be null or absent where there are none, unless it counts some: rows must not disappear for an
 * incomplete reply, nor for one of another shape.
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

/** The players of a list. An item without an id is left out, since nothing could be done with it. */
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

/** Takes both spellings of `createTs` (docs/agora-api.md, Media Pull: List and Delete). `id` is empty where there is none. */
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
	/** The region in which the player was created. No reply tells it. */
	readonly region: Region;
	readonly appId: string;
	readonly id: string;
}
