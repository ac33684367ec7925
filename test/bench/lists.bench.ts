// The long lists of the client, compared with a plain fetch loop that parses the same JSON.

import { CHANNEL_PAGE_SIZE, listChannels } from '../../src/agora/channels/channels';
import { AgoraClient, type AgoraClientDeps } from '../../src/agora/client';
import { listProjects } from '../../src/agora/console/projects';
import { listAllPlayers } from '../../src/agora/mediaPull/listPlayers';
import { compare } from './compare';
import { CHANNEL_COUNT, PLAYER_COUNT, PROJECT_COUNT } from './replies';
import { isMainThread, serve, startServer } from './server';

const APP_ID = 'eb00cd2b222a4eeaa24fc6046d90b227';
const CREDENTIALS = { customerId: 'bench', customerSecret: 'bench' };
const HEADERS = { authorization: `Basic ${Buffer.from('bench:bench').toString('base64')}` };

/** Waiting for the rate limits of List would be all that is measured. */
const UNLIMITED: NonNullable<AgoraClientDeps['rateLimiter']> = {
	run: (_call, task) => task(),
	availableFrom: () => Number.NEGATIVE_INFINITY,
};

function clientOf(server: URL): AgoraClient {
	const silent = (): void => undefined;
	const log = { debug: silent, info: silent, warn: silent };
	const hosts = { own: { primary: server, neighbours: [] }, other: undefined };
	return new AgoraClient({ hosts, credentials: CREDENTIALS, log, rateLimiter: UNLIMITED });
}

async function fetchPlayers(server: URL): Promise<unknown[]> {
	const players: unknown[] = [];
	for (let pageToken = ''; ; ) {
		const url = new URL(`/v1/projects/${APP_ID}/cloud-player/players?pageSize=500`, server);
		if (pageToken !== '') {
			url.searchParams.set('pageToken', pageToken);
		}
		const response = await fetch(url, { headers: HEADERS });
		const page = (await response.json()) as { players: unknown[]; nextPageToken: string };
		players.push(...page.players);
		pageToken = page.nextPageToken;
		if (pageToken === '') {
			return players;
		}
	}
}

async function fetchProjects(server: URL): Promise<unknown[]> {
	const response = await fetch(new URL('/dev/v1/projects', server), { headers: HEADERS });
	return ((await response.json()) as { projects: unknown[] }).projects;
}

/** Like the client, reads on after a full page. */
async function fetchChannels(server: URL): Promise<unknown[]> {
	const channels: unknown[] = [];
	for (let page = 0; ; page += 1) {
		const url = new URL(`/dev/v1/channel/${APP_ID}?page_no=${page}&page_size=${CHANNEL_PAGE_SIZE}`, server);
		const response = await fetch(url, { headers: HEADERS });
		const { data } = (await response.json()) as { data: { channels: unknown[] } };
		channels.push(...data.channels);
		if (data.channels.length < CHANNEL_PAGE_SIZE) {
			return channels;
		}
	}
}

async function run(): Promise<void> {
	const { url, stop } = await startServer(__filename);
	const client = clientOf(url);
	const plain = 'plain fetch and JSON';
	await compare(
		`${PLAYER_COUNT} cloud players over loopback, 500 on a page`,
		{ name: 'client', run: async () => (await listAllPlayers(client, { appId: APP_ID })).players },
		{ name: plain, run: () => fetchPlayers(url) },
	);
	await compare(
		`${PROJECT_COUNT} projects over loopback`,
		{ name: 'client', run: async () => (await listProjects(client)).projects },
		{ name: plain, run: () => fetchProjects(url) },
	);
	await compare(
		`${CHANNEL_COUNT} channels over loopback, ${CHANNEL_PAGE_SIZE} on a page`,
		{ name: 'client', run: async () => (await listChannels(client, APP_ID)).channels },
		{ name: plain, run: () => fetchChannels(url) },
	);
	await stop();
}

if (isMainThread) {
	void run();
} else {
	serve();
}
