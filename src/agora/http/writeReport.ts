import type { OperationName } from './operations';

/** What a write is about, free of secrets. */
export interface WriteSubject {
	/** The name of the project or player, or the channel of a player without one. */
	readonly name?: string | undefined;
	/** The id of the project; a player's is in its path. */
	readonly projectId?: string | undefined;
	/** What becomes of it where the operation can do several things, such as `disabled` or `volume 50`. */
	readonly change?: string | undefined;
	/** The player that is to be created, by which it can be found. */
	readonly player?: WantedPlayer | undefined;
}

/** What a player that is to be created can be found by. */
export interface WantedPlayer {
	readonly name?: string | undefined;
	readonly channelName: string;
	readonly uid?: number | undefined;
	readonly account?: string | undefined;
}

/** A write that is about to be sent. Free of secrets. */
export interface WriteStart {
	/** Unique among all writes. */
	readonly id: string;
	/** In milliseconds since 1970. */
	readonly at: number;
	readonly operation: OperationName;
	readonly subject: WriteSubject;
	readonly appId: string | undefined;
	readonly region: string | undefined;
	readonly playerId: string | undefined;
}

/** What became of one write. `at` is when it was over. */
export interface WriteReport extends WriteStart {
	/** `done` also where only a look-up told so; `notSent` where it was given up before anything was sent. */
	readonly outcome: 'done' | 'notDone' | 'unknown' | 'notSent';
	/** The kind of the error it ended with. */
	readonly reason: string | undefined;
	readonly requestId: string | undefined;
}
