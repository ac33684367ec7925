import * as v from 'valibot';
import type { AgoraClient } from '../client';
import type { CallControl } from '../operations';
import { anyItems, isObject, lenient, readInteger, readLabel } from '../parsing';
import { logUnreadableItems, type UnreadableItems } from '../requestLog';
import { parseResponse } from '../response';

/** A channel with at least one user. */
export interface Channel {
	readonly name: string;
	/** Undefined if the list does not contain a readable number. */
	readonly userCount: number | undefined;
}

export interface ChannelList {
	/** In the order of the pages; each name once. */
	readonly channels: Channel[];
	/** The number of items without a name, which are left out. */
	readonly rejected: number;
}

/** The largest page of the list. */
export const CHANNEL_PAGE_SIZE = 500;

/** 200,000 channels: no list is longer, unless a server never ends it. */
const MAX_PAGES = 400;

/**
 * Reads all pages of a project's live channels (docs/agora-api.md, Channels). Results lag by minutes. While users come and go, a
 * channel may be on two pages or on none: it is returned once, with the number of users of the last page, and a missing channel is
 * no proof that it ended.
 *
 * @throws AgoraError of a page; nothing is returned then.
 */
export async function listChannels(
	client: AgoraClient,
	appId: string,
	control?: CallControl,
): Promise<ChannelList> {
	const pages = new ChannelPages();
	let pageNumber = 0;
	do {
		pages.add(await listPage(client, appId, pageNumber, control));
		pageNumber += 1;
	} while (pages.hasMore && pageNumber < MAX_PAGES);
	if (pages.hasMore) {
		client.log.warn(`listChannels: the list does not end after ${MAX_PAGES} pages`);
	}
	const { channels, losses } = pages;
	logUnreadableItems(client.log, ['listChannels', 'channels'], losses);
	return { channels, rejected: losses.rejected };
}

/** One page of the list. */
export interface ChannelPage extends UnreadableItems {
	readonly channels: readonly Channel[];
	/** The number of channels on all pages, or only on this one: the documents disagree. */
	readonly total: number | undefined;
}

/** Merges the pages of a list that changes while it is read. */
export class ChannelPages {
	readonly #channels = new Map<string, Channel>();
	readonly #losses = { rejected: 0, partial: 0 };
	#hasMore = true;

	/** In the order of the pages; each name once, with the latest readable number of users. */
	get channels(): Channel[] {
		return [...this.#channels.values()];
	}

	get losses(): UnreadableItems {
		return this.#losses;
	}

	/** Whether the next page may contain other channels. */
	get hasMore(): boolean {
		return this.#hasMore;
	}

	add(page: ChannelPage): void {
		const before = this.#channels.size;
		for (const { name, userCount } of page.channels) {
			const known = this.#channels.get(name)?.userCount;
			this.#channels.set(name, { name, userCount: userCount ?? known });
		}
		const isNew = before === 0 || this.#channels.size > before;
		if (isNew) {
			this.#losses.rejected += page.rejected;
			this.#losses.partial += page.partial;
		}
		this.#hasMore = this.#channels.size > before && this.#mayContinue(page);
	}

	/**
	 * A page may be short because channels ended while it was put together. It is the last one unless the total, which may also count
	 * this page only, is larger than what was read. A page without new channels is always the last one: a server may repeat pages.
	 */
	#mayContinue({ channels, rejected, total = 0 }: ChannelPage): boolean {
		const isFull = channels.length + rejected >= CHANNEL_PAGE_SIZE;
		return isFull || total > this.#channels.size + this.#losses.rejected;
	}
}

/** `channels` may be null or absent only if there are none: rows must not disappear because of an incomplete response. */
const listSchema = v.object({
	success: v.literal(true),
	data: v.pipe(
		v.object({ channels: v.nullish(anyItems), total_size: lenient(readInteger) }),
		v.check(({ channels, total_size: total }) => {
			const isEmpty = channels === null ? !total : total === 0;
			return Array.isArray(channels) || isEmpty;
		}),
	),
});

function listPage(
	client: AgoraClient,
	appId: string,
	pageNumber: number,
	control: CallControl,
): Promise<ChannelPage> {
	const query = { page_no: String(pageNumber), page_size: String(CHANNEL_PAGE_SIZE) };
	return client.send(
		{ operation: 'listChannels', params: { appId }, query },
		(response) => {
			const { channels, total_size: total } = parseResponse(response, listSchema).data;
			return { ...readChannels(channels ?? []), total };
		},
		control,
	);
}

function readChannels(items: readonly unknown[]): Omit<ChannelPage, 'total'> {
	const channels: Channel[] = [];
	let partial = 0;
	for (const item of items) {
		const name = isObject(item) ? readLabel(item.channel_name) : undefined;
		if (isObject(item) && name !== undefined) {
			const userCount = readInteger(item.user_count);
			channels.push({ name, userCount });
			partial += userCount === undefined ? 1 : 0;
		}
	}
	return { channels, partial, rejected: items.length - channels.length };
}
