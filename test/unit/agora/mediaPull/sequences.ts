import type { SequenceSource } from '../../../../src/agora/mediaPull/updatePlayer';

/** Counts up from a first sequence; a leap adds 1,000. */
export function sequencesFrom(first: number): SequenceSource {
	let sequence = first;
	return {
		next: async () => sequence++,
		skipAhead: async () => {
			sequence += 1001;
			return sequence - 1;
		},
	};
}
