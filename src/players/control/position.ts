import type { PlayerRequest } from '../../agora/mediaPull/playerRequest';
import type { PlayedFrom } from '../definitions/storedRequests';
import { type ShownPlayer, type StateHistory, stateHistory } from '../store/playerConditions';

/**
 * Reads a position in an on-demand stream, in seconds: `90`, `1:30`, `1:02:03`, with a fraction in the last part.
 * Undefined for anything else; minutes and seconds of a longer form go to 59.
 */
export function readPosition(typed: string): number | undefined {
	const match = /^(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d+)?)$/.exec(typed.trim());
	if (!match) {
		return undefined;
	}
	const [, hours, minutes, seconds] = match;
	const inMinute = minutes === undefined || Number(seconds) < 60;
	return inMinute ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds) : undefined;
}

/** Formats a position as `1:02:03`, without fractions. */
export function positionText(seconds: number): string {
	const whole = Math.floor(seconds);
	const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const [hours = 0, ...rest] = parts;
	const shown = hours > 0 ? [hours, ...rest] : rest;
	return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/**
 * Estimates the position of an on-demand stream: its start, and the time it was seen running since then, without pauses and waits.
 * Players are read every few seconds only.
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

/**
 * Files, which can start in the middle (Create API, seekPosition). Not `.flv`, which over HTTP is nearly always a live stream.
 */
const FILES = /\.(?:mp4|mkv|mov|m4v|webm|ts|mp3|m4a|aac|wav|ogg)$/i;

/** `now` by the monotonic clock, as the state history, and `serverNow` by Agora's clock, as the player's creation. */
interface Times {
	readonly now: number;
	readonly serverNow: number;
}

/** Where a player started, and how fast it plays. */
interface Beginning {
	/** Its last known position; that of its definition at its creation by default. */
	readonly playedFrom?: PlayedFrom | undefined;
	/** The position in its definition, in seconds. */
	readonly seekPosition?: number | undefined;
	readonly tempo?: number | undefined;
}

/**
 * The position, in whole seconds, at which a restarted player continues. Undefined for a live stream, and for a file that repeats,
 * since its length is not known.
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

/** Estimates the position of a player in its file, in seconds. */
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
	// The first known state applies to the time before it, too.
	const history = states.map((state, index) => ({
		...state,
		at: index === 0 ? began : Math.max(state.at, began),
	}));
	return playedPosition(history, from.seconds, now, tempo);
}

/** Not recordings: FLV over HTTP, which is nearly always a live stream, and pictures. */
const NOT_RECORDED = /\.(?:flv|jpe?g|png)$/i;

/**
 * Whether a source may be on demand, so that its speed can change. No response says so: an HLS playlist may be either, and List may
 * omit the address.
 */
export function mayBeOnDemand(streamUrl: string | undefined): boolean {
	if (streamUrl === undefined || !URL.canParse(streamUrl)) {
		return true;
	}
	const { protocol, pathname } = new URL(streamUrl);
	return protocol.startsWith('http') && !NOT_RECORDED.test(pathname);
}
