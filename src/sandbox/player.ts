export type SandboxRegion = 'na' | 'eu' | 'ap' | 'cn';

/** A cloud player as the sandbox keeps it. Its status is never kept: it follows from the clock (playback.ts). */
export interface SandboxPlayer {
	readonly id: string;
	readonly appId: string;
	readonly region: SandboxRegion;
	readonly name: string | undefined;
	readonly channelName: string;
	readonly uid: number | undefined;
	readonly account: string | undefined;
	streamUrl: string;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** Seconds, 5 to 600. */
	readonly idleTimeout: number;
	/** Times that a file is played; -1 plays it in a loop. */
	readonly repeatTime: number;
	/** 0 to 200. */
	volume: number;
	audioProfile: number | undefined;
	/** The largest `sequence` that an update has carried; -1 before the first. */
	sequence: number;
	/** A status word that the player keeps for ever, for seeds: such a player never changes and is never destroyed. */
	heldStatus: string | undefined;
	/** Whether List tells only its id, name and createTs. */
	partial: boolean;
	playback: Playback;
	/**
	 * Until when Agora moves the player from a failed server to another, in milliseconds since 1970 (docs/agora-api.md, Failover of players:
	 * differences between documents, the failover). Meanwhile List leaves it out, and Delete and Update answer 404.
	 */
	movesUntil: number;
}

export function isMoving({ movesUntil }: Pick<SandboxPlayer, 'movesUntil'>, now: number): boolean {
	return now < movesUntil;
}

export interface NewPlayer {
	readonly id?: string | undefined;
	readonly appId: string;
	readonly region?: SandboxRegion | undefined;
	readonly name?: string | undefined;
	readonly channelName?: string | undefined;
	/** 0 lets the server choose; without uid and account it chooses too. */
	readonly uid?: number | undefined;
	readonly account?: string | undefined;
	readonly streamUrl?: string | undefined;
	/** Milliseconds since 1970; now by default. */
	readonly createdAt?: number | undefined;
	/** Seconds; adjusted to 5 to 600; 300 by default. */
	readonly idleTimeout?: number | undefined;
	/** Unix time in seconds; 0 plays at once. */
	readonly playTs?: number | undefined;
	readonly repeatTime?: number | undefined;
	readonly seekPosition?: number | undefined;
	/** 0.5 to 2; 1 by default. */
	readonly tempo?: number | undefined;
	readonly volume?: number | undefined;
	readonly audioProfile?: number | undefined;
	readonly heldStatus?: string | undefined;
	readonly partial?: boolean | undefined;
}

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
 * does not play either. A paused one never gets there (docs/agora-api.md, Costs).
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

// What an update does to a player's playing (docs/agora-api.md, Media Pull: Update). Times in milliseconds.

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

/** What is behind a stream URL. Nothing is fetched: the URL alone tells. */
export type Source =
	| { readonly kind: 'live' }
	| { readonly kind: 'onDemand'; readonly seconds: number }
	| { readonly kind: 'unreachable' };

const DEFAULT_LENGTH_SECONDS = 600;

/**
 * - a host or path with `unreachable` or `missing` in it cannot be played;
 * - a path ending in `.mp4` or `.mkv` is a file of 600 seconds, or of N where it ends in `-Ns.mp4`;
 * - everything else is a live stream (or an image) without end.
 */
export function sourceOf(streamUrl: string): Source {
	const { hostname, pathname } = new URL(streamUrl);
	if (/unreachable|missing/i.test(hostname + pathname)) {
		return { kind: 'unreachable' };
	}
	const file = /(?:-(\d+)s)?\.(?:mp4|mkv)$/i.exec(pathname);
	if (file === null) {
		return { kind: 'live' };
	}
	return { kind: 'onDemand', seconds: file[1] === undefined ? DEFAULT_LENGTH_SECONDS : Number(file[1]) };
}
