import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { type Grouping, groupPlayers, listedProjects } from '../../src/players/tree/grouping';
import { PlayerGroupNode } from '../../src/players/tree/playerNodes';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { describeCommand, PLAYERS_PATH } from './describeCommand';
import { DialogDriver } from './dialogDriver';

/** The row of the group of a player. */
function groupOf(
	{ deps: { projects, store, filter } }: PlayerContext,
	by: Grouping,
	name: string,
): PlayerGroupNode {
	const group = groupPlayers(listedProjects(projects, store), by, filter.matches).find(({ players }) =>
		players.some(({ shown }) => shown.player.name === name),
	);
	return new PlayerGroupNode(group ?? fail(`no group of ${name}`));
}

function fail(why: string): never {
	throw new Error(why);
}

function deleteGroup(context: PlayerContext, by: Grouping, name: string): Promise<void> {
	return playerCommands['agora.players.deleteGroup'](
		context.deps,
		context.session,
		groupOf(context, by, name),
		undefined,
	);
}

function names({ sandbox }: PlayerContext): (string | undefined)[] {
	return sandbox.state.players.map(({ name }) => name);
}

describe('the groups of players', () => {
	describeCommand(openPlayerContext, {
		title: 'agora.players.deleteGroup on a project',
		run: (context) => deleteGroup(context, 'project', 'stage-camera'),
		actions: [{ press: 'Delete 2 Players' }, { type: 'Town Hall Broadcast' }],
		writes: [`DELETE /na${PLAYERS_PATH}/{id}`, `DELETE /na${PLAYERS_PATH}/{id}`],
		destructive: true,
		after: (context) => ok(!names(context).includes('opening-clip')),
	});

	describeCommand(openPlayerContext, {
		title: 'agora.players.deleteGroup on a channel',
		run: (context) => deleteGroup(context, 'channel', 'class32_101'),
		actions: [{ press: 'Delete 2 Players' }],
		// Two players in an unknown region: the region of the first is tried first for the second.
		writes: ['na', 'eu', 'eu'].map((region) => `DELETE /${region}${PLAYERS_PATH}/{id}`),
		destructive: true,
		after: (context, dialogs) => {
			match(dialogs.text, /Delete all 2 cloud players of “class32”/);
			ok(names(context).includes('class68_422'));
		},
	});

	describeCommand(openPlayerContext, {
		title: 'agora.players.deleteGroup from the palette',
		run: (context) =>
			playerCommands['agora.players.deleteGroup'](context.deps, context.session, undefined, undefined),
		actions: [
			{ pick: 'Town Hall Broadcast' },
			{ press: 'Delete 2 Players' },
			{ type: 'Town Hall Broadcast' },
		],
		writes: [`DELETE /na${PLAYERS_PATH}/{id}`, `DELETE /na${PLAYERS_PATH}/{id}`],
		destructive: true,
		after: (context) => ok(!names(context).includes('opening-clip')),
	});

	describe('in the tree', () => {
		let context: PlayerContext;
		beforeEach(async () => {
			context = await openPlayerContext();
		});
		afterEach(async () => {
			await workspace
				.getConfiguration('agora')
				.update('players.groupBy', undefined, ConfigurationTarget.Global);
			await context.close();
		});

		it('delete only the players that the filter shows, and name the filter in the question', async () => {
			const before = names(context);
			context.deps.filter.set('class32', context.session);
			const dialogs = await DialogDriver.run([{ press: 'Delete 2 Players' }], () =>
				deleteGroup(context, 'status', 'class32_101'),
			);
			match(dialogs.text, /“Running · Channel: class32”/);
			deepStrictEqual(
				names(context),
				before.filter((name) => name !== 'class32_101' && name !== 'class32_teacher101'),
			);
		});

		it('follow the filter as the user types, and keep the previous filter when the input is dismissed', async () => {
			const filter = () =>
				playerCommands['agora.players.filter'](context.deps, context.session, undefined, undefined);
			const dialogs = await DialogDriver.run([{ type: 'class32' }], filter);
			deepStrictEqual(dialogs.problems, []);
			strictEqual(context.deps.filter.text, 'class32');
			const dismissed = await DialogDriver.run([], filter);
			deepStrictEqual(dismissed.shown[0]?.details, ['class32']);
			strictEqual(context.deps.filter.text, 'class32');
			await playerCommands['agora.players.clearFilter'](context.deps, context.session, undefined, undefined);
			strictEqual(context.deps.filter.text, '');
		});

		it('are the project itself for the commands about projects, but only if they are a whole project', () => {
			const { choice } = context.deps;
			const project = choice.fromArgument(groupOf(context, 'project', 'stage-camera'));
			strictEqual(project?.name, 'Town Hall Broadcast');
			strictEqual(choice.fromArgument(groupOf(context, 'channel', 'stage-camera')), undefined);
		});

		it('are chosen in a list that starts with the current grouping, and stored as a setting', async () => {
			const group = () =>
				playerCommands['agora.players.group'](context.deps, context.session, undefined, undefined);
			const setting = () => workspace.getConfiguration('agora').get('players.groupBy');
			const dismissed = await DialogDriver.run([], group);
			match(dismissed.shown[0]?.choices[0] ?? '', /Project/);
			strictEqual(setting(), 'project');
			await DialogDriver.run([{ pick: '$(pulse) Status' }], group);
			strictEqual(setting(), 'status');
			const dialogs = await DialogDriver.run([], group);
			match(dialogs.shown[0]?.choices[0] ?? '', /Status/);
		});

		it('reveal the player that the user picks', async () => {
			const { id } = context.player('movie-night').player;
			await DialogDriver.run([{ pick: 'movie-night' }], () =>
				playerCommands['agora.player.show'](context.deps, context.session, undefined, undefined),
			);
			deepStrictEqual(context.revealedIds, [id]);
		});
	});
});
