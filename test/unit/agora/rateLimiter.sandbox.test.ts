import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AgoraClient } from '../../../src/agora/client';
import { isAgoraError } from '../../../src/agora/errors';
import { localPlan } from '../../../src/agora/hosts';
import { createPlayer, type NewPlayer } from '../../../src/agora/mediaPull/createPlayer';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';

/** On the real clock: the sandbox lets a player of one name be created twice a second. */
const BURST = 5;

let sandbox: Sandbox;
let wanted: NewPlayer;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'empty' });
	const project = sandbox.state.addProject({ certificateEnabled: false });
	const player = {
		streamUrl: 'rtmp://example.com/live/1',
		channelName: 'class32',
		uid: 101,
		name: 'class32_101',
	};
	wanted = { region: 'eu', appId: project.appId, player };
});
afterEach(() => sandbox.stop());

function newClient(): AgoraClient {
	const hosts = localPlan(sandbox.url);
	if (!hosts) {
		throw new Error('the sandbox must be a local server');
	}
	const silent = (): void => undefined;
	const log = { debug: silent, info: silent, warn: silent };
	return new AgoraClient({ hosts, credentials: sandbox, log, repeat: false });
}

/** What a burst of creates of the same name comes to: the first creates it, the others find it there. */
async function burst(create: () => Promise<unknown>): Promise<string[]> {
	const calls = Array.from({ length: BURST }, async () => {
		try {
			await create();
			return 'created';
		} catch (error) {
			return isAgoraError(error) ? error.kind : 'thrown';
		}
	});
	return (await Promise.all(calls)).toSorted();
}

describe('a burst of named creates', () => {
	test('is partly refused if each call has its own client', async () => {
		expect(await burst(() => createPlayer(newClient(), wanted))).toContain('rateLimited');
	});

	test('is never refused if the calls share a client', async () => {
		const client = newClient();
		const outcomes = await burst(() => createPlayer(client, wanted));
		expect(outcomes).toEqual(['conflict', 'conflict', 'conflict', 'conflict', 'created']);
		expect(sandbox.requests.length).toBe(BURST);
	});
});
