import type { StateHistory } from '../watch/shownPlayer';

/**
 * Where an on-demand stream should be by now: where it started, and the time it was seen running since, pauses and waits
 * left out. An estimate, since players are looked at every few seconds only.
 *
 * @param startedAtSeconds position in the stream that it started from.
 * @param now by the monotonic clock, as the times of the history.
 * @param tempo how many seconds of the stream it plays in one.
 * @returns seconds from the start of the stream.
 */
export function playedPosition(
	history: StateHistory,
	startedAtSeconds: number,
	now: number,
	tempo = 1,
): number {
	let seconds = startedAtSeconds;
	for (const [at, { condition, at: since }] of history.entries()) {
		const until = history[at + 1]?.at ?? now;
		if (condition === 'running') {
			seconds += (Math.max(0, until - since) / 1000) * tempo;
		}
	}
	return seconds;
}
