/** A UTC day as `YYYY-MM-DD`; days compare and sort as strings. */
export type Day = string;

const msPerDay = 86_400_000;

/** The UTC day of a moment in milliseconds since 1970. */
export function dayOf(ms: number): Day {
	return new Date(ms).toISOString().slice(0, 10);
}

/** Midnight UTC at which `day` begins, in milliseconds since 1970. */
export function startOf(day: Day): number {
	return Date.parse(`${day}T00:00:00Z`);
}

/** The day `count` days after `day`, or before it when negative. */
export function addDays(day: Day, count: number): Day {
	return dayOf(startOf(day) + count * msPerDay);
}

/** The first day of the month that lies `count` months after the one of `day`, or before it when negative. */
export function startOfMonth(day: Day, count = 0): Day {
	const date = new Date(startOf(day));
	return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count));
}

/** Every day from `from` to `to`, both included; none when `to` comes first. */
export function daysOf(range: { readonly from: Day; readonly to: Day }): Day[] {
	const days: Day[] = [];
	for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
		days.push(day);
	}
	return days;
}
