import * as v from 'valibot';
import { readInstant } from '../instant';
import { lenient, readText, readWhole } from '../lenient';

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

const fields = v.object({
	id: lenient(readText),
	name: lenient(readText),
	channelName: lenient(readText),
	uid: lenient(readWhole),
	account: lenient(readText),
	streamUrl: lenient(readText),
	createTs: lenient(readInstant),
	CreateTs: lenient(readInstant),
	status: lenient(readText),
});

/** Create's answer. Its player may leave out what was asked for; its id also stands in a header. */
export const createReplySchema = v.object({ player: fields });

/** One item of List's answer. Without an id nothing could be done with it. */
export const playerSchema = v.pipe(
	fields,
	v.transform((item) => playerOf(item, item.id)),
	v.check((player) => player.id !== ''),
);

/** The end of the pages is told by `""`, `"0"`, `0`, null, or nothing at all (api-facts §3). */
function readPageToken(value: unknown): string | undefined {
	const token = typeof value === 'number' ? String(value) : readText(value);
	return token === '0' ? undefined : token;
}

export const listReplySchema = v.object({
	totalSize: lenient(readWhole),
	players: v.nullable(v.array(v.unknown())),
	nextPageToken: lenient(readPageToken),
});

/** Takes both spellings of `createTs` (api-facts §3). `id` is empty where there is none. */
export function playerOf(item: v.InferOutput<typeof fields>, id: string | undefined): Player {
	const { name, channelName, uid, account, streamUrl, createTs, CreateTs, status } = item;
	return {
		id: id ?? '',
		name,
		channelName,
		uid,
		account,
		streamUrl,
		createdAt: createTs ?? CreateTs,
		status,
	};
}
