import type { Limit } from './limit';

/** What decides when a call may start. */
export interface PacedCall {
	/** `limitsOf(request)`. A call under several must name them in the same order as others do. */
	readonly limits: readonly Limit[];
	/** Among the calls that wait, interactive ones go first, then the order in which they came counts. */
	readonly priority: 'interactive' | 'polling';
	/** Ends the waiting, and gives up the place in the queue; it does not end a task that has started. */
	readonly signal?: AbortSignal | undefined;
	/** Told, once for each limit, of a wait over a second, with its expected length in milliseconds (at least 1,000). */
	readonly onWait?: ((ms: number) => void) | undefined;
}
