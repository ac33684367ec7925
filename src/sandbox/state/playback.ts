import type { SandboxPlayer } from './player';
import { sourceOf } from './source';

/** When a player plays, as times in milliseconds from which its status at any moment can be computed. */
export interface Playback {
	/** Since when it has been waiting for `connectsFrom`. */
	waitsFrom: number;
	connectsFrom: number;
	/** When connecting ends, well or not. */
	playsFrom: number;
	/** Media seconds `played` by the time `at`; it goes on from there at `tempo` unless paused. */
	anchor: { readonly at: number; readonly played: number };
	tempo: number;
	paused: boolean;
}

type Player = Pick<SandboxPlayer, 'streamUrl' | 'repeatTime' | 'idleTimeout' | 'heldStatus' | 'playback'>;

export interface PlaybackStart {
	readonly createdAt: number;
	readonly playTs: number;
	readonly seekPosition: number;
	readonly connectMs: number;
	readonly tempo: number;
}

/** How playing begins (Media Pull REST API, Create API, playTs and seekPosition). */
export function startPlayback({
	createdAt,
	playTs,
	seekPosition,
	connectMs,
	tempo,
}: PlaybackStart): Playback {
	const playAt = playTs === 0 ? createdAt : playTs * 1000;
	const connectsFrom = Math.max(createdAt, playAt);
	const playsFrom = connectsFrom + connectMs;
	const missedSeconds = Math.floor((createdAt - Math.min(createdAt, playAt)) / 1000);
	return {
		waitsFrom: createdAt,
		connectsFrom,
		playsFrom,
		anchor: { at: playsFrom, played: seekPosition + missedSeconds },
		tempo,
		paused: false,
	};
}

/** Media seconds played by `now`, counted from the beginning of the first round. */
export function playedAt({ playback }: Player, now: number): number {
	const { anchor, tempo, paused } = playback;
	return paused ? anchor.played : anchor.played + (Math.max(0, now - anchor.at) / 1000) * tempo;
}

/** The status word at `now`, one of the documented four unless the player holds another. */
export function statusAt(player: Player, now: number): string {
	const { connectsFrom, playsFrom } = player.playback;
	if (player.heldStatus !== undefined) {
		return player.heldStatus;
	}
	if (now < connectsFrom) {
		return 'idle';
	}
	if (now < playsFrom) {
		return 'connecting';
	}
	if (sourceOf(player.streamUrl).kind === 'unreachable') {
		return 'failed';
	}
	// There is no word for a paused player: it is not idle, since idleTimeout does not reach it.
	return playedAt(player, now) < mediaSeconds(player) ? 'running' : 'idle';
}

/**
 * When the player is destroyed for not playing longer than `idleTimeout`; Infinity where it is not. A failed player
 * does not play either. A paused one never gets there (api-facts §3, Money).
 */
export function destroyedAt(player: Player): number {
	const { playback, idleTimeout } = player;
	if (player.heldStatus !== undefined || playback.paused) {
		return Infinity;
	}
	if (playback.connectsFrom - playback.waitsFrom > idleTimeout * 1000) {
		return playback.waitsFrom + idleTimeout * 1000;
	}
	if (sourceOf(player.streamUrl).kind === 'unreachable') {
		return playback.playsFrom + idleTimeout * 1000;
	}
	const { anchor, tempo } = playback;
	const endsAt = anchor.at + (Math.max(0, mediaSeconds(player) - anchor.played) / tempo) * 1000;
	return endsAt + idleTimeout * 1000;
}

function mediaSeconds({ streamUrl, repeatTime }: Player): number {
	const source = sourceOf(streamUrl);
	return source.kind === 'onDemand' && repeatTime > 0 ? source.seconds * repeatTime : Infinity;
}
