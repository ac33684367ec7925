export type SandboxRegion = 'na' | 'eu' | 'ap' | 'cn';

/** A cloud player of the sandbox. Its status is not stored: `statusAt` computes it from the time. */
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
	/** How often a file is played; -1 for a loop. */
	readonly repeatTime: number;
	/** 0 to 200. */
	volume: number;
	audioProfile: number | undefined;
	/** The largest `sequence` of an update; -1 before the first update. */
	sequence: number;
	/** A constant status word, for the demo: such a player never changes and is never destroyed. */
	heldStatus: string | undefined;
	/** Whether List returns its id, name and createTs only. */
	partial: boolean;
	/** The RTC token of its request; in the notification of its creation. */
	readonly token: string | undefined;
	/** Why it was removed; undefined while it exists, and if it was destroyed by the time. */
	removedFor: DestroyReason | undefined;
	playback: Playback;
	/**
	 * When the move from a failed server to another ends, in milliseconds since 1970 (docs/agora-api.md, Failover of players).
	 * Until then List omits the player, and Delete and Update respond with 404.
	 */
	movesUntil: number;
}

/** Why a player is gone (docs/agora-api.md, Notifications). */
export type DestroyReason = 'Delete Request' | 'Internal Error' | 'Idle Timeout' | 'Stream Stopped';

export function isMoving({ movesUntil }: Pick<SandboxPlayer, 'movesUntil'>, now: number): boolean {
	return now < movesUntil;
}

export interface NewPlayer {
	readonly id?: string | undefined;
	readonly appId: string;
	readonly region?: SandboxRegion | undefined;
	readonly name?: string | undefined;
	readonly channelName?: string | undefined;
	/** 0 lets the server assign one, as does a player without uid and account. */
	readonly uid?: number | undefined;
	readonly account?: string | undefined;
	readonly streamUrl?: string | undefined;
	/** Milliseconds since 1970; now by default. */
	readonly createdAt?: number | undefined;
	/** Seconds, limited to 5 to 600; 300 by default. */
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
	readonly token?: string | undefined;
}

/** The times in milliseconds from which a player's status at any moment follows. */
interface Playback {
	/** When it began to wait for `connectsFrom`. */
	waitsFrom: number;
	connectsFrom: number;
	/** When connecting ends, successfully or not. */
	playsFrom: number;
	/** Media seconds `played` at the time `at`; they increase from then on by `tempo` unless paused. */
	anchor: { readonly at: number; readonly played: number };
	tempo: number;
	paused: boolean;
	/** When it joins its channel; Infinity if it cannot play. It stays while it is paused and when the media has ended. */
	joinsAt: number;
}

/** How long after it begins to play a player is in its channel, in milliseconds. */
const JOIN_MS = 1000;

interface PlaybackStart {
	readonly streamUrl: string;
	readonly createdAt: number;
	readonly playTs: number;
	readonly seekPosition: number;
	readonly connectMs: number;
	readonly tempo: number;
}

/** The playback of a new player (Media Pull REST API, Create API, playTs and seekPosition). */
export function startPlayback(start: PlaybackStart): Playback {
	const { streamUrl, createdAt, playTs, seekPosition, connectMs, tempo } = start;
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
		joinsAt: joinTime(streamUrl, playsFrom),
	};
}

function joinTime(streamUrl: string, playsFrom: number): number {
	return sourceOf(streamUrl).kind === 'unreachable' ? Infinity : playsFrom + JOIN_MS;
}

/** Constant statuses of players that are in their channel. */
const HELD_IN_CHANNEL: readonly (string | undefined)[] = [undefined, 'running', 'idle'];

/**
 * When the player joined its channel, in milliseconds since 1970; undefined while it is not there: before it plays, when it has
 * failed or was destroyed, and while it moves to another server.
 */
export function joinedChannelAt(player: SandboxPlayer, now: number): number | undefined {
	const { playback, heldStatus, movesUntil } = player;
	const isThere =
		now >= playback.joinsAt &&
		now <= destroyedAt(player) &&
		HELD_IN_CHANNEL.includes(heldStatus) &&
		statusAt(player, now) !== 'failed' &&
		!isMoving(player, now);
	return isThere ? Math.max(playback.joinsAt, movesUntil) : undefined;
}

/** Media seconds played until `now`, counted from the start of the first round. */
function playedAt({ playback }: SandboxPlayer, now: number): number {
	const { anchor, tempo, paused } = playback;
	return paused ? anchor.played : anchor.played + (Math.max(0, now - anchor.at) / 1000) * tempo;
}

/** The status word at `now`: one of the four documented ones unless `heldStatus` is set. */
export function statusAt(player: SandboxPlayer, now: number): string {
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
	// A paused player has no status of its own. It is not idle, because idleTimeout does not apply to it.
	return playedAt(player, now) < mediaSeconds(player) ? 'running' : 'idle';
}

/**
 * When the player is destroyed because it has not played for `idleTimeout`, as a failed one does not; Infinity where it is not
 * destroyed, such as while it is paused (docs/agora-api.md, Costs).
 */
export function destroyedAt(player: SandboxPlayer): number {
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
	return endsAt(player) + idleTimeout * 1000;
}

/** When the media ends; Infinity for an endless stream. Not for a paused player. */
export function endsAt(player: SandboxPlayer): number {
	const { anchor, tempo } = player.playback;
	return anchor.at + (Math.max(0, mediaSeconds(player) - anchor.played) / tempo) * 1000;
}

function mediaSeconds({ streamUrl, repeatTime }: SandboxPlayer): number {
	const source = sourceOf(streamUrl);
	return source.kind === 'onDemand' && repeatTime > 0 ? source.seconds * repeatTime : Infinity;
}

// The changes of an update (docs/agora-api.md, Media Pull: Update). Times are in milliseconds.

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

/** Moves to `seconds` in the current round, or in the last round if all have ended. */
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
	const isInChannel = joinedChannelAt(player, now) !== undefined;
	player.streamUrl = streamUrl;
	playback.waitsFrom = now;
	playback.connectsFrom = now;
	playback.playsFrom = now + connectMs;
	playback.joinsAt = isInChannel ? playback.joinsAt : joinTime(streamUrl, playback.playsFrom);
	playback.anchor = { at: playback.playsFrom, played: 0 };
}

export function setTempo(player: SandboxPlayer, tempo: number, now: number): void {
	const { playback } = player;
	playback.anchor = { at: Math.max(now, playback.anchor.at), played: playedAt(player, now) };
	playback.tempo = tempo;
}

/** The media behind a stream URL. The sandbox fetches nothing: the URL alone decides. */
type Source =
	| { readonly kind: 'live' }
	| { readonly kind: 'onDemand'; readonly seconds: number }
	| { readonly kind: 'unreachable' };

const DEFAULT_LENGTH_SECONDS = 600;

/**
 * - A host or path with `unreachable` or `missing` in it cannot be played.
 * - A path that ends with `.mp4` or `.mkv` is a file of 600 seconds, or of N seconds if it ends with `-Ns.mp4`.
 * - Everything else is an endless live stream (or an image).
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
