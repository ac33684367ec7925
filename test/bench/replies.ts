import { createHash } from 'node:crypto';
import { type Player, readPlayers } from '../../src/agora/mediaPull/player';

/** Responses with many players, projects and channels, similar in size and variety to real ones. */

export const PLAYER_COUNT = 10_000;
export const PROJECT_COUNT = 5_000;
export const CHANNEL_COUNT = 10_000;

const STATUSES = ['running', 'connecting', 'idle', 'failed'];
const FIRST_CREATED = 1_575_508_644;

/** 32 pseudorandom hex digits, the same in every run. */
function hex(index: number): string {
	return createHash('md5').update(String(index)).digest('hex');
}

function player(index: number) {
	return {
		name: `class${index}_101`,
		streamUrl: `rtmp://example.agora.io/live/class${index}/101`,
		channelName: `class${index}`,
		...(index % 4 === 0 ? { account: `teacher${index}` } : { uid: index + 1 }),
		id: hex(index),
		createTs: FIRST_CREATED + index,
		status: STATUSES[index % STATUSES.length],
	};
}

function project(index: number) {
	return {
		id: `7sdnf${index}`,
		name: `project${index}`,
		sign_key: index % 3 === 0 ? '' : hex(index),
		vendor_key: hex(PROJECT_COUNT + index),
		recording_server: null,
		status: index % 5 === 0 ? 0 : 1,
		created: FIRST_CREATED + index,
	};
}

/** Players as the client returns them. */
export function playersOf(count: number): Player[] {
	return readPlayers(Array.from({ length: count }, (_, index) => player(index))).players;
}

/** Responses of List by `pageToken`, with `pageSize` players each. The token of the first page is empty. */
export function playerPages(pageSize: number): Map<string, string> {
	const pages = new Map<string, string>();
	for (let first = 0; first < PLAYER_COUNT; first += pageSize) {
		const players = Array.from({ length: pageSize }, (_, index) => player(first + index));
		const next = first + pageSize;
		const reply = {
			totalSize: PLAYER_COUNT,
			players,
			fields:
				'player.name,player.streamUrl,player.channelName,player.uid,player.id,player.createTs,player.status',
			nextPageToken: next < PLAYER_COUNT ? String(next) : '',
		};
		pages.set(first === 0 ? '' : String(first), JSON.stringify(reply));
	}
	return pages;
}

export function projectList(): string {
	return JSON.stringify({ projects: Array.from({ length: PROJECT_COUNT }, (_, index) => project(index)) });
}

/** Responses of the list of channels by `page_no`, with `pageSize` channels each. Other pages are empty. */
export function channelPages(pageSize: number): Map<string, string> {
	const pages = new Map<string, string>();
	for (let first = 0; first < CHANNEL_COUNT; first += pageSize) {
		const channels = Array.from({ length: pageSize }, (_, index) => ({
			channel_name: `class${first + index}`,
			user_count: ((first + index) % 500) + 1,
		}));
		pages.set(String(first / pageSize), channelReply(channels));
	}
	return pages;
}

export function channelReply(channels: readonly object[]): string {
	return JSON.stringify({ success: true, data: { channels, total_size: CHANNEL_COUNT } });
}
