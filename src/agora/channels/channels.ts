import * as v from 'valibot';
import type { AgoraClient } from '../client';
import { type CallControl, callOptionsOf } from '../operations';
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

/** Fewer than the rate limit allows, so that a long list is read soon and other calls do not wait. */
const MAX_PARALLEL_PAGES = 4;

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
	let read = 0;
	while (pages.expectedPages > 0 && read < MAX_PAGES) {
		const count = Math.min(pages.expectedPages, MAX_PARALLEL_PAGES, MAX_PAGES - read);
		for (const page of await listPages(client, appId, { first: read, count }, control)) {
			pages.add(page);
		}
		read += count;
	}
	if (pages.expectedPages > 0) {
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

/**
 * Merges the pages of a list that changes while it is read. Channels are only compared with a map where a page repeats one, because a map
 * of thousands of names takes longer than everything else that is done with a list.
 */
export class ChannelPages {
	/** In the order of the pages; each name once, with the latest readable number of users. */
	readonly channels: Channel[] = [];
	readonly #names = new Set<string>();
	/** The positions in `channels`, from the first repeated name on. */
	#positions: Map<string, number> | undefined;
	readonly #losses = { rejected: 0, partial: 0 };
	#expectedPages = 1;

	get losses(): UnreadableItems {
		return this.#losses;
	}

	/** The number of pages that may contain other channels, by the latest page; 0 at the end of the list. */
	get expectedPages(): number {
		return this.#expectedPages;
	}

	add(page: ChannelPage): void {
		const before = this.channels.length;
		for (const channel of page.channels) {
			this.#addChannel(channel);
		}
		const isNew = this.channels.length > before;
		if (isNew || before === 0) {
			this.#losses.rejected += page.rejected;
			this.#losses.partial += page.partial;
		}
		// A page without new channels is the last one: a server may repeat pages.
		this.#expectedPages = isNew ? this.#pagesAfter(page) : 0;
	}

	#addChannel(channel: Channel): void {
		const { name, userCount } = channel;
		const before = this.#names.size;
		if (this.#names.add(name).size > before) {
			this.#positions?.set(name, this.channels.length);
			this.channels.push(channel);
			return;
		}
		this.#positions ??= new Map(this.channels.map((each, position) => [each.name, position]));
		const position = this.#positions.get(name) ?? 0;
		this.channels[position] = { name, userCount: userCount ?? this.channels[position]?.userCount };
	}

	/**
	 * A page may be short because channels ended while it was put together. It is the last one unless the total, which may also count
	 * this page only, is larger than what was read.
	 */
	#pagesAfter({ channels, rejected, total = 0 }: ChannelPage): number {
		const isFull = channels.length + rejected >= CHANNEL_PAGE_SIZE;
		const left = Math.max(0, total - this.channels.length - this.#losses.rejected);
		return Math.max(Math.ceil(left / CHANNEL_PAGE_SIZE), isFull ? 1 : 0);
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

/** Reads pages at the same time. If one fails, the others are cancelled. */
async function listPages(
	client: AgoraClient,
	appId: string,
	{ first, count }: { readonly first: number; readonly count: number },
	control: CallControl,
): Promise<ChannelPage[]> {
	const { signal, ...options } = callOptionsOf(control);
	if (count === 1) {
		return [await listPage(client, appId, first, control)];
	}
	const abort = new AbortController();
	const both = signal ? AbortSignal.any([signal, abort.signal]) : abort.signal;
	try {
		return await Promise.all(
			Array.from({ length: count }, (_, index) =>
				listPage(client, appId, first + index, { ...options, signal: both }),
			),
		);
	} catch (error) {
		abort.abort();
		throw error;
	}
}

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
