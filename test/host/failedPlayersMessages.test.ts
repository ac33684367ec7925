import { deepStrictEqual, doesNotMatch, match } from 'node:assert/strict';
import type { FailedPlayer } from '../../src/players/failedPlayers';
import { notifyFailedPlayers } from '../../src/players/failedPlayersMessages';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { DialogDriver } from './dialogDriver';

describe('the message about players that were lost', () => {
	let context: PlayerContext;
	let restarted: string[];
	beforeEach(async () => {
		context = await openPlayerContext();
		restarted = [];
	});
	afterEach(() => context.close());

	/** Presses Restart in a message about players, of projects that have a name as long as the account is there. */
	const pressRestart = (names: readonly string[], projectName: string | undefined) => {
		const lost = names.map((name, at): FailedPlayer => {
			const { appId, player, shown } = context.player(name);
			return { appId, id: player.id, label: name, shown, how: at === 0 ? 'failed' : 'gone', at: 0 };
		});
		return DialogDriver.run([{ press: 'Restart…' }], () =>
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
		const dialogs = await pressRestart(['movie-night', 'trailers'], 'Watch Party');
		match(dialogs.text, /^2 cloud players were lost: 1 failed, 1 gone \(movie-night, trailers\)\./);
		deepStrictEqual(restarted, ['movie-night', 'trailers']);
	});

	it('names what failed and in which project', async () => {
		const dialogs = await pressRestart(['movie-night'], 'Watch Party');
		match(dialogs.text, /“movie-night” of project “Watch Party” failed/);
		doesNotMatch(dialogs.text, /not signed in/);
	});

	it('restarts nothing of an account that was left meanwhile', async () => {
		const dialogs = await pressRestart(['movie-night'], undefined);
		deepStrictEqual(restarted, []);
		match(dialogs.text, /not signed in to the account/);
	});
});
