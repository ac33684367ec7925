import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AgoraClient } from '../../../../../src/agora/http/client';
import { isAgoraError } from '../../../../../src/agora/http/error';
import { parseLocalServer } from '../../../../../src/agora/http/hosts';
import { limitsOf } from '../../../../../src/agora/http/pace/limits';
import { Pacer } from '../../../../../src/agora/http/pace/pacer';
import { createPlayer, type NewPlayer } from '../../../../../src/agora/mediaPull/players';
import { type Sandbox, startSandbox } from '../../../../../src/sandbox/main';

/** On the real clock: the sandbox lets a player of one name be created twice a second. */
const BURST = 5;

let sandbox: Sandbox;
let client: AgoraClient;
let wanted: NewPlayer;

beforeEach(async () => {
	sandbox = await startSandbox({ seed: 'empty' });
	const project = sandbox.state.addProject({ certificateEnabled: false });
	const server = parseLocalServer(sandbox.url);
	if (!server) {
		throw new Error('the sandbox must be a local server');
	}
	const silent = (): void => undefined;
	client = new AgoraClient({
		server,
		credentials: sandbox,
		log: { debug: silent, info: silent, warn: silent },
	});
	const player = {
		streamUrl: 'rtmp://example.com/live/1',
		channelName: 'class32',
		uid: 101,
		name: 'class32_101',
	};
	wanted = { region: 'eu', appId: project.appId, player };
});
afterEach(() => sandbox.stop());

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
	test('is refused in part without a pacer', async () => {
		expect(await burst(() => createPlayer(client, wanted))).toContain('rateLimited');
	});

	test('is never refused with one', async () => {
		const pacer = new Pacer();
		const { region, appId, player } = wanted;
		const limits = limitsOf({ operation: 'createPlayer', params: { region, appId }, body: { player } });
		const create = (): Promise<unknown> =>
			pacer.run({ limits, priority: 'interactive' }, () => createPlayer(client, wanted));
		expect(await burst(create)).toEqual(['conflict', 'conflict', 'conflict', 'conflict', 'created']);
		expect(sandbox.requests.length).toBe(BURST);
	});
});
