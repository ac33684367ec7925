import type { RangePreset } from '../shared/usageWords';
import { addDays, type Day, dayOf, startOfMonth } from './day';

/** UTC days, both included, never more than one year (Console REST API, Get project usage; api-facts §2). */
export interface UsageRange {
	readonly from: Day;
	readonly to: Day;
}

/**
 * The days a preset stands for at `now` (ms since 1970). Today is left out unless asked for, since its figures
 * still grow; only on the first of a month is `thisMonth` today, as there is nothing else in it yet.
 */
export function rangeOf(preset: RangePreset, includeToday: boolean, now: number): UsageRange {
	const today = dayOf(now);
	const last = includeToday ? today : addDays(today, -1);
	switch (preset) {
		case 'last7Days':
			return { from: addDays(last, -6), to: last };
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
			return { from: addDays(sameDayLastYear(last), 1), to: last };
	}
}

export function sameRange(a: UsageRange, b: UsageRange): boolean {
	return a.from === b.from && a.to === b.to;
}

/** 28 February for 29 February, which the year before does not have. */
function sameDayLastYear(day: Day): Day {
	const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
	return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
}
