import type { OperationName } from './operations';

/** What a write is about, free of secrets. */
export interface WriteSubject {
	/** The name of the project or player, or the channel of a player without one. */
	readonly name?: string | undefined;
	/** The id of the project; a player's is in its path. */
	readonly projectId?: string | undefined;
	/** What becomes of it where the operation can do several things, such as `disabled` or `volume 50`. */
	readonly change?: string | undefined;
}

/** What became of one write. Free of secrets. */
export interface WriteReport {
	/** When it was over, in milliseconds since 1970. */
	readonly at: number;
	readonly operation: OperationName;
	readonly subject: WriteSubject;
	readonly appId: string | undefined;
	readonly region: string | undefined;
	readonly playerId: string | undefined;
	/** `done` also where only a look-up told so. */
	readonly outcome: 'done' | 'notDone' | 'unknown';
	/** The kind of the error it ended with. */
	readonly reason: string | undefined;
	readonly requestId: string | undefined;
}
