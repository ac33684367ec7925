import type { BucketSize } from '../words';
import { addDays, type Day, startOfMonth, startOfWeek } from './day';
import { lengthOf, type Span } from './span';

/** A day, an ISO week or a month, as far as it lies in the range. */
export interface Bucket extends Span {
	/** `2026-11-22`, `2026-W47`, `2026-11`. */
	readonly id: string;
	/** The range begins or ends within it, so its figures are not those of a whole week or month. */
	readonly partial: boolean;
}

/** The buckets of a range, ascending; together they have each of its days once. */
export function bucketsOf(range: Span, size: BucketSize): Bucket[] {
	const buckets: Bucket[] = [];
	for (let from = range.from; from <= range.to; ) {
		const whole = wholeBucket(from, size);
		const to = whole.to < range.to ? whole.to : range.to;
		buckets.push({ from, to, id: idOf(from, size), partial: from !== whole.from || to !== whole.to });
		from = addDays(to, 1);
	}
	return buckets;
}

function wholeBucket(day: Day, size: BucketSize): Span {
	switch (size) {
		case 'day':
			return { from: day, to: day };
		case 'week': {
			const from = startOfWeek(day);
			return { from, to: addDays(from, 6) };
		}
		case 'month':
			return { from: startOfMonth(day), to: addDays(startOfMonth(day, 1), -1) };
	}
}

function idOf(day: Day, size: BucketSize): string {
	switch (size) {
		case 'day':
			return day;
		case 'week':
			return isoWeek(day);
		case 'month':
			return day.slice(0, 7);
	}
}

/** A week belongs to the year that has its Thursday. */
function isoWeek(day: Day): string {
	const thursday = addDays(startOfWeek(day), 3);
	const year = thursday.slice(0, 4);
	const days = lengthOf({ from: `${year}-01-01`, to: thursday });
	return `${year}-W${String(Math.ceil(days / 7)).padStart(2, '0')}`;
}
