import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { createPlayerIn } from '../../src/players/commands/create';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { rememberCreation } from '../../src/players/create/createSteps';
import { TestSessions } from '../fixtures/sessions';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { PLAYERS_PATH, writesOf } from './describeCommand';
import { DialogDriver, type UserAction } from './dialogDriver';

const NEW_PLAYER: readonly UserAction[] = [
	{ pick: 'Staging' },
	{ pick: 'Europe' },
	{ type: 'rtmp://live.example.com/live/new' },
	{ type: 'new' },
	{ type: '77' },
	{ type: 'new_77' },
];

describe('agora.player.create', () => {
	let context: PlayerContext;
	beforeEach(async () => {
		context = await openPlayerContext();
	});
	afterEach(() => context.close());

	const create = (actions: readonly UserAction[], deps = context.deps) =>
		DialogDriver.run(actions, () =>
			playerCommands['agora.player.create'](deps, context.session, undefined, undefined),
		);

	it('discards the chosen region when the user goes back and chooses another project', async () => {
		await context.deps.regions.remember(context.player('movie-night').appId, 'another-player', 'ap');
		const dialogs = await create([
			...[{ pick: 'Staging' }, { pick: 'Europe' }, 'back' as const, 'back' as const],
			...[{ pick: 'Watch Party' }, { type: 'rtmp://live.example.com/live/new' }],
			...[{ type: 'new' }, { type: '77' }, { type: 'new_77' }],
		]);
		deepStrictEqual(dialogs.problems, []);
		deepStrictEqual(writesOf(context.sandbox), [`POST /ap${PLAYERS_PATH}`]);
	});

	it('stores no secret when the account is signed out before the response arrives', async () => {
		const actions = [
			...[{ pick: 'Watch Party' }, { pick: 'Europe' }, { type: 'rtmp://live.example.com/new?key=planted' }],
			...[{ type: 'new' }, { type: '77' }, { type: 'new_77' }],
		];
		await create(actions, { ...context.deps, sessions: new TestSessions() });
		deepStrictEqual(writesOf(context.sandbox), [`POST /eu${PLAYERS_PATH}`]);
		const { secretVariables } = context.deps.definitions;
		deepStrictEqual(await secretVariables.names(context.session.accountId), []);
	});

	it('lets Agora choose the user by default, and suggests a free user like the last one', async () => {
		const suggestedIn = async (channelName: string) => {
			const dialogs = await create([
				{ pick: 'Classroom Live' },
				{ pick: 'Europe' },
				{ type: 'rtmp://live.example.com/live/new' },
				{ type: channelName },
			]);
			match(dialogs.text, /must join with the channel profile LIVE_BROADCASTING/);
			return dialogs.shown.at(-1)?.details;
		};
		deepStrictEqual(await suggestedIn('class32'), ['']);
		const project = context.project('Classroom Live');
		const last = {
			project,
			region: 'eu',
			streamUrl: 'https://example.com/a',
			channelName: 'c',
			name: '',
		} as const;
		await rememberCreation(context.deps.lastCreations, { ...last, user: '101' });
		deepStrictEqual(await suggestedIn('class32'), ['102']);
		deepStrictEqual(await suggestedIn('class33'), ['101']);
		await rememberCreation(context.deps.lastCreations, { ...last, user: 'teacher101' });
		deepStrictEqual(await suggestedIn('class32'), ['teacher101-2']);
	});

	it('uses the active project and the last region, names both, and lets the user change them', async () => {
		const project = context.project('Watch Party');
		await context.deps.regions.remember(project.appId, 'another-player', 'ap');
		await context.selectProject('Watch Party');
		const rest: readonly UserAction[] = [
			{ type: 'rtmp://example.com/a' },
			{ type: 'b' },
			{ type: '' },
			{ type: 'c' },
		];
		const dialogs = await create(rest);
		deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
		match(dialogs.shown[0]?.text ?? '', /^Create Cloud Player · Watch Party · Asia Pacific\n/);
		deepStrictEqual(writesOf(context.sandbox), [`POST /ap${PLAYERS_PATH}`]);
		strictEqual(context.sandbox.state.players.find(({ name }) => name === 'c')?.channelName, 'b');
		const changed = await create(['back', { pick: 'Staging' }, { pick: 'Europe' }]);
		match(changed.shown.at(-1)?.text ?? '', /^Create Cloud Player · Staging · Europe\n/);
	});

	it('starts with the channel that it was called for, which Back can change like its project', async () => {
		const project = context.project('Watch Party');
		await context.deps.regions.remember(project.appId, 'another-player', 'ap');
		const createIn = (actions: readonly UserAction[]) =>
			DialogDriver.run(actions, () =>
				createPlayerIn(context.deps, context.session, { project, channelName: 'class32' }),
			);
		const rest: readonly UserAction[] = [{ type: 'rtmp://example.com/a' }, { type: '' }, { type: 'c' }];
		const dialogs = await createIn(rest);
		deepStrictEqual([dialogs.problems, dialogs.unusedActions], [[], 0]);
		match(dialogs.shown[0]?.text ?? '', /^Create Cloud Player · Watch Party · class32 · Asia Pacific\n/);
		deepStrictEqual(writesOf(context.sandbox), [`POST /ap${PLAYERS_PATH}`]);
		strictEqual(context.sandbox.state.players.find(({ name }) => name === 'c')?.channelName, 'class32');
		const changed = await createIn([
			...['back' as const, 'back' as const, { pick: 'Staging' }, { type: 'class33' }],
			...[{ pick: 'Europe' }],
		]);
		deepStrictEqual(changed.shown[1]?.details, ['class32']);
		match(changed.shown.at(-1)?.text ?? '', /^Create Cloud Player · Staging · class33 · Europe\n/);
	});

	it('waits before Retry when the server is overloaded', async () => {
		const overloaded = { status: 503, message: 'Service overload. Retry with back off strategy.' };
		context.sandbox.faults.next({ ...overloaded, retryAfter: '1' }, { method: 'POST' });
		const dialogs = await create([...NEW_PLAYER, { press: 'Retry' }]);
		deepStrictEqual(dialogs.problems, []);
		match(dialogs.text, /overloaded \(503\), and nothing was done\. Retry waits 1 s first/);
		strictEqual(context.player('new_77').shown.condition, 'justCreated');
	});

	it('explains how to enable Media Pull when the project does not have it', async () => {
		const message = 'This project has not enabled Cloud Player product yet. Contact us to enable it.';
		context.sandbox.faults.next({ status: 403, message }, { method: 'POST' });
		const { text } = await create(NEW_PLAYER);
		match(
			text,
			/Media Pull is not enabled for this project \(403\)[\s\S]*Agora Console[\s\S]*Open Agora Console/,
		);
		doesNotMatch(text, /Ask its owner/);
	});

	it('shows the documented number of players and a contact when the limit is reached', async () => {
		const limit = { status: 429, message: 'Resources quota limit exceeded.' };
		context.sandbox.faults.next(limit, { method: 'POST' });
		match(
			(await create(NEW_PLAYER)).text,
			/as many cloud players as Agora allows it \(429\)[\s\S]*50 per project; newer ones 20[\s\S]*sales@agora\.io/,
		);
		context.sandbox.faults.next({ status: 429, message: 'no available resources' }, { method: 'POST' });
		match((await create(NEW_PLAYER)).text, /no resources for another cloud player[\s\S]*50 per project/);
	});

	describe('with the name of another player', () => {
		const duplicate = [
			{ pick: 'Watch Party' },
			{ pick: 'North America' },
			{ type: 'rtmp://live.example.com/live/again' },
			{ type: 'movie night' },
			{ type: '9' },
			{ type: 'movie-night' },
		] as const;
		const idsInSandbox = () =>
			context.sandbox.state.players.filter(({ name }) => name === 'movie-night').map(({ id }) => id);
		let existingId: string;
		beforeEach(() => {
			existingId = context.player('movie-night').player.id;
		});

		it('shows the existing player on request', async () => {
			const dialogs = await create([...duplicate, { press: 'Show It' }]);
			deepStrictEqual(dialogs.problems, []);
			deepStrictEqual(context.revealedIds, [existingId]);
		});

		it('deletes the existing player after a question and creates the new one', async () => {
			const dialogs = await create([
				...duplicate,
				{ press: 'Delete It and Retry…' },
				{ press: 'Delete and Create' },
			]);
			deepStrictEqual(dialogs.problems, []);
			const ids = idsInSandbox();
			strictEqual(ids.length, 1);
			ok(!ids.includes(existingId));
		});

		it('keeps the existing player when the question is declined', async () => {
			const dialogs = await create([...duplicate, { press: 'Delete It and Retry…' }]);
			deepStrictEqual(dialogs.problems, []);
			ok(dialogs.shown.some(({ modal, choices }) => modal && choices.includes('Delete and Create')));
			deepStrictEqual(idsInSandbox(), [existingId]);
		});

		it('creates the player with another name', async () => {
			const actions = [...duplicate, { press: 'Use Another Name…' }, { type: 'movie-night-2' }];
			deepStrictEqual((await create(actions)).problems, []);
			strictEqual(context.player('movie-night-2').shown.condition, 'justCreated');
		});
	});
});
