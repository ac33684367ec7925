import { deepStrictEqual, doesNotMatch, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { playerCommands } from '../../src/players/commands/playerCommands';
import type { PlayerCommandId } from '../../src/ui/commandIds';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { type CommandCase, describeCommand, PLAYERS_PATH, writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './dialogDriver';

type Case = Omit<CommandCase<PlayerContext>, 'title' | 'run'> & {
	readonly id: PlayerCommandId;
	/** The name of the player that is the argument; from the palette without one. */
	readonly on?: string;
	/** Describes the case, after the id. */
	readonly note?: string;
};

/** An update of a player in an unknown region goes to all regions: a 2xx does not prove that the player is there. */
const ANY_REGION = ['na', 'eu', 'ap'].map((region) => `PATCH /${region}${PLAYERS_PATH}/{id}`);

const CASES: readonly Case[] = [
	{
		id: 'agora.player.create',
		actions: [
			{ pick: 'Staging' },
			{ pick: 'Europe' },
			{ type: 'rtmp://live.example.com/live/new' },
			{ type: 'new' },
			{ type: '77' },
			{ type: 'new_77' },
		],
		writes: [`POST /eu${PLAYERS_PATH}`],
		after: ({ player, revealedIds }) => {
			const created = player('new_77');
			strictEqual(created.shown.condition, 'justCreated');
			deepStrictEqual(revealedIds, [created.player.id]);
		},
	},
	{
		id: 'agora.player.create',
		note: 'reads digits after a zero as an account',
		actions: [
			{ pick: 'Staging' },
			{ pick: 'Europe' },
			{ type: 'rtmp://live.example.com/live/new' },
			{ type: 'new' },
			{ type: '007' },
			{ type: 'new_007' },
		],
		writes: [`POST /eu${PLAYERS_PATH}`],
		after: ({ sandbox }) => {
			const created = sandbox.state.players.find(({ name }) => name === 'new_007');
			deepStrictEqual([created?.uid, created?.account], [undefined, '007']);
		},
	},
	{
		id: 'agora.player.copyId',
		actions: [{ pick: 'movie-night' }],
		writes: [],
		after: async ({ player }) => strictEqual(await env.clipboard.readText(), player('movie-night').player.id),
	},
	{
		id: 'agora.player.pause',
		on: 'movie-night',
		actions: [],
		writes: ANY_REGION,
		after: ({ player }) => ok(player('movie-night').isPaused),
	},
	{
		id: 'agora.player.pause',
		note: 'of a player in an unknown region, whose region is then known',
		on: 'class32_teacher101',
		actions: [],
		writes: ANY_REGION,
		after: async ({ deps, player, sandbox }) => {
			ok(player('class32_teacher101').isPaused);
			const before = sandbox.requests.length;
			await playerCommands['agora.player.resume'](
				deps,
				deps.sessions.current ?? fail(),
				player('class32_teacher101'),
				undefined,
			);
			deepStrictEqual(
				sandbox.requests.slice(before).map(({ method, url }) => `${method} ${url.slice(0, 4)}`),
				['PATCH /eu/'],
			);
		},
	},
	{
		id: 'agora.player.seek',
		on: 'movie-night',
		actions: [{ type: '1:30' }],
		writes: ANY_REGION,
		after: ({ sandbox }) => match(sandbox.requests.at(-1)?.body ?? '', /"seekPosition":90\b/),
	},
	{
		id: 'agora.player.setVolume',
		on: 'movie-night',
		actions: [{ type: '40' }],
		writes: ANY_REGION,
		after: ({ sandbox }) => match(sandbox.requests.at(-1)?.body ?? '', /"volume":40\b/),
	},
	{
		id: 'agora.player.setSpeed',
		note: 'in an unknown region',
		on: 'movie-night',
		actions: [{ pick: '1.5×' }],
		writes: ANY_REGION,
		after: ({ sandbox }, { text }) => {
			match(sandbox.requests.at(-1)?.body ?? '', /"tempo":1\.5\b/);
			match(text, /region of this player is not known[\s\S]*Chinese mainland only/);
		},
	},
	{
		id: 'agora.player.switchSource',
		on: 'movie-night',
		actions: [{ type: 'https://media.example.com/other.mp4' }],
		writes: ANY_REGION,
		after: ({ sandbox }) => match(sandbox.requests.at(-1)?.body ?? '', /other\.mp4/),
	},
	{
		id: 'agora.player.restart',
		on: 'movie-night',
		actions: [{ press: 'Restart Player' }],
		// The recording has ended, so Agora refuses its position and it starts from the beginning.
		writes: [`DELETE /na${PLAYERS_PATH}/{id}`, `POST /na${PLAYERS_PATH}`, `POST /na${PLAYERS_PATH}`],
		destructive: true,
		after: ({ player }) => strictEqual(player('movie-night').shown.condition, 'justCreated'),
	},
	{
		id: 'agora.player.delete',
		on: 'movie-night',
		actions: [{ press: 'Delete Player' }],
		writes: [`DELETE /na${PLAYERS_PATH}/{id}`],
		destructive: true,
	},
];

function fail(): never {
	throw new Error('not signed in');
}

describe('player commands', () => {
	for (const { id, on, note, ...test } of CASES) {
		describeCommand(openPlayerContext, {
			...test,
			title: note ? `${id} ${note}` : id,
			run: ({ deps, session, player }) => playerCommands[id](deps, session, on && player(on), undefined),
		});
	}
});

describe('agora.player.copyId', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());

	it('copies the ids of all selected players', async () => {
		const targets = [context.player('movie-night'), context.player('trailers')];
		await playerCommands['agora.player.copyId'](context.deps, context.session, targets[0], targets);
		strictEqual(await env.clipboard.readText(), targets.map(({ player }) => player.id).join('\n'));
	});
});

describe('agora.player.setSpeed', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());
	const setSpeed = (actions: readonly UserAction[], argument: unknown) =>
		DialogDriver.run(actions, () =>
			playerCommands['agora.player.setSpeed'](context.deps, context.session, argument, undefined),
		);

	it('explains that it cannot change a live stream, nor a player outside the Chinese mainland', async () => {
		match((await setSpeed([], context.player('class32_101'))).text, /source is a live stream or a picture/);
		const { appId, player } = context.player('movie-night');
		await context.deps.regions.remember(appId, player.id, 'na');
		match((await setSpeed([], context.player('movie-night'))).text, /it is in the region North America/);
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	it('offers only players whose speed can change', async () => {
		const { appId, player } = context.player('movie-night');
		await context.deps.regions.remember(appId, player.id, 'na');
		const [pick] = (await setSpeed([], undefined)).shown;
		const choices = pick?.choices.join('\n') ?? '';
		match(choices, /trailers/);
		doesNotMatch(choices, /movie-night|class32_101/);
	});
});

describe('agora.player.pause whose response is lost', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());

	it('shows the player as perhaps paused, and both Pause and Resume work', async () => {
		const { sandbox, deps, session, player } = context;
		const run = (id: PlayerCommandId, actions: readonly UserAction[] = []) =>
			DialogDriver.run(actions, () => playerCommands[id](deps, session, player('movie-night'), undefined));
		sandbox.faults.next('doneButCut', { method: 'PATCH', times: 2 });
		const first = await run('agora.player.pause');
		match(first.text, /response was lost[\s\S]*a second time does no harm[\s\S]*Retry/);
		strictEqual(player('movie-night').shown.condition, 'perhapsPaused');
		await run('agora.player.resume');
		strictEqual(player('movie-night').shown.condition, 'running');
		sandbox.faults.next('cut', { method: 'PATCH', times: 2 });
		const again = await run('agora.player.pause', [{ press: 'Retry' }]);
		deepStrictEqual(again.problems, []);
		ok(player('movie-night').isPaused);
		strictEqual(sandbox.state.players.find(({ name }) => name === 'movie-night')?.playback.paused, true);
	});
});

describe('a command on several selected players', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());

	const run = (id: PlayerCommandId, names: readonly string[], actions: readonly UserAction[] = []) => {
		const targets = names.map(context.player);
		return DialogDriver.run(actions, () =>
			playerCommands[id](context.deps, context.session, targets[0], targets),
		);
	};
	const isPaused = (name: string) => context.player(name).isPaused;

	it('pauses those that are not paused, and says how many of how many', async () => {
		await run('agora.player.pause', ['movie-night']);
		const dialogs = await run('agora.player.pause', ['class32_teacher101', 'movie-night']);
		match(dialogs.text, /1 of 2 selected cloud players paused/);
		ok(isPaused('class32_teacher101') && isPaused('movie-night'));
		const resumed = await run('agora.player.resume', ['movie-night', 'class32_teacher101', 'stage-camera']);
		match(resumed.text, /2 of 3 selected cloud players resumed/);
		ok(!isPaused('class32_teacher101') && !isPaused('movie-night'));
	});

	it('is refused with a reason where it fits none of them', async () => {
		await rejects(run('agora.player.resume', ['movie-night', 'stage-camera']), /state of the selected/);
		deepStrictEqual(writesOf(context.sandbox), []);
	});

	it('names the number on the button of a question', async () => {
		const names = ['movie-night', 'class32_teacher101'];
		const restart = await run('agora.player.restart', names);
		deepStrictEqual(restart.shown[0]?.choices, ['Restart 2 Players']);
		const deletion = await run('agora.player.delete', names, [{ press: 'Delete 2 Players' }]);
		deepStrictEqual(deletion.unusedActions, 0);
		const left = context.sandbox.state.players.map(({ name }) => name);
		ok(!names.some((name) => left.includes(name)));
	});

	it('of the palette lists for Seek only players of files', async () => {
		const { deps, session } = context;
		const dialogs = await DialogDriver.run([], () => playerCommands['agora.player.seek'](deps, session));
		match(dialogs.text, /movie-night/);
		doesNotMatch(dialogs.text, /class32_101|stage-camera/);
	});

	it('of a key acts on the focused row, and on nothing without one', async () => {
		const { deps, session, sandbox } = context;
		for (const id of ['agora.player.delete', 'agora.player.show'] as const) {
			const dialogs = await DialogDriver.run([], () => playerCommands[id](deps, session, 'focusedRow'));
			deepStrictEqual(dialogs.shown, []);
		}
		deepStrictEqual(context.revealedIds, []);
		deepStrictEqual(writesOf(sandbox), []);
	});
});
