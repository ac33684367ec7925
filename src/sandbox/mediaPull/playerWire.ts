import type { Behaviour } from '../behaviour';
import { statusAt } from '../state/playback';
import type { SandboxPlayer } from '../state/player';

type WirePlayer = Readonly<Record<string, unknown>>;

/** The field mask of a reply: which fields its players have, in the order in which they are printed. */
export function fieldMask(players: readonly WirePlayer[]): string {
	const order = [
		'name',
		'streamUrl',
		'channelName',
		'uid',
		'account',
		'id',
		'createTs',
		'CreateTs',
		'status',
	];
	return order
		.filter((field) => players.some((player) => field in player))
		.map((field) => `player.${field}`)
		.join(',');
}

/** A player as Create prints it (Media Pull REST API, Create API, Response body). */
export function createdPlayer(player: SandboxPlayer, now: number): WirePlayer {
	return {
		...user(player),
		id: player.id,
		createTs: createTs(player),
		status: statusAt(player, now),
	};
}

/** A player as List prints it, whole or in part (Media Pull REST API, List API and Considerations). */
export function listedPlayer(
	player: SandboxPlayer,
	listItems: Behaviour['listItems'],
	now: number,
): WirePlayer {
	const name = player.name ?? null;
	if (player.partial || listItems !== 'whole') {
		const created = listItems === 'partialCreateTs' ? 'CreateTs' : 'createTs';
		return { name, id: player.id, [created]: createTs(player) };
	}
	return {
		name,
		streamUrl: player.streamUrl,
		channelName: player.channelName,
		...createdPlayer(player, now),
	};
}

function user({ uid, account }: SandboxPlayer): WirePlayer {
	return account === undefined ? { uid } : { account };
}

function createTs({ createdAt }: SandboxPlayer): number {
	return Math.floor(createdAt / 1000);
}
