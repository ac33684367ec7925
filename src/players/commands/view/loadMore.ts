import type { PlayerCommand } from '../playerCommand';

/** Called on by the last row of a long group. */
export const loadMorePlayers: PlayerCommand = async ({ showMore }, _session, argument) => {
	if (typeof argument === 'string') {
		await showMore(argument);
	}
};
