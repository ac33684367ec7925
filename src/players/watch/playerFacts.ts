import type { Player } from '../../agora/mediaPull/playerSchema';

/**
 * What is known of a player after List told of it again: what it told, and where it told less than before, as it may
 * (Media Pull REST API, Considerations), what was known. Only a status that is not told is not known. The player as it
 * was, if nothing is new.
 */
export function newestFacts(known: Player, told: Player): Player {
	const newest: Player = {
		id: told.id,
		name: told.name ?? known.name,
		channelName: told.channelName ?? known.channelName,
		uid: told.uid ?? known.uid,
		account: told.account ?? known.account,
		streamUrl: told.streamUrl ?? known.streamUrl,
		createdAt: told.createdAt ?? known.createdAt,
		status: told.status,
	};
	return isSame(known, newest) ? known : newest;
}

function isSame(a: Player, b: Player): boolean {
	return (
		a.status === b.status &&
		a.name === b.name &&
		a.channelName === b.channelName &&
		a.uid === b.uid &&
		a.account === b.account &&
		a.streamUrl === b.streamUrl &&
		a.createdAt?.getTime() === b.createdAt?.getTime()
	);
}
