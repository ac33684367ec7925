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

	/** Presses Restart in a message. */
	const pressRestart = (names: readonly string[], isSignedIn = true) => {
		const failedPlayers = names.map((name, at): FailedPlayer => {
			const { appId, player, shown } = context.player(name);
			return { appId, id: player.id, label: name, shown, outcome: at === 0 ? 'failed' : 'gone', at: 0 };
		});
		return DialogDriver.run([{ press: 'Restart…' }], () =>
			notifyFailedPlayers(failedPlayers, {
				projects: { projects: isSignedIn ? context.deps.projects.projects : [] },
				view: context.deps.view,
				restart: async (targets) => {
					restarted = targets.map(({ player }) => player.name ?? player.id);
				},
			}),
		);
	};

	it('counts the players of each kind and restarts all of them', async () => {
		const dialogs = await pressRestart(['movie-night', 'trailers']);
		match(dialogs.text, /^2 cloud players stopped: 1 failed, 1 gone \(movie-night, trailers\)\./);
		deepStrictEqual(restarted, ['movie-night', 'trailers']);
	});

	it('names the player and its project', async () => {
		const dialogs = await pressRestart(['movie-night']);
		match(dialogs.text, /“movie-night” of project “Watch Party” failed/);
		doesNotMatch(dialogs.text, /not signed in/);
	});

	it('says why Agora destroyed a player', async () => {
		const { appId, player, shown } = context.player('movie-night');
		const gone = { ...shown, condition: 'gone' as const, destroyReason: 'Stream Stopped' };
		const failed: FailedPlayer = {
			...{ appId, id: player.id, label: 'movie-night' },
			...{ shown: gone, outcome: 'gone', at: 0 },
		};
		const { projects, view } = context.deps;
		const dialogs = await DialogDriver.run([], () =>
			notifyFailedPlayers([failed], { projects, view, restart: async () => {} }),
		);
		match(dialogs.text, /“movie-night” of project “Watch Party” was destroyed: the stream has ended\./);
	});

	it('restarts nothing when the account is no longer signed in', async () => {
		const dialogs = await pressRestart(['movie-night'], false);
		deepStrictEqual(restarted, []);
		match(dialogs.text, /no longer signed in to the account/);
	});
});
