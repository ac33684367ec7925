import type { BucketSize } from '../../../src/shared/usage/words';

/** As many bars as are told apart at the width of half a screen. */
const mostDailyBars = 92;

/** The bars that suit a range of so many days. */
export function bucketFor(days: number): BucketSize {
	return days <= mostDailyBars ? 'day' : 'week';
}

/** The bars after a change of range: those that suit it, unless others than the suitable ones were chosen before. */
export function bucketAfter(present: BucketSize, daysBefore: number, daysNow: number): BucketSize {
	return present === bucketFor(daysBefore) ? bucketFor(daysNow) : present;
}
