import type { SandboxClock } from '../clock';

export interface RateWindow {
	readonly calls: number;
	readonly seconds: number;
}

/** Sliding windows over admitted calls. A refused call is not counted. */
export class RateLimits {
	private readonly admitted = new Map<string, number[]>();
	private readonly clock: SandboxClock;

	constructor(clock: SandboxClock) {
		this.clock = clock;
	}

	/** Counts one call under `key` and says true, or says false where any of the windows is full. */
	admit(key: string, ...windows: readonly RateWindow[]): boolean {
		const now = this.clock.now();
		const longest = Math.max(...windows.map(({ seconds }) => seconds * 1000));
		const recent = (this.admitted.get(key) ?? []).filter((time) => time > now - longest);
		const full = windows.some(
			({ calls, seconds }) => recent.filter((time) => time > now - seconds * 1000).length >= calls,
		);
		this.admitted.set(key, full ? recent : [...recent, now]);
		return !full;
	}
}
