import type { Span } from '../../src/usage/report/days';
import type { RangePreset } from '../../src/usage/report/range';

/** The first and last UTC day of a preset range, computed independently of the panel. */
export function presetRange(preset: RangePreset, { includeToday = false } = {}): Span {
	const now = new Date();
	const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
	const last = now.getUTCDate() - (includeToday ? 0 : 1);
	switch (preset) {
		case 'last7Days':
			return { from: day(year, month, last - 6), to: day(year, month, last) };
		case 'last28Days':
			return { from: day(year, month, last - 27), to: day(year, month, last) };
		case 'last30Days':
			return { from: day(year, month, last - 29), to: day(year, month, last) };
		case 'last90Days':
			return { from: day(year, month, last - 89), to: day(year, month, last) };
		case 'thisMonth':
			// The range is never empty: on the first day of a month it is that day.
			return { from: day(year, month, 1), to: day(year, month, Math.max(last, 1)) };
		case 'lastMonth':
			return { from: day(year, month - 1, 1), to: day(year, month, 0) };
		case 'last12Months': {
			const next = new Date(Date.UTC(year, month, last + 1));
			return {
				from: day(next.getUTCFullYear() - 1, next.getUTCMonth(), next.getUTCDate()),
				to: day(year, month, last),
			};
		}
	}
}

/** The last days of a range. */
export function lastDays({ to }: Span, count: number): Span {
	const [year = 0, month = 0, date = 0] = to.split('-').map(Number);
	return { from: day(year, month - 1, date - count + 1), to };
}

/** `month` counts from 0. */
function day(year: number, month: number, date: number): string {
	return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}
