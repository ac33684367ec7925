import {
	addDays,
	addYears,
	type BucketSize,
	commonSpan,
	type Day,
	dayOf,
	lengthOf,
	type Span,
	startOf,
	startOfMonth,
} from './days';
/** A range by name, or by its first and last day. */
export type RangeChoice = { readonly preset: RangePreset } | (Span & { readonly preset: 'custom' });

/**
 * The days of a choice on the UTC day `today`. Today is excluded unless `includeToday` is set, since its figures still
 * grow; on the first of a month, `thisMonth` is today, its only day. Custom days are limited to what `rangeProblem`
 * allows, so that a saved choice stays valid.
 */
export function rangeOf(choice: RangeChoice, includeToday: boolean, today: Day): Span {
	const last = includeToday ? today : addDays(today, -1);
	switch (choice.preset) {
		case 'last7Days':
			return { from: addDays(last, -6), to: last };
		case 'last28Days':
			return { from: addDays(last, -27), to: last };
		case 'last30Days':
			return { from: addDays(last, -29), to: last };
		case 'last90Days':
			return { from: addDays(last, -89), to: last };
		case 'thisMonth': {
			const from = startOfMonth(today);
			return { from, to: last >= from ? last : today };
		}
		case 'lastMonth':
			return { from: startOfMonth(today, -1), to: addDays(startOfMonth(today), -1) };
		case 'last12Months':
			return twelveMonthsTo(last);
		case 'custom':
			return cut(choice, today);
	}
}

/** Agora has no usage before this day. */
const FIRST_DAY: Day = '2014-01-01';

export type RangeProblem = 'order' | 'future' | 'tooEarly' | 'tooLong';

/** Why a first and last day cannot be a range; undefined if they can. Both must be valid days. */
export function rangeProblem(span: Span, today: Day): RangeProblem | undefined {
	if (span.from > span.to) {
		return 'order';
	}
	if (span.to > today) {
		return 'future';
	}
	if (span.from < FIRST_DAY) {
		return 'tooEarly';
	}
	return span.to > longestTo(span.from) ? 'tooLong' : undefined;
}

/** The last day that one query from `from` on may end with: it must lie within one year (docs/agora-api.md, Usage). */
export function longestTo(from: Day): Day {
	const date = new Date(startOf(from));
	return addDays(dayOf(date.setUTCFullYear(date.getUTCFullYear() + 1)), -1);
}

/**
 * The days that a range is compared with. Where the bars are days, or the range consists of whole weeks, as many days some
 * weeks earlier, so that weekends are compared with weekends: for months four weeks or more, otherwise as few as possible.
 * Else the days immediately before; for `thisMonth` the same days of the previous month, as far as it has them; for
 * `lastMonth` the whole month before.
 */
export function comparisonOf(choice: RangeChoice, range: Span, bucket: BucketSize): Span {
	const length = lengthOf(range);
	if (bucket === 'day' || (bucket === 'week' && length % 7 === 0)) {
		const isMonth = choice.preset === 'thisMonth' || choice.preset === 'lastMonth';
		const shift = 7 * Math.ceil(Math.max(length, isMonth ? 28 : 0) / 7);
		return { from: addDays(range.from, -shift), to: addDays(range.to, -shift) };
	}
	const before = addDays(range.from, -1);
	switch (choice.preset) {
		case 'thisMonth': {
			const from = startOfMonth(range.from, -1);
			const same = { from, to: addDays(from, length - 1) };
			return commonSpan(same, { from, to: before }) ?? same;
		}
		case 'lastMonth':
			return { from: startOfMonth(range.from, -1), to: before };
		case 'last12Months':
			return twelveMonthsTo(before);
		default:
			return { from: addDays(range.from, -length), to: before };
	}
}

/** Begins the day after the same day a year earlier; the ends of February count as the same day. */
function twelveMonthsTo(to: Day): Span {
	const afterSameDay = addDays(addYears(to, -1), 1);
	const sameNextDay = addYears(addDays(to, 1), -1);
	return { from: afterSameDay > sameNextDay ? afterSameDay : sameNextDay, to };
}

function cut(span: Span, today: Day): Span {
	const within = (day: Day) => (day < FIRST_DAY ? FIRST_DAY : day > today ? today : day);
	const from = within(span.from);
	const to = within(span.to);
	const longest = longestTo(from);
	return { from, to: to < longest ? to : longest };
}

/** The ranges offered by name; what they stand for is `rangeOf`'s to say. */
export const RANGE_PRESETS = [
	'last7Days',
	'last28Days',
	'last30Days',
	'last90Days',
	'thisMonth',
	'lastMonth',
	'last12Months',
] as const;

export type RangePreset = (typeof RANGE_PRESETS)[number];

/** The most bars that can be distinguished at half the width of a screen. */
const MOST_DAILY_BARS = 92;

/** The default bucket size of a range of so many days. */
export function bucketFor(days: number): BucketSize {
	return days <= MOST_DAILY_BARS ? 'day' : 'week';
}

/** The bucket size after a change of range: its default, unless the user chose another one than the default before. */
export function bucketAfter(present: BucketSize, daysBefore: number, daysNow: number): BucketSize {
	return present === bucketFor(daysBefore) ? bucketFor(daysNow) : present;
}
