/** The time of day, replaceable so that code that waits or ages can be tested without waiting. */
export interface Clock {
	/** Milliseconds since 1970-01-01 UTC. */
	now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
