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

/** No project has this many channels on its pages: ends the pages of a server that repeats itself. */
const MAX_PAGES = 400;

const listSchema = v.object({
	success: v.literal(true),
	data: v.object({ channels: v.nullish(anyItems, []), total_size: lenient(readInteger) }),
});

/**
 * Reads all pages of a project's live channels (docs/agora-api.md, Channels). Results lag by minutes. While users come and go, a
 * channel may be on two pages or on none: it is returned once, and a missing channel is no proof that it ended.
 *
 * @throws AgoraError of a page; nothing is returned then.
 */
export async function listChannels(
	client: AgoraClient,
	appId: string,
	control?: CallControl,
): Promise<ChannelList> {
	const channels = new Map<string, Channel>();
	const losses = { rejected: 0, partial: 0 };
	for (let page = 0; page < MAX_PAGES; page += 1) {
		const items = await listPage(client, appId, page, control);
		const read = readChannels(items);
		for (const channel of read.channels) {
			channels.set(channel.name, channel);
		}
		losses.rejected += read.rejected;
		losses.partial += read.partial;
		if (items.length < CHANNEL_PAGE_SIZE) {
			break;
		}
	}
	logUnreadableItems(client.log, ['listChannels', 'channels'], losses);
	return { channels: [...channels.values()], rejected: losses.rejected };
}

function listPage(
	client: AgoraClient,
	appId: string,
	page: number,
	control: CallControl,
): Promise<readonly unknown[]> {
	const query = { page_no: String(page), page_size: String(CHANNEL_PAGE_SIZE) };
	return client.send(
		{ operation: 'listChannels', params: { appId }, query },
		(response) => parseResponse(response, listSchema).data.channels ?? [],
		control,
	);
}

function readChannels(items: readonly unknown[]): UnreadableItems & { readonly channels: Channel[] } {
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
