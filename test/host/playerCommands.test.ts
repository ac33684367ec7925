import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { env } from 'vscode';
import { playerCommands } from '../../src/players/commands/playerCommands';
import type { PlayerCommandId } from '../../src/ui/commandIds';
import { TestSessions } from '../fixtures/sessions';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { type CommandCase, describeCommand, writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './dialogDriver';

type Case = Omit<CommandCase<PlayerContext>, 'title' | 'run'> & {
	readonly id: PlayerCommandId;
	/** The player it is called on; from the palette otherwise. */
	readonly on?: string;
	/** What is special about the case. */
	readonly note?: string;
};

const PLAYERS = '/v1/projects/{appId}/cloud-player/players';

/** An update of a player whose region nobody told: a 2xx alone does not tell that it is there. */
const ANY_REGION = ['na', 'eu', 'ap'].map((region) => `PATCH /${region}${PLAYERS}/{id}`);

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
		writes: [`POST /eu${PLAYERS}`],
		after: ({ player }) => strictEqual(player('new_77').shown.condition, 'justCreated'),
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
		writes: [`POST /eu${PLAYERS}`],
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
		note: 'of a player created elsewhere, in a region that nobody told',
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
		note: 'in a region that is not known',
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
		// The film was over long ago, so its position is refused, and it begins anew.
		writes: [`DELETE /na${PLAYERS}/{id}`, `POST /na${PLAYERS}`, `POST /na${PLAYERS}`],
		destructive: true,
		after: ({ player }) => strictEqual(player('movie-night').shown.condition, 'justCreated'),
	},
	{
		id: 'agora.player.delete',
		on: 'movie-night',
		actions: [{ press: 'Delete Player' }],
		writes: [`DELETE /na${PLAYERS}/{id}`],
		destructive: true,
	},
];

function fail(): never {
	throw new Error('nobody is signed in');
}

describe('player commands', () => {
	for (const { id, on, note, ...test } of CASES) {
		describeCommand(openPlayerContext, {
			...test,
			title: note ? `${id} ${note}` : id,
			run: ({ deps, session, player }) => playerCommands[id](deps, session, on && player(on), undefined),
		});
	}

	describe('also', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(() => context.close());

		it('take no region along to a project that was chosen after going back', async () => {
			await context.deps.regions.remember(context.player('movie-night').appId, 'elsewhere', 'ap');
			const actions: readonly UserAction[] = [
				...[{ pick: 'Staging' }, { pick: 'Europe' }, 'back' as const, 'back' as const],
				...[{ pick: 'Watch Party' }, { type: 'rtmp://live.example.com/live/new' }],
				...[{ type: 'new' }, { type: '77' }, { type: 'new_77' }],
			];
			const dialogs = await DialogDriver.run(actions, () =>
				playerCommands['agora.player.create'](context.deps, context.session, undefined, undefined),
			);
			deepStrictEqual(dialogs.problems, []);
			deepStrictEqual(writesOf(context.sandbox), [`POST /ap${PLAYERS}`]);
		});

		it('keep no secret of an account that was left before the answer came', async () => {
			const deps = { ...context.deps, sessions: new TestSessions() };
			const actions = [
				...[{ pick: 'Watch Party' }, { pick: 'Europe' }, { type: 'rtmp://live.example.com/new?key=planted' }],
				...[{ type: 'new' }, { type: '77' }, { type: 'new_77' }],
			];
			await DialogDriver.run(actions, () =>
				playerCommands['agora.player.create'](deps, context.session, undefined, undefined),
			);
			deepStrictEqual(writesOf(context.sandbox), [`POST /eu${PLAYERS}`]);
			const secretVariables = await context.deps.definitions.secretVariables();
			deepStrictEqual(await secretVariables.names(context.session.accountId), []);
		});

		it('copy the ids of all selected players', async () => {
			const targets = [context.player('movie-night'), context.player('trailers')];
			await playerCommands['agora.player.copyId'](context.deps, context.session, targets[0], targets);
			strictEqual(await env.clipboard.readText(), targets.map(({ player }) => player.id).join('\n'));
		});
	});

	describe('the user of a new player', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(() => context.close());

		it('is suggested so that no player of the channel has it', async () => {
			const suggestedIn = async (channelName: string) => {
				const actions = [
					{ pick: 'Classroom Live' },
					{ pick: 'Europe' },
					{ type: 'rtmp://live.example.com/live/new' },
					{ type: channelName },
				];
				const dialogs = await DialogDriver.run(actions, () =>
					playerCommands['agora.player.create'](context.deps, context.session, undefined, undefined),
				);
				match(dialogs.text, /must join with the channel profile LIVE_BROADCASTING/);
				return dialogs.shown.at(-1)?.details;
			};
			deepStrictEqual(await suggestedIn('class32'), ['102']);
			deepStrictEqual(await suggestedIn('class33'), ['101']);
			const { appId } = context.player('class32_101');
			await context.deps.lastCreations.remember(appId, {
				streamUrl: undefined,
				channelName: 'class32',
				user: 'teacher101',
			});
			deepStrictEqual(await suggestedIn('class32'), ['teacher101-2']);
		});
	});

	describe('setting the speed', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(() => context.close());
		const setSpeed = (actions: readonly UserAction[], argument: unknown) =>
			DialogDriver.run(actions, () =>
				playerCommands['agora.player.setSpeed'](context.deps, context.session, argument, undefined),
			);

		it('of a live stream, or outside of the Chinese mainland, says why it cannot be done', async () => {
			match((await setSpeed([], context.player('class32_101'))).text, /source is a live stream or a picture/);
			const { appId, player } = context.player('movie-night');
			await context.deps.regions.remember(appId, player.id, 'na');
			match((await setSpeed([], context.player('movie-night'))).text, /it is in the region North America/);
			deepStrictEqual(writesOf(context.sandbox), []);
		});

		it('offers from the palette only what can be played at another speed', async () => {
			const { appId, player } = context.player('movie-night');
			await context.deps.regions.remember(appId, player.id, 'na');
			const [pick] = (await setSpeed([], undefined)).shown;
			const choices = pick?.choices.join('\n') ?? '';
			match(choices, /trailers/);
			doesNotMatch(choices, /movie-night|class32_101/);
		});
	});

	describe('a pause without a response', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(() => context.close());

		it('leaves the player perhaps paused, from where it can be paused and resumed', async () => {
			const { sandbox, deps, session, player } = context;
			const run = (id: PlayerCommandId, actions: readonly UserAction[] = []) =>
				DialogDriver.run(actions, () => playerCommands[id](deps, session, player('movie-night'), undefined));
			sandbox.faults.next('doneButCut', { method: 'PATCH', times: 2 });
			const lost = await run('agora.player.pause');
			match(lost.text, /answer was lost[\s\S]*a second time does no harm[\s\S]*Retry/);
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

	describe('a creation that Agora refuses', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(() => context.close());
		const steps: readonly UserAction[] = [
			{ pick: 'Staging' },
			{ pick: 'Europe' },
			{ type: 'rtmp://live.example.com/live/new' },
			{ type: 'new' },
			{ type: '77' },
			{ type: 'new_77' },
		];
		const create = (actions: readonly UserAction[] = []) =>
			DialogDriver.run([...steps, ...actions], () =>
				playerCommands['agora.player.create'](context.deps, context.session, undefined, undefined),
			);

		it('by an overloaded server is tried again after a wait', async () => {
			const overloaded = { status: 503, message: 'Service overload. Retry with back off strategy.' };
			context.sandbox.faults.next({ ...overloaded, retryAfter: '1' }, { method: 'POST' });
			const dialogs = await create([{ press: 'Retry' }]);
			deepStrictEqual(dialogs.problems, []);
			match(dialogs.text, /overloaded \(503\), and nothing was done\. Retry waits 1 s first/);
			strictEqual(context.player('new_77').shown.condition, 'justCreated');
		});

		it('without Media Pull says how to enable it', async () => {
			const message = 'This project has not enabled Cloud Player product yet. Contact us to enable it.';
			context.sandbox.faults.next({ status: 403, message }, { method: 'POST' });
			const { text } = await create();
			match(
				text,
				/Media Pull is not enabled for this project \(403\)[\s\S]*Agora Console[\s\S]*Open Agora Console/,
			);
			doesNotMatch(text, /Ask its owner/);
		});

		it('for the number of players says what Agora documents, and whom to ask', async () => {
			context.sandbox.faults.next(
				{ status: 429, message: 'Resources quota limit exceeded.' },
				{ method: 'POST' },
			);
			const { text } = await create();
			match(
				text,
				/as many cloud players as Agora allows it \(429\)[\s\S]*50 per project; newer ones 20[\s\S]*sales@agora\.io/,
			);
			context.sandbox.faults.next({ status: 429, message: 'no available resources' }, { method: 'POST' });
			match((await create()).text, /no resources for another cloud player[\s\S]*50 per project/);
		});
	});

	describe('a restart where no certificate can be read', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(() => context.close());

		/** Restarts a player as for an account whose certificates Agora does not tell. */
		const restart = (actions: readonly UserAction[]) => {
			const { projects, onDidChange } = context.deps.projects;
			const deps = {
				...context.deps,
				certificatesHidden: () => true,
				projects: {
					projects: projects.map((project) => ({ ...project, appCertificate: undefined })),
					onDidChange,
				},
			};
			const target = context.player('class32_101');
			return DialogDriver.run(actions, () =>
				playerCommands['agora.player.restart'](deps, context.session, target, undefined),
			);
		};

		it('asks for the token before anything is deleted', async () => {
			const { id } = context.player('class32_101').player;
			const dialogs = await restart([{ press: 'Restart Player' }]);
			match(dialogs.text, /Restart Player: class32_101\nRTC token/);
			deepStrictEqual(writesOf(context.sandbox), []);
			strictEqual(context.player('class32_101').player.id, id);
		});

		it('sends the token', async () => {
			const dialogs = await restart([{ press: 'Restart Player' }, { type: ' pasted-token ' }]);
			deepStrictEqual(dialogs.problems, []);
			strictEqual(context.player('class32_101').shown.condition, 'justCreated');
			match(context.sandbox.requests.at(-1)?.body ?? '', /"token":"pasted-token"/);
		});
	});

	describe('a name that is taken', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(() => context.close());

		const create = [
			{ pick: 'Watch Party' },
			{ pick: 'North America' },
			{ type: 'rtmp://live.example.com/live/again' },
			{ type: 'movie night' },
			{ type: '9' },
			{ type: 'movie-night' },
		] as const;
		const run = () =>
			playerCommands['agora.player.create'](context.deps, context.session, undefined, undefined);
		const players = () => context.sandbox.state.players.filter(({ name }) => name === 'movie-night');

		it('leads to the player that has it', async () => {
			const { id } = context.player('movie-night').player;
			const dialogs = await DialogDriver.run([...create, { press: 'Show It' }], run);
			deepStrictEqual(dialogs.problems, []);
			deepStrictEqual(context.revealedIds, [id]);
		});

		it('is freed by deleting that player, after a question', async () => {
			const { id } = context.player('movie-night').player;
			const actions = [...create, { press: 'Delete It and Retry…' }, { press: 'Delete and Create' }];
			const dialogs = await DialogDriver.run(actions, run);
			deepStrictEqual(dialogs.problems, []);
			strictEqual(players().length, 1);
			ok(players()[0]?.id !== id);
		});

		it('stays taken when the question is declined', async () => {
			const { id } = context.player('movie-night').player;
			await DialogDriver.run([...create, { press: 'Delete It and Retry…' }], run);
			deepStrictEqual(
				players().map((player) => player.id),
				[id],
			);
		});

		it('can be exchanged for another', async () => {
			const actions = [...create, { press: 'Use Another Name…' }, { type: 'movie-night-2' }];
			const dialogs = await DialogDriver.run(actions, run);
			deepStrictEqual(dialogs.problems, []);
			strictEqual(context.player('movie-night-2').shown.condition, 'justCreated');
		});
	});
});
