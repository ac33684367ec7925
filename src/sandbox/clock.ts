/** The sandbox's time of day. Everything that ages (players, rate limits, usage) asks it, and nothing sets a timer. */
export interface SandboxClock {
	/** Milliseconds since 1970-01-01 UTC. */
	now(): number;
}

export const systemClock: SandboxClock = { now: () => Date.now() };
