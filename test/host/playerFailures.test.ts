import { deepStrictEqual, doesNotMatch, match } from 'node:assert/strict';
import type { FailedPlayer } from '../../src/players/failedPlayers';
import { notifyFailedPlayers } from '../../src/players/failedPlayersMessages';
import { DialogDriver } from './person';
import { openTestPlayers, type TestPlayers } from './room/playerRoom';

describe('the message about players that were lost', () => {
	let room: TestPlayers;
	let restarted: string[];
	beforeEach(async () => {
		room = await openTestPlayers();
		restarted = [];
	});
	afterEach(() => room.close());

	/** Presses Restart in a message about players, of projects that have a name as long as the account is there. */
	const pressRestart = (names: readonly string[], projectName: string | undefined) => {
		const lost = names.map((name, at): FailedPlayer => {
			const { appId, player, shown } = room.player(name);
			return { appId, id: player.id, label: name, shown, how: at === 0 ? 'failed' : 'gone', at: 0 };
		});
		return DialogDriver.at([{ press: 'Restart…' }], () =>
			notifyFailedPlayers(lost, {
				restart: async (players) => {
					restarted = players.map(({ label }) => label);
				},
				show: async () => {},
				projectName: () => projectName,
			}),
		);
	};

	it('restarts all of them, and counts each kind', async () => {
		const person = await pressRestart(['movie-night', 'trailers'], 'Watch Party');
		match(person.text, /^2 cloud players were lost: 1 failed, 1 gone \(movie-night, trailers\)\./);
		deepStrictEqual(restarted, ['movie-night', 'trailers']);
	});

	it('names what failed and in which project', async () => {
		const person = await pressRestart(['movie-night'], 'Watch Party');
		match(person.text, /“movie-night” of project “Watch Party” failed/);
		doesNotMatch(person.text, /not signed in/);
	});

	it('restarts nothing of an account that was left meanwhile', async () => {
		const person = await pressRestart(['movie-night'], undefined);
		deepStrictEqual(restarted, []);
		match(person.text, /not signed in to the account/);
	});
});
