import type { SandboxClock } from './clock';
import type { RateLimits } from './http/rateLimits';
import type { SandboxState } from './state/state';

/** What every operation works on. */
export interface World {
	readonly clock: SandboxClock;
	readonly state: SandboxState;
	readonly rateLimits: RateLimits;
}
