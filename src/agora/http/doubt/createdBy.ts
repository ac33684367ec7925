import type { LostWrite } from './settle';

/** By how much two clocks differ that are set over the network, and a time told in whole seconds. */
const USUAL_SKEW_MS = 5_000;
/** By how much a clock may be wrong without anybody noticing, as one that is set to the time of another zone. */
const LARGEST_SKEW_MS = 24 * 3_600_000;

/**
 * Whether a write that creates may have created what the server says was created at `createdAt`. The two clocks may differ, so
 * between what falls into the time of the write and what is far older lies what nobody can tell.
 */
export function createdBy(
	{ startedAt, lostAt }: Pick<LostWrite, 'startedAt' | 'lostAt'>,
	createdAt: Date | undefined,
): 'yes' | 'no' | 'unclear' {
	if (createdAt === undefined) {
		return 'unclear';
	}
	const time = createdAt.getTime();
	if (time < startedAt - LARGEST_SKEW_MS) {
		return 'no';
	}
	return time >= startedAt - USUAL_SKEW_MS && time <= lostAt + USUAL_SKEW_MS ? 'yes' : 'unclear';
}
