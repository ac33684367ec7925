import type { PlayerRequest } from '../../agora/mediaPull/playerRequest';
import type { PlayedFrom } from '../definition/memory/rememberedRequest';
import { type ShownPlayer, stateHistory } from '../watch/shownPlayer';
import { playedPosition } from './playedPosition';

/**
 * What Agora plays from a file, and so can begin in the middle (Create API, seekPosition). Not `.flv`, which over HTTP is
 * nearly always a live stream.
 */
const FILES = /\.(?:mp4|mkv|mov|m4v|webm|ts|mp3|m4a|aac|wav|ogg)$/i;

/** `now` by the monotonic clock, as all that was seen, and `serverNow` by Agora's, as the player's creation. */
interface Times {
	readonly now: number;
	readonly serverNow: number;
}

/** How a player began, and how fast it plays. */
interface Beginning {
	/** Where it was put since; where its definition says, from its creation on, by default. */
	readonly playedFrom?: PlayedFrom | undefined;
	/** What its definition says, in seconds. */
	readonly seekPosition?: number | undefined;
	readonly tempo?: number | undefined;
}

/**
 * Where a player that is made anew should begin, so that it goes on where it was: whole seconds. Undefined for a live stream, and
 * for one that plays more than once, since how long a file is nobody tells.
 */
export function resumePosition(
	{ streamUrl, repeatTime = 1, seekPosition, tempo }: PlayerRequest,
	shown: ShownPlayer,
	times: Times,
	playedFrom?: PlayedFrom,
): number | undefined {
	if (repeatTime !== 1 || !URL.canParse(streamUrl) || !FILES.test(new URL(streamUrl).pathname)) {
		return undefined;
	}
	return Math.floor(positionNow({ playedFrom, seekPosition, tempo }, shown, times));
}

/** Where in its file a player should be by now, in seconds. */
export function positionNow(
	{ playedFrom, seekPosition = 0, tempo = 1 }: Beginning,
	shown: ShownPlayer,
	{ now, serverNow }: Times,
): number {
	const from = playedFrom ?? { seconds: seekPosition, at: shown.player.createdAt?.getTime() };
	const states = stateHistory(shown);
	if (from.at === undefined) {
		return playedPosition(states, from.seconds, now, tempo);
	}
	const began = now - (serverNow - from.at);
	// It was in the first state that was seen before that too.
	const history = states.map((state, index) => ({
		...state,
		at: index === 0 ? began : Math.max(state.at, began),
	}));
	return playedPosition(history, from.seconds, now, tempo);
}
