import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { playerCommands } from '../../src/players/commands/playerCommands';
import { type Grouping, groupPlayers, listedProjects } from '../../src/players/tree/grouping';
import { PlayerGroupNode } from '../../src/players/tree/playerNodes';
import { describeCommand } from './describeCommand';
import { DialogDriver } from './person';
import { openTestPlayers, type TestPlayers } from './room/playerRoom';

const PLAYERS = '/v1/projects/{appId}/cloud-player/players';

/** The row of the group that a player is in. */
function groupOf(
	{ parts: { projects, store, filter } }: TestPlayers,
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

function deleteGroup(room: TestPlayers, by: Grouping, name: string): Promise<void> {
	return playerCommands['agora.player.delete'](room.parts, room.session, groupOf(room, by, name), undefined);
}

function names({ sandbox }: TestPlayers): (string | undefined)[] {
	return sandbox.state.players.map(({ name }) => name);
}

describe('groups of players', () => {
	describeCommand(openTestPlayers, {
		title: 'agora.player.delete on a project',
		run: (room) => deleteGroup(room, 'project', 'stage-camera'),
		moves: [{ press: 'Delete All Players' }, { type: 'Town Hall Broadcast' }],
		writes: [`DELETE /na${PLAYERS}/{id}`, `DELETE /na${PLAYERS}/{id}`],
		destructive: true,
		after: (room) => ok(!names(room).includes('opening-clip')),
	});

	describeCommand(openTestPlayers, {
		title: 'agora.player.delete on a channel',
		run: (room) => deleteGroup(room, 'channel', 'class32_101'),
		moves: [{ press: 'Delete All Players' }],
		// Two players of an unknown region, of which the second is looked for where the first was.
		writes: ['na', 'eu', 'eu'].map((region) => `DELETE /${region}${PLAYERS}/{id}`),
		destructive: true,
		after: (room, person) => {
			match(person.text, /Delete all 2 cloud players of “class32”/);
			ok(names(room).includes('class68_422'));
		},
	});

	describe('with a room', () => {
		let room: TestPlayers;
		beforeEach(async () => {
			room = await openTestPlayers();
		});
		afterEach(async () => {
			await workspace
				.getConfiguration('agora')
				.update('players.groupBy', undefined, ConfigurationTarget.Global);
			await room.close();
		});

		it('deletes of a status what the filter shows, and says so', async () => {
			const before = names(room);
			room.parts.filter.set('class32', room.session);
			const person = await DialogDriver.at([{ press: 'Delete All Players' }], () =>
				deleteGroup(room, 'status', 'class32_101'),
			);
			match(person.text, /“running · Channel: class32”/);
			deepStrictEqual(
				names(room),
				before.filter((name) => name !== 'class32_101' && name !== 'class32_teacher101'),
			);
		});

		it('filters while somebody types, and brings back what was before when it is left', async () => {
			const filter = () =>
				playerCommands['agora.players.filter'](room.parts, room.session, undefined, undefined);
			const person = await DialogDriver.at([{ type: 'class32' }], filter);
			deepStrictEqual(person.troubles, []);
			strictEqual(room.parts.filter.text, 'class32');
			await DialogDriver.at([], filter);
			strictEqual(room.parts.filter.text, 'class32');
			await playerCommands['agora.players.clearFilter'](room.parts, room.session, undefined, undefined);
			strictEqual(room.parts.filter.text, '');
		});

		it('asks what to group by, the current one first, and keeps it as a setting', async () => {
			const group = () =>
				playerCommands['agora.players.group'](room.parts, room.session, undefined, undefined);
			const setting = () => workspace.getConfiguration('agora').get('players.groupBy');
			await DialogDriver.at([], group);
			strictEqual(setting(), 'project');
			await DialogDriver.at([{ pick: '$(pulse) Status' }], group);
			strictEqual(setting(), 'status');
			const person = await DialogDriver.at([], group);
			match(person.seen[0]?.choices[0] ?? '', /Status/);
		});

		it('shows the details of a player that is asked for', async () => {
			const { id } = room.player('movie-night').player;
			await DialogDriver.at([{ pick: 'movie-night' }], () =>
				playerCommands['agora.player.show'](room.parts, room.session, undefined, undefined),
			);
			deepStrictEqual(room.shown, [id]);
		});
	});
});
