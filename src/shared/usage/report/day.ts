/** A UTC day as `YYYY-MM-DD`; days compare and sort as strings. */
export type Day = string;

const msPerDay = 86_400_000;

/** The UTC day of a moment in milliseconds since 1970. */
export function dayOf(ms: number): Day {
	return new Date(ms).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
	const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOf(text) : Number.NaN;
	return !Number.isNaN(ms) && dayOf(ms) === text;
}

/** Midnight UTC at which `day` begins, in milliseconds since 1970. */
export function startOf(day: Day): number {
	return Date.parse(`${day}T00:00:00Z`);
}

/** The day `count` days after `day`, or before it when negative. */
export function addDays(day: Day, count: number): Day {
	return dayOf(startOf(day) + count * msPerDay);
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: Day, to: Day): number {
	return Math.round((startOf(to) - startOf(from)) / msPerDay);
}

/** The first day of the month that lies `count` months after the one of `day`, or before it when negative. */
export function startOfMonth(day: Day, count = 0): Day {
	const date = new Date(startOf(day));
	return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count));
}

/** The Monday of the ISO week that `day` lies in. */
export function startOfWeek(day: Day): Day {
	return addDays(day, -((new Date(startOf(day)).getUTCDay() + 6) % 7));
}

/** The same day a year later, or earlier when negative; 28 February for a 29th that the year does not have. */
export function addYears(day: Day, count: number): Day {
	const year = String(Number(day.slice(0, 4)) + count).padStart(4, '0');
	const same = `${year}${day.slice(4)}`;
	return isDay(same) ? same : `${year}-02-28`;
}
