/**
 * Seconds into an on-demand stream, from what a person types: `90`, `1:30`, `1:02:03`, with a fraction in the last part.
 * Undefined for anything else; minutes and seconds of a longer form go to 59.
 */
export function readPosition(typed: string): number | undefined {
	const match = /^(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d+)?)$/.exec(typed.trim());
	if (!match) {
		return undefined;
	}
	const [, hours, minutes, seconds] = match;
	const inMinute = minutes === undefined || Number(seconds) < 60;
	return inMinute ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds) : undefined;
}

/** The other way round: `1:02:03`. Fractions are cut. */
export function positionText(seconds: number): string {
	const whole = Math.floor(seconds);
	const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
	const [hours = 0, ...rest] = parts;
	const shown = hours > 0 ? [hours, ...rest] : rest;
	return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
