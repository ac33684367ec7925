export const DAY_MS = 86_400_000;

/** The UTC day `YYYY-MM-DD` of a time in milliseconds. */
export function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

/** Milliseconds at which a UTC day begins, or undefined where the text is no day of the calendar. */
export function startOfDay(day: string): number | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
		return undefined;
	}
	const time = Date.parse(`${day}T00:00:00.000Z`);
	return !Number.isNaN(time) && dayOf(time) === day ? time : undefined;
}
