import { describe, expect, test } from 'vitest';
import { createPlayer } from '../../../../src/agora/mediaPull/createPlayer';
import { deletePlayer } from '../../../../src/agora/mediaPull/deletePlayer';
import type { PlayerRequest } from '../../../../src/agora/mediaPull/playerRequest';
import { updatePlayer } from '../../../../src/agora/mediaPull/updatePlayer';
import type { Behaviour } from '../../../../src/sandbox/behaviour';
import type { Fault } from '../../../../src/sandbox/faults';
import { DONE, type LostAnswers, NOT_DONE, openLostAnswers } from '../lostResponses';
import { TestServer } from '../testServer';
import { thrownBy } from '../thrown';
import { APP, ID } from './addresses';
import { sequencesFrom } from './sequences';

const REQUEST = { streamUrl: 'rtmp://example.com/live/1', channelName: 'class32' };
const DAY_MS = 24 * 3_600_000;
const PLAYERS: [string, PlayerRequest][] = [
	['with a name', { ...REQUEST, uid: 101, name: 'class32_101' }],
	['without a name, by its uid', { ...REQUEST, uid: 101 }],
	['without a name, by its account', { ...REQUEST, account: 'teacher' }],
	['without a name, whose uid Agora chooses', { ...REQUEST, uid: 0 }],
];

interface WithProject extends LostAnswers {
	readonly appId: string;
	create(player: PlayerRequest): ReturnType<typeof createPlayer>;
}

async function withProject(behaviour: Partial<Behaviour> = {}): Promise<WithProject> {
	const lost = await openLostAnswers({ behaviour });
	const { appId } = lost.sandbox.state.addProject({ certificateEnabled: false });
	return Object.assign(lost, {
		appId,
		create: (player: PlayerRequest) => createPlayer(lost.client, { region: 'na', appId, player }),
	});
}

describe.each(PLAYERS)('create player %s', (_title, player) => {
	test.each(DONE)('is found and returned when its response is lost to %s', async (_, fault) => {
		const { sandbox, create, loseWrite, writes } = await withProject();
		// In the same channel, and not it.
		const appId = sandbox.state.projects[0]?.appId ?? '';
		sandbox.state.addPlayer({ appId, channelName: 'class32', uid: 7, name: 'other' });
		loseWrite(fault);
		const created = await create(player);
		const made = sandbox.state.players[1];
		expect(created).toMatchObject({ id: made?.id, channelName: 'class32', streamUrl: REQUEST.streamUrl });
		expect(created).toMatchObject({ name: player.name, account: player.account });
		expect(sandbox.state.players).toHaveLength(2);
		expect(writes()).toBe(1);
	});

	test('is found after a lost response if List is 25 seconds behind', async () => {
		const { sandbox, create, loseWrite } = await withProject();
		sandbox.state.behaviour.listLagSeconds = 25;
		loseWrite('doneButCut');
		const created = await create(player);
		expect(sandbox.state.players.map(({ id }) => id)).toEqual([created.id]);
	});

	test.each(NOT_DONE)('is reported as not done after %s and the lag of List', async (_, fault, kind) => {
		const { sandbox, create, loseWrite, writes, clock } = await withProject();
		loseWrite(fault);
		expect(await thrownBy(create(player))).toMatchObject({ kind, outcome: 'notDone' });
		expect(sandbox.state.players).toEqual([]);
		expect(writes()).toBe(1);
		expect(clock.sleeps).toEqual([0, 10_000, 20_000]);
	});

	test('is reported with what to check while List fails', async () => {
		const { sandbox, create, loseWrite, breakReads, writes } = await withProject();
		loseWrite('doneBut504');
		breakReads();
		const error = await thrownBy(create(player));
		expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'createPlayer', outcome: 'unknown' });
		expect(error.check).toContain('wait ten seconds');
		expect(sandbox.state.players).toHaveLength(1);
		expect(writes()).toBe(1);
	});

	test.each([-30, 30])(
		'done, and the answer lost, with this machine’s clock %i hours ahead: found',
		async (hours) => {
			const lost = await withProject();
			lost.clock.stepWallClock(hours * 3_600_000);
			lost.loseWrite('doneButCut');
			expect((await lost.create(player)).id).toBe(lost.sandbox.state.players[0]?.id);
			expect(lost.writes()).toBe(1);
		},
	);

	test.each<[string, number, string]>([
		['from long ago is not it', -2 * DAY_MS, 'notDone'],
		['a minute old may be older, or the clocks differ', -60_000, 'unknown'],
	])('a player like it, %s', async (_, age, outcome) => {
		const { sandbox, appId, clock, create, loseWrite } = await withProject();
		const createdAt = clock.now() + age;
		sandbox.state.addPlayer({ ...player, appId, createdAt, heldStatus: 'running' });
		loseWrite({ status: 504 });
		expect(await thrownBy(create(player))).toMatchObject({ outcome });
		expect(sandbox.state.players).toHaveLength(1);
	});
});

describe('a list that only contains id, name and time', () => {
	test.each(['partial', 'partialCreateTs'] as const)(
		'identifies a player by its name: %s',
		async (listItems) => {
			const { create, loseWrite } = await withProject({ listItems });
			loseWrite('doneButCut');
			expect(await create({ ...REQUEST, uid: 101, name: 'class32_101' })).toMatchObject({ uid: 101 });
		},
	);

	test.each([{ uid: 101 }, { account: 'teacher' }])(
		'leaves open whose player without a name it is: %o',
		async (user) => {
			const { sandbox, create, loseWrite } = await withProject({ listItems: 'partial' });
			loseWrite('doneButCut');
			expect(await thrownBy(create({ ...REQUEST, ...user }))).toMatchObject({ kind: 'unknownOutcome' });
			expect(sandbox.state.players).toHaveLength(1);
		},
	);
});

test.each<[string, Partial<PlayerRequest>, string]>([
	['in the name', { name: 'twin' }, 'notDone'],
	['in the uid', { uid: 102 }, 'notDone'],
	['in the kind of user', { uid: undefined, account: 'teacher' }, 'notDone'],
	// The server may spell an address in its own way.
	['only in the address of the stream', { streamUrl: 'rtmp://example.com/live/2' }, 'unknown'],
])(
	'a player created just now that differs %s is not taken for the one asked for',
	async (_, other, outcome) => {
		const { sandbox, appId, create, loseWrite } = await withProject();
		sandbox.state.addPlayer({ ...REQUEST, uid: 101, ...other, appId });
		loseWrite('cut');
		expect(await thrownBy(create({ ...REQUEST, uid: 101 }))).toMatchObject({ outcome });
	},
);

test('ignores the uid of a player with an account', async () => {
	await using server = await TestServer.start();
	const item = { ...REQUEST, id: ID, uid: 4711, account: 'teacher', createTs: Date.now() / 1000 };
	server.reply(504, '').reply(200, { players: [item] });
	const request = { region: 'na', appId: APP, player: { ...REQUEST, account: 'teacher' } } as const;
	expect(await createPlayer(server.client(), request)).toMatchObject({ id: ID });
});

test('does not look up a player whose id is in a header of a successful response', async () => {
	const { sandbox, create, loseWrite } = await withProject();
	loseWrite('halfBody');
	const created = await create({ ...REQUEST, uid: 101 });
	expect(created).toMatchObject({ id: sandbox.state.players[0]?.id, uid: 101, status: undefined });
	expect(sandbox.requests).toHaveLength(1);
});

test('cannot rule out an unreadable item of List', async () => {
	await using server = await TestServer.start();
	server.reply(504, '').reply(200, { players: [{ status: 'running' }] });
	const request = { region: 'na', appId: APP, player: { ...REQUEST, uid: 101 } } as const;
	expect(await thrownBy(createPlayer(server.client(), request))).toMatchObject({ kind: 'unknownOutcome' });
	server.reply(504, '').reply(200, { players: [{ status: 'running' }] });
	const deleting = deletePlayer(server.client(), { region: 'na', appId: APP, id: ID });
	expect(await thrownBy(deleting)).toMatchObject({ kind: 'unknownOutcome' });
});

async function withPlayer(behaviour: Partial<Behaviour> = {}) {
	const lost = await withProject(behaviour);
	const { appId } = lost;
	const player = lost.sandbox.state.addPlayer({ ...REQUEST, appId, uid: 101 });
	return { ...lost, player, address: { region: 'na', appId, id: player.id, name: '' } as const };
}

describe('delete player', () => {
	test.each(DONE)('is reported as unlisted when its response is lost to %s', async (_, fault) => {
		const { sandbox, client, address, loseWrite, writes } = await withPlayer();
		loseWrite(fault);
		expect(await deletePlayer(client, address)).toBe('unlisted');
		expect(sandbox.state.players).toEqual([]);
		expect(writes()).toBe(1);
	});

	test.each(NOT_DONE)(
		'not done for %s: told so, though List does not show a new player yet',
		async (_, fault, kind) => {
			const { sandbox, client, address, loseWrite, writes, clock } = await withPlayer();
			loseWrite(fault);
			expect(await thrownBy(deletePlayer(client, address))).toMatchObject({ kind, outcome: 'notDone' });
			expect(sandbox.state.players).toHaveLength(1);
			expect(writes()).toBe(1);
			expect(clock.sleeps).toEqual([10_000, 5_000]);
		},
	);

	test('is reported with what to check while List fails', async () => {
		const { client, address, loseWrite, breakReads } = await withPlayer();
		loseWrite('doneButCut');
		breakReads();
		const error = await thrownBy(deletePlayer(client, address));
		expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'deletePlayer' });
		expect(error.check).toContain('list of cloud players');
	});
});

describe('update player', () => {
	const changes = { audioOptions: { volume: 50 } };

	test.each<[string, Fault]>([...DONE, ...NOT_DONE.map(([title, fault]): [string, Fault] => [title, fault])])(
		'the response lost to %s: sent again with a larger sequence, and done',
		async (_: string, fault: Fault) => {
			const { sandbox, client, address, player, loseWrite, writes } = await withPlayer();
			loseWrite(fault);
			await updatePlayer(client, { ...address, sequences: sequencesFrom(7), changes });
			expect([player.volume, player.sequence, writes()]).toEqual([50, 8, 2]);
			const sent = sandbox.requests.map(({ url }) => new URL(url, sandbox.url).searchParams.get('sequence'));
			expect(sent).toEqual(['7', '8']);
		},
	);

	test('uses a new sequence for each attempt when it is rate limited', async () => {
		const { sandbox, address, player, repeatingClient } = await withPlayer();
		sandbox.faults.next(
			{ status: 429, message: 'Request rate limit exceeded.' },
			{ method: 'PATCH', times: 2 },
		);
		await updatePlayer(repeatingClient, { ...address, sequences: sequencesFrom(7), changes });
		expect([player.volume, player.sequence]).toEqual([50, 9]);
	});

	test('skips ahead after a refused sequence', async () => {
		const { client, address, player } = await withPlayer();
		player.sequence = 900;
		await updatePlayer(client, { ...address, sequences: sequencesFrom(7), changes });
		expect([player.volume, player.sequence]).toEqual([50, 1008]);
	});

	test('skips ahead if the repetition after a lost response is refused for its sequence', async () => {
		const { client, address, player, loseWrite } = await withPlayer();
		loseWrite('cut');
		player.sequence = 900;
		await updatePlayer(client, { ...address, sequences: sequencesFrom(7), changes });
		expect([player.volume, player.sequence]).toEqual([50, 1009]);
	});

	test('is reported with what to check if the second response is lost too', async () => {
		const { sandbox, client, address, loseWrite, writes } = await withPlayer();
		loseWrite('doneButCut');
		sandbox.faults.next('cut', { method: 'PATCH' });
		const error = await thrownBy(updatePlayer(client, { ...address, sequences: sequencesFrom(7), changes }));
		expect(error).toMatchObject({ kind: 'unknownOutcome', operation: 'updatePlayer' });
		expect(error.check).toContain('can be seen or heard');
		expect(writes()).toBe(2);
	});

	test('is not done after another refusal', async () => {
		const { client, address, sandbox, loseWrite } = await withPlayer();
		loseWrite('cut');
		sandbox.faults.next({ status: 400, message: 'Parameter tempo is invalid.' }, { method: 'PATCH' });
		const error = await thrownBy(updatePlayer(client, { ...address, sequences: sequencesFrom(7), changes }));
		expect(error).toMatchObject({ kind: 'unknownOutcome' });
	});
});
