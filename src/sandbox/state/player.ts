import type { Playback } from './playback';

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
	 * Until when Agora moves the player from a failed server to another, in milliseconds since 1970 (api-facts §3, Create:
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
