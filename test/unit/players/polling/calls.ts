/** The most calls of any `ms` milliseconds; `times` ascend. */
export function mostWithin(times: readonly number[], ms: number): number {
	let most = 0;
	for (let first = 0, last = 0; last < times.length; last += 1) {
		while ((times[first] ?? 0) <= (times[last] ?? 0) - ms) {
			first += 1;
		}
		most = Math.max(most, last - first + 1);
	}
	return most;
}

/** The same numbers from 0 to below 1 in every run (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
