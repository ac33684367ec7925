import type { PlayerRequest } from '../../agora/mediaPull/playerRequest';
import { type ShownPlayer, stateHistory } from '../watch/shownPlayer';
import { playedPosition } from './playedPosition';

/**
 * What Agora plays from a file, and so can begin in the middle (Create API, seekPosition). Not `.flv`, which over HTTP is
 * nearly always a live stream.
 */
const FILES = /\.(?:mp4|mkv|mov|m4v|webm|ts|mp3|m4a|aac|wav|ogg)$/i;

/**
 * Where a player that is made anew should begin, so that it goes on where it was: whole seconds. Undefined for a live stream, and
 * for one that plays more than once, since how long a file is nobody tells.
 *
 * @param times `now` by the monotonic clock, as all that was seen, and `serverNow` by Agora's, as the player's creation.
 */
export function resumePosition(
	{ streamUrl, repeatTime = 1, seekPosition = 0 }: PlayerRequest,
	shown: ShownPlayer,
	{ now, serverNow }: { readonly now: number; readonly serverNow: number },
): number | undefined {
	if (repeatTime !== 1 || !URL.canParse(streamUrl) || !FILES.test(new URL(streamUrl).pathname)) {
		return undefined;
	}
	const [first, ...rest] = stateHistory(shown);
	// It ran before it was first seen.
	const created = shown.player.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
	const began = now - (serverNow - created);
	const history = first ? [{ ...first, at: Math.min(first.at, began) }, ...rest] : rest;
	return Math.floor(playedPosition(history, seekPosition, now));
}
