import { deepStrictEqual, doesNotMatch, match } from 'node:assert/strict';
import type { FailedPlayer } from '../../src/players/failedPlayers';
import { notifyFailedPlayers } from '../../src/players/failedPlayersMessages';
import { openPlayerContext, type PlayerContext } from './context/playerContext';
import { DialogDriver } from './dialogDriver';

describe('the message about failed players', () => {
	let context: PlayerContext;
	let restarted: string[];
	beforeEach(async () => {
		context = await openPlayerContext();
		restarted = [];
	});
	afterEach(() => context.close());

	/** Presses Restart in a message. `projectName` is undefined when the account is signed out. */
	const pressRestart = (names: readonly string[], projectName: string | undefined) => {
		const failedPlayers = names.map((name, at): FailedPlayer => {
			const { appId, player, shown } = context.player(name);
			return { appId, id: player.id, label: name, shown, how: at === 0 ? 'failed' : 'gone', at: 0 };
		});
		return DialogDriver.run([{ press: 'Restart…' }], () =>
			notifyFailedPlayers(failedPlayers, {
				restart: async (players) => {
					restarted = players.map(({ label }) => label);
				},
				show: async () => {},
				projectName: () => projectName,
			}),
		);
	};

	it('counts the players of each kind and restarts all of them', async () => {
		const dialogs = await pressRestart(['movie-night', 'trailers'], 'Watch Party');
		match(dialogs.text, /^2 cloud players were lost: 1 failed, 1 gone \(movie-night, trailers\)\./);
		deepStrictEqual(restarted, ['movie-night', 'trailers']);
	});

	it('names the player and its project', async () => {
		const dialogs = await pressRestart(['movie-night'], 'Watch Party');
		match(dialogs.text, /“movie-night” of project “Watch Party” failed/);
		doesNotMatch(dialogs.text, /not signed in/);
	});

	it('restarts nothing when the account is no longer signed in', async () => {
		const dialogs = await pressRestart(['movie-night'], undefined);
		deepStrictEqual(restarted, []);
		match(dialogs.text, /not signed in to the account/);
	});
});
