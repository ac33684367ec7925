// Kept out of text.ts, which is loaded on activation.
import * as vscode from 'vscode';

/**
 * A short time in the time zone of this machine, such as "10:32"; with its date where it is not on the same day as `now`.
 *
 * @param time and `now` are in milliseconds since 1970.
 */
export function momentText(time: number, now: number): string {
	const isToday = new Date(time).toDateString() === new Date(now).toDateString();
	return momentFormat(isToday).format(time);
}

/** Creating a format takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function momentFormat(isToday: boolean): Intl.DateTimeFormat {
	const { language } = vscode.env;
	// The time zone of the machine may change while VS Code runs.
	const key = `${language} ${new Date().getTimezoneOffset()} ${isToday}`;
	const existing = formats.get(key);
	if (existing) {
		return existing;
	}
	const date = isToday ? {} : ({ dateStyle: 'medium' } as const);
	const format = new Intl.DateTimeFormat(language, { ...date, timeStyle: 'short' });
	formats.set(key, format);
	return format;
}
