import { type Clock, wallTime } from '../platform/clock';
import type { Event } from '../platform/emitter';
import type { AgoraClient } from './http/client';
import type { Area } from './http/hosts';

/**
 * Who calls Agora, and through which client. A session is replaced as a whole: code that awaited an answer
 * compares the session it started with by identity and drops what belongs to an earlier one.
 */
export interface AgoraSession {
	readonly accountId: string;
	/** The name the user gave the account. */
	readonly accountLabel: string;
	/** Which servers the account belongs to: what Agora tells, and its web console, differ by it. */
	readonly area: Area;
	readonly client: AgoraClient;
}

export interface SessionSource {
	/** Undefined while nobody is signed in. */
	readonly current: AgoraSession | undefined;
	readonly onDidChange: Event<void>;
}

/**
 * Agora's time of day at a moment of the monotonic clock, now by default; this machine's while nobody is signed in. In milliseconds
 * since 1970.
 */
export function serverTime(
	sessions: Pick<SessionSource, 'current'>,
	clock: Clock,
	moment = clock.monotonic(),
): number {
	return sessions.current?.client.serverTime(moment) ?? wallTime(moment, clock);
}
