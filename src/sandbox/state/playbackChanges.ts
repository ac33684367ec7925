import { playedAt } from './playback';
import type { SandboxPlayer } from './player';
import { sourceOf } from './source';

// What an update does to a player's playing (api-facts §3, Update). Times in milliseconds.

export function pause(player: SandboxPlayer, now: number): void {
	if (!player.playback.paused) {
		player.playback.anchor = { at: now, played: playedAt(player, now) };
		player.playback.paused = true;
	}
}

export function resume(player: SandboxPlayer, now: number): void {
	const { playback } = player;
	if (playback.paused) {
		playback.anchor = { at: Math.max(now, playback.playsFrom), played: playback.anchor.played };
		playback.waitsFrom = now;
		playback.paused = false;
	}
}

/** Goes to `seconds` within the round being played, or within the last one where all have ended. */
export function seek(player: SandboxPlayer, seconds: number, now: number): void {
	const source = sourceOf(player.streamUrl);
	if (source.kind === 'onDemand') {
		const rounds = Math.floor(playedAt(player, now) / source.seconds);
		const round = player.repeatTime > 0 ? Math.min(rounds, player.repeatTime - 1) : rounds;
		const at = Math.max(now, player.playback.playsFrom);
		player.playback.anchor = { at, played: round * source.seconds + seconds };
	}
}

export function switchSource(player: SandboxPlayer, streamUrl: string, connectMs: number, now: number): void {
	const { playback } = player;
	player.streamUrl = streamUrl;
	playback.waitsFrom = now;
	playback.connectsFrom = now;
	playback.playsFrom = now + connectMs;
	playback.anchor = { at: playback.playsFrom, played: 0 };
}

export function setTempo(player: SandboxPlayer, tempo: number, now: number): void {
	const { playback } = player;
	playback.anchor = { at: Math.max(now, playback.anchor.at), played: playedAt(player, now) };
	playback.tempo = tempo;
}
